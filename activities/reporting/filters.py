"""Filters of the list that tells who has reported and who has not, and of the API."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from activities.reporting.enums import REPORTED_STATES, SILENT, Rating, ReportState
from activities.reporting.models import Report, Round, Section
from kernel.filters import FilterSet, KnownFilter, TrueOrFalseFilter, YearFilter
from kernel.words import WordsFilter, holds_all, words_of
from members.models import Region
from members.selectors import members_named
from outputs.models import Plan, TargetGroup

PUNCTUALITY = [
    ("overdue", _("overdue")),
    ("missed", _("did not come")),
    ("late", _("came late")),
    ("on_time", _("came on time")),
]


class ProgressFilter(FilterSet):
    """Reports by member, state, region and punctuality; expects the dates of `with_dates`."""

    q = WordsFilter(label=_("Member"), method="by_member")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ReportState.choices, empty_label=_("all states")
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        field_name="member__region",
        queryset=Region.objects.filter(parent=None),
        to_field_name="slug",
        empty_label=_("all regions"),
    )
    time = django_filters.ChoiceFilter(
        label=_("In time"), choices=PUNCTUALITY, method="by_punctuality", empty_label=_("all")
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        form: forms.Form = self.form
        return form.is_valid() and any(form.cleaned_data.values())

    def by_member(self, reports: QuerySet[Report], name: str, text: str) -> QuerySet[Report]:
        return reports.filter(member__in=members_named(text))

    def by_punctuality(self, reports: QuerySet[Report], name: str, wanted: str) -> QuerySet[Report]:
        conditions: dict[str, Any] = {
            "overdue": Q(is_overdue=True),
            "missed": Q(is_missed=True),
            "late": Q(is_late=True),
            "on_time": Q(is_late=False, state__in=REPORTED_STATES),
        }
        return reports.filter(conditions[wanted])


class NarrativesFilter(FilterSet):
    """Members' texts on an activity of `plan` by year, words, region, rating and target group."""

    year = YearFilter(field_name="report__round__year", widget=forms.HiddenInput)
    q = WordsFilter(label=_("Search in the texts"), method="by_words")
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        field_name="report__member__region",
        queryset=Region.objects.filter(parent=None),
        to_field_name="slug",
        empty_label=_("all regions"),
    )
    rating = django_filters.ChoiceFilter(
        label=_("Rating"),
        choices=[choice for choice in Rating.choices if choice[0] not in SILENT],
        empty_label=_("any rating"),
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Who benefited"),
        field_name="target_groups",
        queryset=TargetGroup.objects.all(),
        to_field_name="slug",
        empty_label=_("any target group"),
    )

    class Meta:
        model = Section
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, plan: Plan | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.filters["group"].queryset = TargetGroup.objects.filter(plan=plan)

    @property
    def is_narrowed(self) -> bool:
        form: forms.Form = self.form
        return form.is_valid() and any(value for name, value in form.cleaned_data.items() if name != "year")

    def by_words(self, sections: QuerySet[Section], name: str, text: str) -> QuerySet[Section]:
        words = words_of(text)
        texts = sections.order_by().values_list("pk", "done", "changed")
        return sections.filter(pk__in=[pk for pk, *found in texts if holds_all(found, words)])


class RoundFilter(FilterSet):
    plan = KnownFilter(field_name="plan__code")
    year = YearFilter()

    class Meta:
        model = Round
        fields = ("plan", "year")


class ReportFilter(FilterSet):
    plan = KnownFilter(field_name="round__plan__code")
    year = YearFilter(field_name="round__year")
    member = KnownFilter(field_name="member__iso2", lookup_expr="iexact")
    region = KnownFilter(field_name="member__region__slug")
    is_overdue = TrueOrFalseFilter()

    class Meta:
        model = Report
        fields = ("plan", "year", "member", "region", "state", "is_overdue")
