"""The register of grants of equipment."""

from django.utils.translation import gettext_lazy as _

from activities.registers import SHOWN_ON, MemberRecordFilter, choices_of_members
from activities.support.missions import PERMISSIONS
from activities.support.models import Grant
from kernel.registers.declaration import Confirmed, Register, Words
from members.register_groups import SUPPORT


class GrantFilter(MemberRecordFilter):
    dated_by = "granted_on"

    class Meta:
        model = Grant
        fields = ["q", "year", "activity", "member", "cancelled"]


GRANTS = Register(
    key="grants",
    model=Grant,
    words=Words(
        title=_("Grants of equipment"),
        add=_("Add a grant"),
        about=_("Equipment given to members: how they were selected, what came, and whether it is in use."),
        empty=_("Add the grants of the plan; twelve months after delivery say whether it is in use."),
    ),
    permissions=PERMISSIONS,
    fields=(
        *("title", "plan", "activities", "member", "need", "items", "selected_by", "granted_on"),
        *("delivered_on", "trained", "trained_women", "in_use", "used_for", "officer", "source", "note"),
    ),
    folded=("selected_by", "trained_women", "source", "note"),
    columns=("member", "granted_on", "delivered_on", "trained", "in_use", "activity_codes"),
    more_columns=("trained_women", "need", "used_for", "selected_by", "officer"),
    public=("title", "plan", "activities", "activity_codes", "member", "granted_on", "delivered_on"),
    shown_on=SHOWN_ON,
    confirmed=Confirmed(by=("member",)),
    filterset=GrantFilter,
    choices=choices_of_members,
    totals=("trained", "trained_women"),
    bulk=("officer", "activities"),
    group=SUPPORT,
    position=51,
)
