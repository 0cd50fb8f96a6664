"""Who changed a row, when and what: read from the events that the database's triggers write."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _
from pghistory.core import event_models
from pghistory.models import Events

LABELS = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One event; `who` is empty for loaders and other work without a person."""

    at: dt.datetime
    what: str
    who: str
    fields: list[FieldChange]


def is_tracked(model: type[models.Model]) -> bool:
    return bool(event_models(tracks_model=model))


def history_of(thing: models.Model) -> list[Change]:
    """All changes of a row, the newest first."""
    events = list(Events.objects.tracks(thing).order_by("pgh_created_at", "pgh_id"))  # type: ignore[no-untyped-call]
    names = people_of(events)
    changes: list[Change] = []
    before: dict[str, Any] = {}
    for event in events:
        after = event.pgh_data
        changes.append(
            Change(
                at=event.pgh_created_at,
                what=str(LABELS.get(event.pgh_label, event.pgh_label)),
                who=names.get(user_id(event), ""),
                fields=list(differences(type(thing), before, after)) if event.pgh_label == "update" else [],
            )
        )
        before = after
    return changes[::-1]


def user_id(event: Any) -> Any:
    return (event.pgh_context or {}).get("user")


def people_of(events: Iterable[Any]) -> dict[Any, str]:
    ids = {user_id(event) for event in events} - {None}
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}


def differences(
    model: type[models.Model], before: dict[str, Any], after: dict[str, Any]
) -> Iterable[FieldChange]:
    for column, value in after.items():
        if before.get(column) != value:
            yield FieldChange(label_of(model, column), before.get(column), value)


def label_of(model: type[models.Model], column: str) -> str:
    try:
        return str(model._meta.get_field(column.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return column
