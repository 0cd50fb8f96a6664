"""Taking a person's data out of a record, of its history, and of what was said of it; counts stay."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.db.models import Case, F, Model, Q, Value, When
from django.utils.translation import gettext as _
from pghistory import context
from pghistory.core import event_models

from activities.confirmations.models import Confirmation
from activities.events.models import Participant, Person
from activities.privacy.joints import FORGOTTEN, Forgotten
from activities.privacy.models import years_kept
from activities.privacy.rules import ERASE_PEOPLE
from activities.privacy.selectors import (
    Named,
    in_sight,
    is_exactly,
    is_like,
    is_over,
    named_like,
    overdue,
    places,
)
from kernel.access import require
from kernel.imports.forgetting import forget_details, forget_rows, forget_values
from kernel.registers.declaration import ANONYMOUS
from kernel.texts import refuse_too_long
from members.models import User

log = structlog.get_logger(__name__)
OF_A_PERSON = ("name", "email", "name_key")


def anonymise_overdue(today: dt.date) -> int:
    """What a night's task does; how many rows.

    Each by itself, so that what was done stays done, and one that cannot be done stops no other.
    """
    years = years_kept()
    count = 0
    for each in overdue(today, years):
        try:
            count += anonymise(each, by=None, reason="", still=lambda record: is_over(record, today, years))
        except Error:
            log.exception("not_anonymised", record=each.record.code)
    forget_what_is_gone(today.replace(month=1, day=1, year=today.year - years))
    forget_details({place.register.key for place in places()}, today)
    return count


@transaction.atomic
def erase(words: str, codes: Iterable[str], *, by: User, reason: str) -> int:
    """Of the rows that `named_like` finds, those of the records chosen; of how many records.

    What rows were before, and those that are gone, forget whoever is named exactly so. Raises
    `ValidationError` where no record is chosen, or no reason given.
    """
    require(by, ERASE_PEOPLE)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for example that the person asked for it.")})
    refuse_too_long(reason)
    chosen = set(codes)
    found = [each for each in named_like(words) if each.record.code in chosen]
    if not found:
        raise ValidationError(_("Choose the records first."))
    for each in found:
        anonymise(each, by=by, reason=reason.strip())
    for named, columns in traces():
        forget_what_was(
            named.filter(is_like(columns, words)),
            columns,
            is_exactly(columns, words),
            is_exactly([f"{state}__{column}" for state in ("before", "after") for column in columns], words),
        )
    return len({each.record.code for each in found})


@transaction.atomic
def anonymise(named: Named, *, by: User | None, reason: str, still: Any = None) -> bool:
    """Whether it was done: not where nobody is in sight any more, or it is not asked of it `still`."""
    place = named.place
    row = place.named().select_for_update(of=("self",)).filter(pk=named.row.pk).first()
    if row is None or (still is not None and not still(place.record_of(row))):
        return False
    record = place.record_of(row)
    values = emptied(row, place.columns)
    for name, value in values.items():
        setattr(row, name, value)
    with context(action=f"{row._meta.app_label}.anonymise", user=by.pk if by else None, reason=reason):
        if row is record:
            record.prepare()
            values["search_text"] = record.search_text
        place.model._base_manager.filter(pk=row.pk).update(**values)
        type(record)._base_manager.filter(pk=record.pk).update(version=F("version") + 1)
    for events in place.events():
        empty(events.filter(pgh_obj_id=row.pk), place.columns)
    forget_values(place.model, row.pk, values)
    if row is record:
        forget_what_was_said(record.code, values)
    if isinstance(row, Participant):
        forget_person(row.person_id)
    FORGOTTEN.call(Forgotten(record))
    return True


def emptied(row: Model, columns: Sequence[str]) -> dict[str, str]:
    """A name becomes a word that is nobody's, for some records cannot be without one; the rest goes."""
    name, *others = columns
    return {name: ANONYMOUS if getattr(row, name) else "", **dict.fromkeys(others, "")}


def empty(rows: Any, columns: Sequence[str]) -> None:
    """The same of many earlier states at once; nobody looks for one by its words."""
    name, *others = columns
    known = {field.name for field in rows.model._meta.fields}
    values: dict[str, Any] = dict.fromkeys({*others, "search_text"} & known, "")
    values[name] = Case(When(**{name: ""}, then=F(name)), default=Value(ANONYMOUS))
    rows.update(**values)


def forget_what_was_said(code: str, values: dict[str, Any]) -> None:
    for said in Confirmation.objects.filter(code=code):
        seen = {name: values.get(name, value) for name, value in said.seen.items()}
        Confirmation.objects.filter(pk=said.pk).update(seen=seen)
        for events in event_models(tracks_model=Confirmation):
            events._default_manager.filter(pgh_obj_id=said.pk).update(seen=seen)


def forget_person(pk: int) -> None:
    """Somebody of whom no list says the name any more."""
    if Participant.objects.filter(person=pk).exclude(name=ANONYMOUS).exists():
        return
    values = {"name": ANONYMOUS, "email": "", "name_key": ""}
    Person.objects.filter(pk=pk).update(**values)
    for each in (pk, *merged_into(pk)):
        for events in event_models(tracks_model=Person):
            empty(events._default_manager.filter(pgh_obj_id=each), OF_A_PERSON)
        forget_values(Person, each, values)


def merged_into(pk: int) -> set[int]:
    """Records that merging has made one with this person's, and those that it had made one with them."""
    found: set[int] = set()
    new = {pk}
    while new:
        removed = {
            one
            for events in event_models(tracks_model=Person)
            for one in events._default_manager.filter(
                pgh_label="delete", pgh_context__metadata__kept__in=new
            ).values_list("pgh_obj_id", flat=True)
        }
        new = removed - found
        found |= new
    return found


def forget_what_is_gone(before: dt.date) -> None:
    """What was written so long ago, where the row is gone or says no name by now."""
    for named, columns in traces():
        written = Q(pgh_created_at__date__lt=before) & in_sight(columns)
        forget_what_was(named, columns, written, Q(of__created_at__date__lt=before))


def traces() -> Iterator[tuple[Any, Sequence[str]]]:
    """Rows in which somebody is still to be read, kind by kind, with the columns that tell who it is."""
    for place in places():
        yield place.named(), place.columns
    yield Person.objects.exclude(name=ANONYMOUS), OF_A_PERSON


def forget_what_was(named: Any, columns: Sequence[str], written: Q, imported: Q) -> None:
    """Earlier states, and what imports kept, of rows that are not among those `named`."""
    for events in event_models(tracks_model=named.model):
        empty(events._default_manager.filter(written).exclude(pgh_obj_id__in=named.values("pk")), columns)
    values = {columns[0]: ANONYMOUS, **dict.fromkeys((*columns[1:], "search_text"), "")}
    forget_rows(named, values, imported)
