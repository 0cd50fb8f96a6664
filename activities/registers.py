"""What the registers of a plan share: how they are narrowed, and what people may choose in them."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from activities.joints import ACTIVITY_PAGE
from activities.models import Activity
from kernel.filters import YearFilter
from kernel.registers.declaration import ShownOn
from kernel.registers.filters import RegisterFilter
from kernel.registers.forms import RecordForm
from kernel.registers.records import naming
from members.enums import NSB_WRITERS
from members.joints import MEMBER_PAGE
from members.models import Member, User
from members.selectors import devt_people, members_named
from outputs.models import Plan


class PlanRecordFilter(RegisterFilter):
    """By year, activity and words, in which the names of members count."""

    year = YearFilter(label=gettext_lazy("Year"), method="by_year")
    activity = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Activity"),
        field_name="activities",
        queryset=Activity.objects.select_related("output__plan").order_by("output__number", "number"),
        empty_label=gettext_lazy("all activities"),
    )
    open_to_all = (*RegisterFilter.open_to_all, "year", "activity")
    members: tuple[str, ...] = ()
    """Paths to members whose names are searched."""
    dated_by = ""
    """The field by which a record belongs to a year."""

    def holds(self, word: str) -> Q:
        found = super().holds(word)
        if self.members:
            named = members_named(word)
            for path in self.members:
                found |= naming(self.queryset.model, path, named)
        return found

    def by_year(self, records: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        return records.filter(**{f"{self.dated_by}__startswith": str(value)})


class MemberRecordFilter(PlanRecordFilter):
    """Of records that are of one member each."""

    member = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Member"),
        queryset=Member.objects.order_by("country"),
        empty_label=gettext_lazy("all members"),
    )

    members = ("member",)
    open_to_all = (*PlanRecordFilter.open_to_all, "member")


class OwnRecordForm(RecordForm):
    """Whoever is not of DEVT says for which of its members a record is."""

    def choose_the_only_one(self) -> None:
        if "member" in self.fields and not self.by.is_devt:
            self.fields["member"].required = True
        super().choose_the_only_one()


def choices_of_plan(user: User) -> dict[str, QuerySet[Any] | None]:
    """What a person may choose of what every record has; None where the field is not theirs to fill."""
    return {
        "plan": Plan.objects.visible_to(user).order_by("-starts_on"),
        "activities": Activity.objects.visible_to(user)
        .select_related("output__plan")
        .order_by("output__plan", "output__number", "number"),
        "officer": devt_people() if user.is_devt else None,
    }


def choices_of_members(user: User) -> dict[str, QuerySet[Any] | None]:
    """The same of records of any member."""
    return choices_of_plan(user) | {"member": Member.objects.order_by("country")}


def choices_of_own(user: User) -> dict[str, QuerySet[Any] | None]:
    """The same where members write records of their own, and DEVT those of any."""
    members = Member.objects.order_by("country") if user.is_devt else own_members(user)
    return choices_of_plan(user) | {"member": members}


SHOWN_ON = (
    ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
    ShownOn(MEMBER_PAGE, ("member",), "member"),
)
"""The pages that show records of one member under activities."""


def own_members(user: User) -> QuerySet[Member]:
    """The members for which this person writes."""
    return Member.objects.filter(pk__in=user.member_ids(*NSB_WRITERS)).order_by("country")
