"""The only writers of records: each writes all or nothing, with who, what and why in the history."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from kernel.access import require
from kernel.joints import DATA_CHANGED, DataChanged
from kernel.loading.changes import point_at_saved
from kernel.registers.declaration import MoveWords, Register
from kernel.registers.records import Record, gone
from kernel.texts import refuse_too_long
from kernel.workflow import WorkflowError, advance, audited, permission_of

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Rows:
    """What becomes of rows that belong to a record: unsaved or changed ones, and those to be removed."""

    kept: Collection[Model] = ()
    removed: Collection[Model] = ()


@dataclass(frozen=True)
class Written:
    """What is written of a record besides its own columns."""

    links: Mapping[str, Iterable[Model]] = field(default_factory=dict)
    """By field: the records that it names several of."""
    rows: Collection[Rows] = ()


NOTHING = Written()
PROTECTED = frozenset({"state"})
"""What moves alone may set, checks do not touch."""


class ChangedMeanwhileError(Exception):
    """Somebody else changed the record since it was read; nothing was written."""

    def __init__(self, current: Record) -> None:
        super().__init__(_("%(record)s was changed by somebody else.") % {"record": current})
        self.current = current


@transaction.atomic
def add_record(register: Register[R], record: R, *, by: Any, also: Written = NOTHING) -> R:
    """Raises `ValidationError` by field where the record cannot be, `PermissionDenied` where `by` may not."""
    require(by, register.permissions.add, record)
    record.give_code()
    write(record, "add", by, also)
    return record


@transaction.atomic
def change_record(register: Register[R], record: R, *, by: Any, seen: int, also: Written = NOTHING) -> R:
    """`seen` is the version that was read; raises `ChangedMeanwhileError` where it is not the present one."""
    current = locked(record)
    require(by, register.permissions.change, current)
    refuse_cancelled(current)
    if current.version != seen:
        raise ChangedMeanwhileError(current)
    require(by, register.permissions.change, record)
    record.version = current.version + 1
    write(record, "change", by, also, years_of(current))
    if getattr(current, "plan", None) != getattr(record, "plan", None):
        tell(current, years_of(current))
    return record


@transaction.atomic
def cancel_record(register: Register[R], record: R, *, by: Any, reason: str, now: dt.datetime) -> None:
    """It stays on record with the reason, and counts no more."""
    current = locked(record)
    require(by, register.permissions.change, current)
    refuse_cancelled(current)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    refuse_too_long(reason)
    current.cancelled_at, current.cancelled_because = now, reason.strip()
    current.version += 1
    with audited(current, "cancel", by, reason):
        current.save()
    tell(current, years_of(current))


@transaction.atomic
def restore_record(register: Register[R], record: R, *, by: Any) -> None:
    """Takes back that it was cancelled, unless what was written since does not go with it."""
    current = locked(record)
    require(by, register.permissions.change, current)
    if not current.is_cancelled:
        return
    current.cancelled_at, current.cancelled_because = None, ""
    current.version += 1
    refuse_what_cannot_be(current)
    with once(), audited(current, "restore", by, ""):
        current.save()
    tell(current, years_of(current))


@transaction.atomic
def move_record(
    register: Register[R],
    record: R,
    name: str,
    *,
    by: Any,
    reason: str = "",
    values: Mapping[str, Any] = MappingProxyType({}),
    seen: int | None = None,
) -> None:
    """One move of the register's workflow, with what is filled in with it.

    Where `seen` is given and is not the present version, raises `ChangedMeanwhileError`.
    """
    current: Any = locked(record)
    require(by, permission_of(current, name), current)
    refuse_cancelled(current)
    if seen is not None and current.version != seen:
        raise ChangedMeanwhileError(current)
    if register.moves[name].asks_why and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    fill_in(current, register.moves[name], values)
    current.version += 1
    advance(current, name, by=by, reason=reason)
    tell(current, years_of(current))


def fill_in(record: Record, words: MoveWords, values: Mapping[str, Any]) -> None:
    """Raises `ValidationError` by field where what the move needs is missing, or cannot be."""
    for name in words.fields:
        if name in values:
            setattr(record, name, values[name])
    if missing := [name for name in words.required if getattr(record, name) in (None, "")]:
        raise ValidationError(dict.fromkeys(missing, _("Fill this in.")))
    if words.fields:
        record.full_clean(exclude=PROTECTED)


@transaction.atomic
def change_several(
    register: Register[R],
    records: Iterable[R],
    *,
    by: Any,
    values: Mapping[str, Any],
    move: str = "",
    reason: str = "",
) -> list[R]:
    """The same values and the same move for all records, or for none: the first that refuses stops it."""
    changed = []
    for record in records:
        try:
            if values:
                change_one_of_several(register, record, by, values)
            if move:
                move_record(register, record, move, by=by, reason=reason)
        except ValidationError as refused:
            raise ValidationError([f"{record}: {words}" for words in refused.messages]) from refused
        except (ChangedMeanwhileError, WorkflowError) as error:
            raise ValidationError(f"{record}: {error}") from error
        changed.append(record)
    return changed


def change_one_of_several(register: Register[R], record: R, by: Any, values: Mapping[str, Any]) -> None:
    links = {name: value for name, value in values.items() if is_link(record, name)}
    for name, value in values.items():
        if name not in links:
            setattr(record, name, value)
    change_record(register, record, by=by, seen=record.version, also=Written(links))


def locked(record: R) -> R:
    """The record as it stands, held until the transaction ends."""
    found: R = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    return found


def refuse_cancelled(record: Record) -> None:
    if record.is_cancelled:
        raise ValidationError(gone(record))


def write(record: Record, action: str, by: Any, also: Written, before: Iterable[int | None] = ()) -> None:
    refuse_what_cannot_be(record, also)
    with once(), audited(record, action, by, ""):
        record.save()
        for name, things in also.links.items():
            getattr(record, name).set(things)
        for rows in also.rows:
            write_rows(rows)
    tell(record, {*before, *years_of(record)})


def refuse_what_cannot_be(record: Record, also: Written = NOTHING) -> None:
    """Raises `ValidationError` by field, of its columns first and then of what it names several of."""
    record.full_clean(exclude=PROTECTED)
    if problems := dict(record.problems_of_links({**links_of(record), **also.links})):
        raise ValidationError(problems)


@contextmanager
def once() -> Iterator[None]:
    """Two that write what can be there once, at the same moment: the second is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = _("Somebody saved the same at this moment. Look at the list, then send it again.")
        raise ValidationError(words) from error


def write_rows(rows: Rows) -> None:
    for row in rows.removed:
        row.delete()
    for row in rows.kept:
        point_at_saved(row)
        row.full_clean()
        row.save()


def is_link(record: Record, name: str) -> bool:
    return bool(record._meta.get_field(name).many_to_many)


def years_of(record: Record) -> set[int | None]:
    return record.years


def links_of(record: Record) -> dict[str, Any]:
    """What it names several of, as it stands."""
    names = [field.name for field in record._meta.many_to_many]
    return {name: list(getattr(record, name).all()) if record.pk else [] for name in names}


def tell(record: Record, years: Iterable[int | None]) -> None:
    """Figures of these years are stale; of all, where a year is not known."""
    changed = set(years)
    known = None if None in changed else sorted(year for year in changed if year is not None)
    DATA_CHANGED.call(DataChanged(plan=getattr(record, "plan", None), years=known))
