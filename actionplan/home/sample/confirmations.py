"""Sample confirmations: what Kenya might have said of the records in which others wrote down what it got."""

from collections.abc import Sequence

from django.utils import timezone

from activities.confirmations.models import Confirmation
from activities.confirmations.selectors import items_of
from activities.registers import own_members
from members.enums import RoleName
from members.models import Member, Role
from outputs.models import Plan

DISPUTED = "This is not as we have it on file: it was a year later."


def add_sample_confirmations(plan: Plan, members: Sequence[Member]) -> int:
    """All of earlier years are right but one, which is disputed; those of the last two wait. How many."""
    for member in members:
        officer = Role.objects.current().filter(member=member, name=RoleName.NSB_OFFICER).first()
        if officer and member in own_members(officer.user) and member.iso2 == "KE":
            earlier = [each for each in items_of(member) if (each.record.year or 0) < plan.years[-2]]
            for number, item in enumerate(earlier):
                Confirmation.objects.create(
                    code=item.record.code,
                    member=member,
                    seen=item.seen,
                    is_right=number > 0,
                    comment="" if number else DISPUTED,
                    at=timezone.now(),
                    by=officer.user,
                    is_sample=True,
                )
    return Confirmation.objects.filter(is_sample=True).count()
