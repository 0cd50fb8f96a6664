"""The registers of benefit at home and of a member's own people."""

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.benefit.enums import How, Whereabouts
from activities.benefit.models import Benefit, Staff
from activities.benefit.rules import (
    IMPORT_BENEFITS,
    VIEW_BENEFITS,
    VIEW_STAFF,
    WRITE_BENEFITS,
    WRITE_STAFF,
)
from activities.events.enums import StakeholderGroup
from activities.registers import SHOWN_ON, MemberRecordFilter, OwnRecordForm, choices_of_own
from kernel.registers.declaration import Permissions, Register, Words
from members.register_groups import BENEFIT


class BenefitFilter(MemberRecordFilter):
    group = django_filters.ChoiceFilter(
        label=_("Stakeholder group"), choices=StakeholderGroup, empty_label=_("all groups")
    )

    dated_by = "seen_on"
    open_to_all = (*MemberRecordFilter.open_to_all, "group")

    class Meta:
        model = Benefit
        fields = ["q", "year", "activity", "member", "group", "cancelled"]


BENEFITS = Register(
    key="benefits",
    model=Benefit,
    words=Words(
        title=_("Benefit at home"),
        add=_("Add a benefit"),
        about=_(
            "What stakeholders at home gained from the assistance, how it is known, and who was not reached."
        ),
        empty=_("Say for whom something changed at home, and by which assistance; or who was not reached."),
    ),
    permissions=Permissions(VIEW_BENEFITS, WRITE_BENEFITS, WRITE_BENEFITS, IMPORT_BENEFITS),
    fields=(
        *("title", "plan", "activities", "member", "group", "is_reached", "seen_on", "assistance"),
        *("other_assistance", "changed", "evidence", "why_not", "may_be_published", "officer", "source"),
    ),
    folded=("source",),
    columns=("member", "group", "is_reached", "seen_on", "activity_codes"),
    more_columns=("assistance", "other_assistance", "may_be_published", "officer"),
    public=("title", "plan", "activities", "activity_codes", "member", "group", "is_reached", "seen_on"),
    shown_on=SHOWN_ON,
    filterset=BenefitFilter,
    form=OwnRecordForm,
    choices=choices_of_own,
    bulk=("officer", "activities"),
    group=BENEFIT,
    position=80,
)


class StaffFilter(MemberRecordFilter):
    how = django_filters.ChoiceFilter(label=_("What they got"), choices=How, empty_label=_("anything"))
    whereabouts = django_filters.ChoiceFilter(
        label=_("Where now"), choices=Whereabouts, empty_label=_("anywhere")
    )

    dated_by = "got_on"

    class Meta:
        model = Staff
        fields = ["q", "year", "activity", "member", "how", "whereabouts", "cancelled"]


STAFF = Register(
    key="our-people",
    model=Staff,
    words=Words(
        title=_("Our people"),
        add=_("Add a person"),
        about=_(
            "Who of a member was trained, attached or sponsored, whether they are still here and use it."
        ),
        empty=_(
            "Add those of your people who were trained, attached or sponsored; tick later where they are."
        ),
    ),
    permissions=Permissions(VIEW_STAFF, WRITE_STAFF, WRITE_STAFF, IMPORT_BENEFITS),
    fields=(
        *("person", "sex", "plan", "activities", "member", "how", "got_on", "record", "whereabouts"),
        *("uses_it", "said_on", "officer", "source", "note"),
    ),
    folded=("record", "source", "note"),
    columns=("member", "how", "got_on", "whereabouts", "uses_it", "said_on"),
    more_columns=("sex", "record", "activity_codes", "officer"),
    personal=("person",),
    filterset=StaffFilter,
    form=OwnRecordForm,
    choices=choices_of_own,
    bulk=("whereabouts", "uses_it", "said_on"),
    group=BENEFIT,
    position=81,
)
