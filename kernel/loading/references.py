"""How things are named in files: an app declares it once for a model, and every import understands it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kernel.loading.problems import nearest
from kernel.loading.words import folded
from kernel.typed import NotReadableError

Names = Iterable[tuple[str, Model]]


@dataclass(frozen=True)
class Lookup:
    """The ways to name a thing of a model, the surest first: where two fit, the earlier one is meant."""

    ways: Mapping[Any, Callable[[QuerySet[Any]], Names]]
    """By what it is, in words: `the two-letter code of a country`."""
    written: Callable[[Any], str]
    """The name that an export writes; one of the first way."""
    within: str = ""
    """The column, or what the whole file is for, within which names are unique; such as `plan`."""
    within_of: Callable[[Any], Any] = lambda _thing: None
    """The primary key of that of a thing."""
    choose: Callable[[], QuerySet[Any]] | None = None


_lookups: dict[type[Model], Lookup] = {}


def register_reference(model: type[Model], lookup: Lookup) -> None:
    _lookups[model] = lookup


def lookup_of(model: type[Model]) -> Lookup:
    """By its primary key alone where no app has said how things of this model are named."""
    return _lookups.get(model) or Lookup({"the number": by_number}, written=lambda thing: str(thing.pk))


def by_number(things: QuerySet[Any]) -> Names:
    return ((str(thing.pk), thing) for thing in things)


def by_fields(*names: str) -> Callable[[QuerySet[Any]], Names]:
    """Things by what stands in any of these fields."""

    def named(things: QuerySet[Any]) -> Names:
        return [
            (str(getattr(thing, name)), thing) for thing in things for name in names if getattr(thing, name)
        ]

    return named


class Named:
    """The things that a column may name, read once for a whole file; in a query for each way at most."""

    def __init__(self, things: QuerySet[Any], lookup: Lookup) -> None:
        self.things, self.lookup = things, lookup

    @cached_property
    def by_way(self) -> list[dict[tuple[Any, str], set[Any]]]:
        return [self._index(way) for way in self.lookup.ways.values()]

    def _index(self, way: Callable[[QuerySet[Any]], Names]) -> dict[tuple[Any, str], set[Any]]:
        found: dict[tuple[Any, str], set[Any]] = defaultdict(set)
        for name, thing in way(self.things):
            found[self.lookup.within_of(thing), folded(name)].add(thing)
        return found

    def get(self, text: str, within: Any = None) -> Any:
        """Raises NotReadableError where nothing has that name, or several do."""
        for index in self.by_way:
            if found := index.get((within, folded(text))):
                if len(found) > 1:
                    raise self._names_several(text, found)
                return next(iter(found))
        raise self._names_none(text, within)

    def near(self, text: str, within: Any = None) -> str:
        """The name as an export writes it of what was most likely meant; empty where nothing is like it."""
        names = {
            name: found for index in self.by_way for (place, name), found in index.items() if place == within
        }
        near = nearest(folded(text), names)
        return self.lookup.written(next(iter(names[near]))) if near and len(names[near]) == 1 else ""

    def _names_several(self, text: str, found: set[Any]) -> NotReadableError:
        names = ", ".join(sorted(self.lookup.written(thing) for thing in found))
        return NotReadableError(
            _("“%(text)s” names several: %(names)s. Write one of these.") % {"text": text, "names": names}
        )

    def _names_none(self, text: str, within: Any) -> NotReadableError:
        kind = self.things.model._meta.verbose_name
        words = _("“%(text)s” names no %(kind)s. Write %(ways)s.")
        if near := self.near(text, within):
            words = _("“%(text)s” names no %(kind)s. Did you mean “%(near)s”?")
        return NotReadableError(words % {"text": text, "kind": kind, "ways": self.ways, "near": near})

    @property
    def ways(self) -> str:
        """All ways in words, for people."""
        return _(" or ").join(str(way) for way in self.lookup.ways)
