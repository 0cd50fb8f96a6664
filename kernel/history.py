"""Who changed a row, when and what: read from the events that the database's triggers write."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from pghistory.core import event_models
from pghistory.models import Events

from kernel.column_words import ColumnWords, label_of

LABELS = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}


UNTOLD = {"version", "search_text", "ticket"}
"""Columns that only the portal itself reads."""


@dataclass(frozen=True)
class FieldChange:
    """What a column is called, and what stood and stands in it, in words; empty for nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One event; `who` is empty for loaders and other work without a person."""

    at: dt.datetime
    what: str
    who: str
    fields: list[FieldChange]


def is_tracked(model: type[models.Model]) -> bool:
    return bool(event_models(tracks_model=model))


def history_of(thing: models.Model, *, since_its: str = "") -> list[Change]:
    """All changes of a row, the newest first; a query for each model that its changed links point at.

    `since_its` names a column: told is what was done since that has its present value.
    """
    model = type(thing)
    every = Events.objects.tracks(thing).order_by("pgh_created_at", "pgh_id")  # type: ignore[no-untyped-call]
    events = since_present(list(every), since_its)
    names = people_of(events)
    updates = updates_of(events)
    values = ((model, column, value) for update in updates for column, *both in update for value in both)
    words = ColumnWords(values)

    def told(column: str, *values: Any) -> FieldChange:
        before, after = (words.of(model, column, value) for value in values)
        return FieldChange(capfirst(label_of(model, column)), before, after)

    changes = [
        Change(
            at=event.pgh_created_at,
            what=str(LABELS.get(event.pgh_label, event.pgh_label)),
            who=names.get(user_id(event), ""),
            fields=[told(*change) for change in update],
        )
        for event, update in zip(events, updates, strict=True)
    ]
    return changes[::-1]


def since_present(events: list[Any], column: str) -> list[Any]:
    if not column:
        return events
    present = [event.pgh_data.get(column) for event in events]
    others = [number for number, value in enumerate(present, start=1) if value != present[-1]]
    return events[max(others, default=0) :]


def updates_of(events: Sequence[Any]) -> list[list[tuple[str, Any, Any]]]:
    """For each event the columns that it changed, before and after; none where a row was added or removed."""
    rows = [{}, *(event.pgh_data for event in events)]
    return [
        list(differing(before, event.pgh_data)) if event.pgh_label == "update" and before else []
        for before, event in zip(rows, events, strict=False)
    ]


def user_id(event: Any) -> Any:
    return (event.pgh_context or {}).get("user")


def people_of(events: Iterable[Any]) -> dict[Any, str]:
    ids = {user_id(event) for event in events} - {None}
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}


def differing(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each column that readers know and that stands otherwise than before."""
    for column, value in after.items():
        if column not in UNTOLD and before.get(column) != value:
            yield column, before.get(column), value
