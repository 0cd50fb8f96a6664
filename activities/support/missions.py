"""The register of missions."""

from django.utils.translation import gettext_lazy as _

from activities.registers import SHOWN_ON, MemberRecordFilter, choices_of_members
from activities.support.models import Mission, Recommendation
from activities.support.rules import VIEW_SUPPORT, WRITE_SUPPORT
from kernel.registers.declaration import Confirmed, Inline, Permissions, Register, Words
from members.register_groups import SUPPORT


class MissionFilter(MemberRecordFilter):
    dated_by = "starts_on"

    class Meta:
        model = Mission
        fields = ["q", "year", "activity", "member", "cancelled"]


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
    confirmed=Confirmed(by=("member",)),
    personal=("expert",),
    filterset=MissionFilter,
    choices=choices_of_members,
    inlines=(Inline("recommendations", Recommendation, ("text", "state", "said_on"), _("Recommendations")),),
    totals=("days",),
    bulk=("officer", "activities"),
    period=("starts_on", "ends_on"),
    group=SUPPORT,
    position=50,
)
