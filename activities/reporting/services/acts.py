"""The trail of a round, written by the services that act, in their transaction."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from activities.reporting.enums import RoundAction
from activities.reporting.models import Round
from members.models import Member

if TYPE_CHECKING:
    from members.models import User


def write_down(
    round_: Round,
    action: RoundAction,
    by: "User | None",
    *,
    reason: str = "",
    members: Iterable[Member] = (),
    **details: Any,
) -> None:
    """`by` is empty for what came by itself; dates in `details` are written as ISO 8601."""
    named = [member.iso2 for member in members]
    found = details | ({"members": named} if named else {})
    round_.acts.create(action=action, at=timezone.now(), by=by, reason=reason.strip(), details=found)
