"""Cells that choose: one of a few words, another thing, or several."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import Choices, Model, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from kernel.loading.kinds import Kind, Reading, is_not
from kernel.loading.problems import nearest
from kernel.loading.references import Named, lookup_of
from kernel.loading.words import folded, other_words

MANY = 20
"""So many words are named in full."""


@dataclass(frozen=True)
class ChoiceKind:
    """By key and by label, in English and in the active language, and by other words that people use."""

    pairs: tuple[tuple[str, Any], ...]
    synonyms: str = ""
    """The kind of words in data/synonyms.yaml."""

    @classmethod
    def of(cls, choices: type[Choices] | Iterable[tuple[Any, Any]], synonyms: str = "") -> "ChoiceKind":
        pairs = choices.choices if isinstance(choices, type) else choices
        return cls(tuple((str(key), label) for key, label in pairs if str(key)), synonyms)

    def _words(self) -> Mapping[str, str]:
        return words_of(self, translation.get_language())

    def read(self, text: str, reading: Reading) -> str:
        if (key := self._words().get(folded(text))) is None:
            raise is_not(text, self.allowed)
        return key

    def write(self, value: Any) -> object:
        return str(dict(self.pairs).get(value, value))

    @property
    def choices(self) -> Sequence[str]:
        return [str(label) for _key, label in self.pairs]

    @property
    def allowed(self) -> str:
        shown = ", ".join(self.choices[:MANY])
        return _("one of: %(words)s") % {"words": shown if len(self.pairs) <= MANY else f"{shown}, …"}

    def near(self, text: str, reading: Reading) -> str:
        words = self._words()
        key = words.get(nearest(folded(text), words))
        return str(self.write(key)) if key else ""


@cache
def words_of(kind: ChoiceKind, _language: str | None) -> Mapping[str, str]:
    """The key that each word means, in English and in the active language; made once for both."""
    with translation.override("en"):
        english = {folded(str(label)): key for key, label in kind.pairs}
    own = {folded(str(label)): key for key, label in kind.pairs}
    others = {folded(word): key for key, _label in kind.pairs for word in other_words(kind.synonyms, key)}
    return others | english | own | {folded(key): key for key, _label in kind.pairs}


class ReferenceKind:
    """Another thing, by any of the names that its app declared."""

    def __init__(self, model: type[Model], things: Callable[[], QuerySet[Any]] | None = None) -> None:
        self.model, self.lookup = model, lookup_of(model)
        self.things = things or self.lookup.choose or model._default_manager.all

    @cached_property
    def named(self) -> Named:
        return Named(self.things(), self.lookup)

    def _within(self, reading: Reading) -> Any:
        return getattr(reading.values.get(self.lookup.within), "pk", None) if self.lookup.within else None

    def read(self, text: str, reading: Reading) -> Any:
        return self.named.get(text, self._within(reading))

    def write(self, value: Any) -> object:
        return self.lookup.written(value)

    @property
    def allowed(self) -> str:
        return self.named.ways

    @property
    def choices(self) -> Sequence[str]:
        found = [self.lookup.written(thing) for thing in self.things()[: MANY + 1]]
        return found if len(found) <= MANY else ()

    def near(self, text: str, reading: Reading) -> str:
        return self.named.near(text, self._within(reading))


@dataclass(frozen=True)
class SeveralKind:
    """Several values of one kind, with a semicolon between them."""

    each: Kind

    def read(self, text: str, reading: Reading) -> list[Any]:
        parts = [part.strip() for part in text.split(";")]
        return list(dict.fromkeys(self.each.read(part, reading) for part in parts if part))

    def write(self, value: Any) -> object:
        return "; ".join(str(self.each.write(one)) for one in value)

    @property
    def allowed(self) -> str:
        return _("%(each)s; several with a semicolon between them") % {"each": self.each.allowed}

    @property
    def choices(self) -> Sequence[str]:
        return ()

    def near(self, text: str, reading: Reading) -> str:
        return ""
