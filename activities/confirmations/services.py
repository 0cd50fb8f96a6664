"""Confirm, dispute and resolve; nothing is said of a record that stands otherwise than it was seen."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.confirmations.models import Confirmation
from activities.confirmations.rules import CONFIRM, RESOLVE
from activities.confirmations.selectors import Item, Standing, item_of, items_of, version_of
from kernel.access import require
from kernel.registers.records import one_after_another
from kernel.texts import refuse_too_long
from kernel.workflow import audited
from members.models import Member, User


@transaction.atomic
def confirm(member: Member, versions: Collection[str], *, by: User, now: dt.datetime) -> int:
    """That all of these are right, as they were seen, each named `CODE:version`; how many waited for it.

    Raises `ValidationError` where one was changed meanwhile, and writes none.
    """
    require(by, CONFIRM, member)
    one_after_another(Confirmation)
    items = {version_of(item): item for item in items_of(member)}
    asked = dict.fromkeys(versions)
    if len(found := [items[version] for version in asked if version in items]) < len(asked):
        raise ValidationError(_("Some of them were changed meanwhile. Look at them again, then confirm."))
    waiting = [item for item in found if item.is_waiting]
    for item in waiting:
        say(item, member, by, now, is_right=True)
    return len(waiting)


@transaction.atomic
def dispute(item: Item, member: Member, comment: str, *, by: User, now: dt.datetime) -> Confirmation:
    """`item` is as it was seen; raises `ValidationError` where it stands otherwise by now."""
    require(by, CONFIRM, member)
    one_after_another(Confirmation)
    current = item_of(member, item.record.code)
    if current is None or version_of(current) != version_of(item):
        raise ValidationError(_("The record was changed meanwhile. Look at it again first."))
    if current.standing == Standing.DISPUTED:
        raise ValidationError(_("It is disputed already, and DEVT has not answered yet."))
    if not comment.strip():
        raise ValidationError({"comment": _("Say what is wrong.")})
    refuse_too_long(comment)
    return say(item, member, by, now, is_right=False, comment=comment.strip())


def say(item: Item, member: Member, by: User, now: dt.datetime, **said: Any) -> Confirmation:
    made = Confirmation(
        code=item.record.code,
        member=member,
        seen=item.seen,
        at=now,
        by=by,
        is_sample=item.record.is_sample,
        **said,
    )
    made.full_clean()
    with audited(made, "said", by, ""):
        made.save()
    return made


@transaction.atomic
def resolve(disputed: Confirmation, resolution: str, *, by: User, now: dt.datetime) -> None:
    """What was done or why not; the member reads it, and says again whether the record is right."""
    current = Confirmation.objects.select_for_update(of=("self",)).get(pk=disputed.pk)
    require(by, RESOLVE, current)
    if not current.is_open_dispute:
        raise ValidationError(_("It was resolved before."))
    if not resolution.strip():
        raise ValidationError({"resolution": _("Say how it was resolved.")})
    current.resolution, current.resolved_at, current.resolved_by = resolution.strip(), now, by
    current.full_clean()
    with audited(current, "resolve", by, resolution):
        current.save()
