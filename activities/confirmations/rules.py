"""Who confirms, disputes and resolves."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from members.rules import Person, is_devt, is_nsb


@predicate
def writes_for_member(user: Person, member: Any) -> bool:
    """Whether the person writes for this member; without one, for any."""
    members = user.member_ids() if member is None else [member.pk]
    return any(map(user.writes_for, members))


CONFIRM = define_permission(
    "confirmations.confirm",
    is_nsb & writes_for_member,
    refusal=_("What a member got is confirmed by the people who write for it."),
)
RESOLVE = define_permission("confirmations.resolve", is_devt, refusal=_("Only DEVT resolves disputes."))
