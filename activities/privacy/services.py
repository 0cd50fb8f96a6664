"""Taking a person's data out of a record, of its history, and of what was said of it; counts stay."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from pghistory import context
from pghistory.core import event_models

from activities.confirmations.models import Confirmation
from activities.events.models import Participant, Person
from activities.privacy.models import years_kept
from activities.privacy.rules import ERASE_PEOPLE
from activities.privacy.selectors import ANONYMOUS, Named, named_like, overdue
from kernel.access import require
from kernel.texts import refuse_too_long
from members.models import User


def anonymise_overdue(today: dt.date) -> int:
    """What a night's task does; each record by itself, so that what was done stays done. How many."""
    count = 0
    for each in overdue(today, years_kept()):
        anonymise([each], by=None, reason="")
        count += 1
    return count


@transaction.atomic
def erase(words: str, codes: Iterable[str], *, by: User, reason: str) -> int:
    """Of the records that `named_like` finds, those chosen; how many. Raises `ValidationError` for none."""
    require(by, ERASE_PEOPLE)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for example that the person asked for it.")})
    refuse_too_long(reason)
    chosen = set(codes)
    found = [each for each in named_like(words) if each.record.code in chosen]
    if not found:
        raise ValidationError(_("Choose the records first."))
    anonymise(found, by=by, reason=reason.strip())
    return len(found)


@transaction.atomic
def anonymise(records: Iterable[Named], *, by: User | None, reason: str) -> None:
    for each in records:
        personal, record, model = each.personal, each.record, type(each.record)
        person = getattr(record, "person_id", None) if model is Participant else None
        values: dict[str, Any] = {personal.name: ANONYMOUS, **dict.fromkeys(personal.others, "")}
        for name, value in values.items():
            setattr(record, name, value)
        record.prepare()
        values["search_text"] = record.search_text
        with context(action=f"{model._meta.app_label}.anonymise", user=by.pk if by else None, reason=reason):
            model._base_manager.filter(pk=record.pk).update(version=F("version") + 1, **values)
        forget_history(model, record.pk, values)
        forget_what_was_said(record.code, values)
        if person is not None:
            forget_person(person)


def forget_history(model: Any, pk: int, values: dict[str, Any]) -> None:
    """Every earlier state of the row, too."""
    for events in event_models(tracks_model=model):
        columns = {field.name for field in events._meta.fields}
        known = {name: value for name, value in values.items() if name in columns}
        events._default_manager.filter(pgh_obj_id=pk).update(**known)


def forget_what_was_said(code: str, values: dict[str, Any]) -> None:
    for said in Confirmation.objects.filter(code=code):
        said.seen = {name: values.get(name, value) for name, value in said.seen.items()}
        Confirmation.objects.filter(pk=said.pk).update(seen=said.seen)
        for events in event_models(tracks_model=Confirmation):
            events._default_manager.filter(pgh_obj_id=said.pk).update(seen=said.seen)


def forget_person(pk: int) -> None:
    """Somebody of whom no list says the name any more."""
    if Participant.objects.filter(person=pk).exclude(name=ANONYMOUS).exists():
        return
    values = {"name": ANONYMOUS, "email": "", "name_key": ""}
    Person.objects.filter(pk=pk).update(**values)
    forget_history(Person, pk, values)
