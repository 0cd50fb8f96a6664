"""The register of stakeholder programmes."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.events.enums import StakeholderGroup
from activities.joints import ACTIVITY_PAGE
from activities.outreach.models import Action, Programme
from activities.outreach.rules import IMPORT_OUTREACH, VIEW_OUTREACH, WRITE_OUTREACH
from activities.registers import OwnRecordForm, PlanRecordFilter, choices_of_plan, own_members
from kernel.registers.declaration import Inline, Permissions, Register, ShownOn, Words
from members.joints import MEMBER_PAGE
from members.models import Member, User


class OutreachFilter(PlanRecordFilter):
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.order_by("country"), empty_label=_("all members")
    )
    group = django_filters.ChoiceFilter(
        label=_("Stakeholder group"), choices=StakeholderGroup, empty_label=_("all groups")
    )

    members = ("member",)
    open_to_all = (*PlanRecordFilter.open_to_all, "member", "group")


class ProgrammeFilter(OutreachFilter):
    dated_by = "starts_on"

    class Meta:
        model = Programme
        fields = ["q", "year", "activity", "member", "group", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    members = Member.objects.order_by("country")
    return choices_of_plan(user) | {"member": members if user.is_devt else own_members(user)}


SHOWN_ON = (
    ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
    ShownOn(MEMBER_PAGE, ("member",), "member"),
)
PERMISSIONS = Permissions(VIEW_OUTREACH, WRITE_OUTREACH, WRITE_OUTREACH, IMPORT_OUTREACH)
PROGRAMMES = Register(
    key="stakeholder-programmes",
    model=Programme,
    words=Words(
        title=_("Stakeholder programmes"),
        add=_("Add a programme"),
        about=_("One message for one group of stakeholders, what was done for it, and what they said."),
        empty=_("Add a programme: whom it is for, the one message, and what they gain."),
    ),
    permissions=PERMISSIONS,
    fields=(
        *("title", "plan", "activities", "member", "group", "stakeholder", "message", "benefit"),
        *("starts_on", "ends_on", "response", "officer", "source"),
    ),
    folded=("response", "source"),
    columns=("member", "group", "stakeholder", "starts_on", "ends_on", "activity_codes"),
    more_columns=("message", "benefit", "officer"),
    public=("title", "plan", "activities", "activity_codes", "member", "group", "starts_on", "ends_on"),
    shown_on=SHOWN_ON,
    filterset=ProgrammeFilter,
    form=OwnRecordForm,
    choices=choices,
    inlines=(Inline("actions", Action, ("record", "what", "on"), _("What was done")),),
    bulk=("officer", "activities"),
    period=("starts_on", "ends_on"),
    position=70,
)
