"""The register of briefings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.briefings.models import Briefing
from activities.briefings.rules import (
    ASK_FOR_BRIEFING,
    CHANGE_BRIEFING,
    IMPORT_BRIEFINGS,
    VIEW_BRIEFINGS,
)
from activities.registers import SHOWN_ON, MemberRecordFilter, OwnRecordForm, choices_of_own
from kernel.filters import KnownFilter
from kernel.registers.declaration import Permissions, Register, Words
from members.committees.joints import ON_COMMITTEE_PAGE
from members.committees.models import Committee
from members.models import User
from members.register_groups import COMMITTEES


class BriefingFilter(MemberRecordFilter):
    committee = KnownFilter("committee__reference", lookup_expr="iexact", label=_("Committee"))

    dated_by = "asked_on"
    open_to_all = (*MemberRecordFilter.open_to_all, "committee")

    class Meta:
        model = Briefing
        fields = ["q", "year", "activity", "committee", "member", "cancelled"]


GIVEN = ("given_on", "given_by", "language", "text")
"""What DEVT puts on record when it is given."""


def choices(user: User) -> dict[str, Any]:
    committees = Committee.objects.order_by("number", "subcommittee_number", "reference")
    kept_back = {} if user.is_devt else dict.fromkeys(GIVEN)
    return choices_of_own(user) | kept_back | {"committee": committees}


BRIEFINGS = Register(
    key="briefings",
    model=Briefing,
    words=Words(
        title=_("Briefings on committees"),
        add=_("Ask for a briefing"),
        about=_("What newcomers to a committee should know, in the words of those who lead it."),
        empty=_("Ask for a briefing on a committee that you join or think of joining."),
    ),
    permissions=Permissions(VIEW_BRIEFINGS, ASK_FOR_BRIEFING, CHANGE_BRIEFING, IMPORT_BRIEFINGS),
    fields=(
        *("title", "committee", "plan", "activities", "member", "asked_on", *GIVEN, "officer", "source"),
    ),
    folded=("source",),
    columns=("committee", "member", "asked_on", "given_on", "given_by", "language"),
    more_columns=("activity_codes", "officer"),
    shown_on=(*SHOWN_ON, ON_COMMITTEE_PAGE),
    personal=("given_by",),
    filterset=BriefingFilter,
    form=OwnRecordForm,
    choices=choices,
    bulk=("officer", "activities"),
    preset=("committee",),
    group=COMMITTEES,
    position=42,
)
