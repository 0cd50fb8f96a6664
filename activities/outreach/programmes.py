"""The register of stakeholder programmes."""

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.events.enums import StakeholderGroup
from activities.outreach.models import Action, Programme
from activities.outreach.rules import IMPORT_OUTREACH, VIEW_OUTREACH, WRITE_OUTREACH
from activities.registers import SHOWN_ON, MemberRecordFilter, OwnRecordForm, choices_of_own
from kernel.registers.declaration import Inline, Permissions, Register, Words
from members.register_groups import MATERIAL


class OutreachFilter(MemberRecordFilter):
    group = django_filters.ChoiceFilter(
        label=_("Stakeholder group"), choices=StakeholderGroup, empty_label=_("all groups")
    )

    open_to_all = (*MemberRecordFilter.open_to_all, "group")


class ProgrammeFilter(OutreachFilter):
    dated_by = "starts_on"

    class Meta:
        model = Programme
        fields = ["q", "year", "activity", "member", "group", "cancelled"]


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
    choices=choices_of_own,
    inlines=(Inline("actions", Action, ("record", "what", "on"), _("What was done")),),
    bulk=("officer", "activities"),
    period=("starts_on", "ends_on"),
    group=MATERIAL,
    position=70,
)
