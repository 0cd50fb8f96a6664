"""The register of missions."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.joints import ACTIVITY_PAGE
from activities.registers import PlanRecordFilter, choices_of_plan
from activities.support.models import Mission, Recommendation
from activities.support.rules import VIEW_SUPPORT, WRITE_SUPPORT
from kernel.registers.declaration import Inline, Permissions, Register, ShownOn, Words
from members.joints import MEMBER_PAGE
from members.models import Member, User


class SupportFilter(PlanRecordFilter):
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.order_by("country"), empty_label=_("all members")
    )

    members = ("member",)
    open_to_all = (*PlanRecordFilter.open_to_all, "member")


class MissionFilter(SupportFilter):
    dated_by = "starts_on"

    class Meta:
        model = Mission
        fields = ["q", "year", "activity", "member", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    return choices_of_plan(user) | {"member": Member.objects.order_by("country")}


SHOWN_ON = (
    ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
    ShownOn(MEMBER_PAGE, ("member",), "member"),
)
PERMISSIONS = Permissions(VIEW_SUPPORT, WRITE_SUPPORT, WRITE_SUPPORT, WRITE_SUPPORT)
MISSIONS = Register(
    key="missions",
    model=Mission,
    words=Words(
        title=_("Missions"),
        add=_("Add a mission"),
        about=_("Experts at members: what was needed, what they recommended, and what became of it."),
        empty=_("Add the missions of the plan, each with the need that it addresses."),
    ),
    permissions=PERMISSIONS,
    fields=(
        *("title", "plan", "activities", "member", "need", "starts_on", "ends_on", "expert", "days"),
        *("terms", "reported_on", "report", "officer", "source", "note"),
    ),
    folded=("terms", "reported_on", "report", "source", "note"),
    columns=("member", "starts_on", "ends_on", "days", "need", "activity_codes"),
    more_columns=("expert", "reported_on", "officer"),
    public=("title", "plan", "activities", "activity_codes", "member", "starts_on", "ends_on", "days"),
    shown_on=SHOWN_ON,
    filterset=MissionFilter,
    choices=choices,
    inlines=(Inline("recommendations", Recommendation, ("text", "state", "said_on"), _("Recommendations")),),
    totals=("days",),
    bulk=("officer", "activities"),
    period=("starts_on", "ends_on"),
    position=50,
)
