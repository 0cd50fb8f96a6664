"""The register of standards publicised."""

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.outreach.enums import Response
from activities.outreach.models import Publicity
from activities.outreach.programmes import PERMISSIONS, OutreachFilter
from activities.registers import SHOWN_ON, OwnRecordForm, choices_of_own
from kernel.registers.declaration import Register, Words
from members.register_groups import MATERIAL


class PublicityFilter(OutreachFilter):
    response = django_filters.ChoiceFilter(
        label=_("Response"), choices=Response, empty_label=_("any response")
    )

    dated_by = "publicised_on"

    class Meta:
        model = Publicity
        fields = ["q", "year", "activity", "member", "group", "response", "cancelled"]


PUBLICITY = Register(
    key="standards-publicised",
    model=Publicity,
    words=Words(
        title=_("Standards publicised"),
        add=_("Add a standard"),
        about=_("Which standard was made known to whom, why it helps them, and what they made of it."),
        empty=_("Add a standard that you made known, to whom, and how."),
    ),
    permissions=PERMISSIONS,
    fields=(
        *("standard", "plan", "activities", "member", "group", "to_whom", "why", "how", "publicised_on"),
        *("response", "officer", "source"),
    ),
    folded=("source",),
    columns=("member", "group", "how", "publicised_on", "response", "activity_codes"),
    more_columns=("to_whom", "why", "officer"),
    public=("standard", "plan", "activities", "activity_codes", "member", "group", "how", "publicised_on"),
    shown_on=SHOWN_ON,
    filterset=PublicityFilter,
    form=OwnRecordForm,
    choices=choices_of_own,
    bulk=("officer", "activities", "response"),
    group=MATERIAL,
    position=71,
)
