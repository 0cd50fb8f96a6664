"""What can be imported: each app declares its importers, which every door finds by their key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from kernel.access import Permission
from kernel.loading.changes import Summary
from kernel.loading.reading import Source


@dataclass(frozen=True)
class Allowed:
    """A column of a file, and what its cells may hold, in words."""

    heading: str
    words: str = ""
    required: bool = False


@dataclass(frozen=True)
class Slot:
    """One of the files that an importer takes; `columns` are asked for when somebody looks at them."""

    name: str
    title: Any
    columns: Callable[[], Sequence[Allowed]] | None = None
    """None for a document, which is no table."""

    @property
    def is_table(self) -> bool:
        return self.columns is not None


@dataclass(frozen=True)
class Request:
    """One run: its files by the names of their slots, for which plan, and who asks."""

    sources: Mapping[str, Source]
    plan: str = ""
    by: Any = None
    """None for a command."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """What the importer asks for besides."""


@dataclass(frozen=True)
class Importer:
    """`run(request, dry_run)` loads what the request holds; it raises LoadingError with all problems."""

    key: str
    title: Any
    permission: Permission
    """To import."""
    slots: Sequence[Slot]
    run: Callable[[Request, bool], Summary]
    about: Any = ""
    """A sentence on what happens to what is on record."""
    sees_all: Permission | None = None
    """To see what others imported; by default whoever may import may."""
    takes_plan: bool = False
    position: int = 100
    asks: Mapping[str, Callable[[], forms.Field]] = field(default_factory=dict)
    """What holds for every row and stands in none, by name: the field that asks for it."""

    def slot(self, name: str) -> Slot:
        return next(slot for slot in self.slots if slot.name == name)


_importers: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    _importers[importer.key] = importer


def importer_of(key: str) -> Importer | None:
    return _importers.get(key)


def importers() -> list[Importer]:
    """All of them, in order."""
    return sorted(_importers.values(), key=lambda importer: importer.position)


def importers_for(user: Any) -> list[Importer]:
    return [importer for importer in importers() if user.has_perm(importer.permission)]


def loader(load: Callable[..., Summary]) -> Callable[[Request, bool], Summary]:
    """A run that calls `load(slot=source, …, dry_run=…)`; files that were not given are not read."""

    def run(request: Request, dry_run: bool) -> Summary:  # noqa: FBT001 - called by one place
        plan = {"plan": request.plan} if request.plan else {}
        return load(**request.sources, **plan, dry_run=dry_run)

    return run
