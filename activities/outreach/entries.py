"""The register of contests and the Award."""

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.outreach.enums import Stage
from activities.outreach.models import Entry
from activities.outreach.rules import VIEW_OUTREACH, WRITE_ENTRIES
from activities.registers import SHOWN_ON, MemberRecordFilter, choices_of_members
from kernel.filters import YearFilter
from kernel.registers.declaration import Permissions, Register, Words
from members.models import Member
from members.register_groups import MATERIAL


class EntryFilter(MemberRecordFilter):
    year = YearFilter(label=_("Year"), field_name="edition")
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage, empty_label=_("any stage"))
    member = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=Member.objects.order_by("country"), empty_label=_("all countries")
    )

    open_to_all = (*MemberRecordFilter.open_to_all, "stage")

    class Meta:
        model = Entry
        fields = ["q", "year", "activity", "stage", "member", "cancelled"]


ENTRIES = Register(
    key="contest-entries",
    model=Entry,
    words=Words(
        title=_("Contests and the Award"),
        add=_("Add a stage or an entry"),
        about=_("Editions of the Award and of contests: what was announced, who entered, and who won."),
        empty=_("Add what was announced, and each entry with the stage that it reached."),
    ),
    permissions=Permissions(VIEW_OUTREACH, WRITE_ENTRIES, WRITE_ENTRIES, WRITE_ENTRIES),
    fields=(
        *("contest", "edition", "stage", "plan", "activities", "institution", "member", "on", "prize"),
        *("entries", "is_first", "two_years_later", "officer", "is_incomplete", "source", "note"),
    ),
    folded=("entries", "is_first", "two_years_later", "is_incomplete", "source", "note"),
    columns=("stage", "institution", "member", "on", "prize", "activity_codes"),
    more_columns=("entries", "is_first", "officer", "is_incomplete"),
    public=(
        *("contest", "edition", "stage", "plan", "activities", "activity_codes", "institution", "member"),
        *("on", "prize", "entries", "is_first", "is_incomplete", "source"),
    ),
    shown_on=SHOWN_ON,
    filterset=EntryFilter,
    choices=choices_of_members,
    bulk=("officer", "activities"),
    group=MATERIAL,
    position=72,
)
