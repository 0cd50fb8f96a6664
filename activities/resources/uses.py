"""The register of uses of resources."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.joints import ACTIVITY_PAGE
from activities.registers import OwnRecordForm, PlanRecordFilter, choices_of_plan, own_members
from activities.resources.models import Resource, Use
from activities.resources.rules import IMPORT_RESOURCES, VIEW_RESOURCES, WRITE_USES
from kernel.registers.declaration import Permissions, Register, ShownOn, Words
from members.joints import MEMBER_PAGE
from members.models import Member, User
from members.register_groups import MATERIAL


class UseFilter(PlanRecordFilter):
    resource = django_filters.ModelChoiceFilter(
        label=_("Resource"),
        queryset=Resource.objects.order_by("title"),
        to_field_name="code",
        empty_label=_("all resources"),
    )
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.order_by("country"), empty_label=_("all members")
    )

    members = ("member",)
    dated_by = "used_on"
    open_to_all = (*PlanRecordFilter.open_to_all, "resource", "member")

    class Meta:
        model = Use
        fields = ["q", "year", "activity", "resource", "member", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    return choices_of_plan(user) | {
        "resource": Resource.objects.order_by("title"),
        "member": Member.objects.order_by("country") if user.is_devt else own_members(user),
    }


USES = Register(
    key="resource-uses",
    model=Use,
    words=Words(
        title=_("Uses of resources"),
        add=_("Say what you used"),
        about=_("What members used and what for, how useful it was, and what they looked for in vain."),
        empty=_("Say which manual, course or publication you used, for how many, and what came of it."),
    ),
    permissions=Permissions(VIEW_RESOURCES, WRITE_USES, WRITE_USES, IMPORT_RESOURCES),
    fields=(
        *("plan", "resource", "sought", "member", "used_on", "people", "rating", "what_for", "activities"),
        *("officer", "source"),
    ),
    folded=("activities", "source"),
    columns=("resource", "member", "used_on", "people", "rating"),
    more_columns=("sought", "what_for", "activity_codes", "officer"),
    public=("plan", "resource", "member", "used_on", "activities", "activity_codes"),
    totals=("people",),
    shown_on=(
        ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
        ShownOn(MEMBER_PAGE, ("member",), "member"),
    ),
    filterset=UseFilter,
    form=OwnRecordForm,
    choices=choices,
    bulk=("officer", "activities"),
    preset=("resource",),
    group=MATERIAL,
    position=61,
)
