"""What lists of members and people can be narrowed by."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.fields import whole_or
from kernel.filters import FilterSet, KnownFilter
from kernel.models import year_end
from kernel.words import WordsFilter, holds_all, words_of
from members.enums import INCOME_GROUPS, Category, IncomeGroup, OrganisationKind, RoleName
from members.models import Member, Organisation, Region, Role, User
from members.selectors import members_named, with_facts_on


class RoleFilter(FilterSet):
    """Roles by words, role, member, and whether they are held today."""

    q = WordsFilter(label=_("Name or e-mail"), method="by_words")
    name = django_filters.ChoiceFilter(label=_("Role"), choices=RoleName.choices, empty_label=_("all roles"))
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.all(), empty_label=_("all members")
    )
    held = django_filters.ChoiceFilter(
        label=_("Held"),
        method="by_time",
        choices=[("now", _("today")), ("past", _("in the past"))],
        empty_label=_("at any time"),
    )

    class Meta:
        model = Role
        fields = ["q", "name", "member", "held"]

    def by_words(self, roles: QuerySet[Role], name: str, value: str) -> QuerySet[Role]:
        words = words_of(value)
        people = User.objects.values_list("pk", "name", "email")
        return roles.filter(user__in=[pk for pk, *texts in people if holds_all(texts, words)])

    def by_time(self, roles: Any, name: str, value: str) -> QuerySet[Role]:
        if value == "now":
            return roles.filter(pk__in=Role.objects.current().values("pk"))
        return roles.filter(Q(ended_at__isnull=False) | Q(valid_to__lt=timezone.now().date()))


class OrganisationFilter(FilterSet):
    kind = django_filters.ChoiceFilter(choices=OrganisationKind)
    member = KnownFilter("members__iso2", lookup_expr="iexact")

    class Meta:
        model = Organisation
        fields = ["kind", "member"]


FIRST_YEAR = 2010
"""Categories and classifications are on record from this year."""
YES_NO = [("yes", _("yes")), ("no", _("no"))]
INCOME_CHOICES = list(zip(INCOME_GROUPS, IncomeGroup.labels, strict=True))


def years() -> list[tuple[int, str]]:
    return [(year, str(year)) for year in range(timezone.now().year, FIRST_YEAR - 1, -1)]


class MemberFilter(FilterSet):
    """Members by words, region and what they were on a day; without a year, that is today."""

    q = WordsFilter(label=_("Country, name or acronym"), method="by_words")
    year = django_filters.ChoiceFilter(
        label=_("As on 31 December"), choices=years, method="nothing", empty_label=_("today")
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.filter(level="region"),
        to_field_name="slug",
        empty_label=_("all regions"),
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=Category.choices, empty_label=_("all categories")
    )
    developing = django_filters.ChoiceFilter(label=_("Developing"), choices=YES_NO, empty_label=_("all"))
    ldc = django_filters.ChoiceFilter(label=_("Least developed"), choices=YES_NO, empty_label=_("all"))
    lldc = django_filters.ChoiceFilter(label=_("Landlocked"), choices=YES_NO, empty_label=_("all"))
    sids = django_filters.ChoiceFilter(label=_("Small island"), choices=YES_NO, empty_label=_("all"))
    income = django_filters.ChoiceFilter(
        label=_("Income group"), choices=INCOME_CHOICES, empty_label=_("all")
    )

    class Meta:
        model = Member
        fields = ["q", "year", "region", "category", "developing", "ldc", "lldc", "sids", "income"]

    @property
    def day(self) -> dt.date:
        today = timezone.now().date()
        year = whole_or(str(self.data.get("year", "")), 0)
        return min(year_end(year), today) if FIRST_YEAR <= year <= today.year else today

    def filter_queryset(self, members: QuerySet[Member]) -> QuerySet[Member]:
        narrowed: QuerySet[Member] = super().filter_queryset(with_facts_on(members, self.day))
        return narrowed

    def by_words(self, members: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        return members.filter(pk__in=members_named(value))

    def nothing(self, members: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        """The year narrows nothing: it says of which day the facts are."""
        return members
