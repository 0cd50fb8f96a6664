"""How lists of indicators, results and runs are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext as _

from indicators.enums import IndicatorLevel, NoValue, RunState
from indicators.labels import GroupLabels
from indicators.models import Indicator, Result, Run
from indicators.models.definitions import IndicatorQuerySet
from indicators.splits import split_choices
from kernel.filters import (
    FilterSet,
    IdFilter,
    KnownFilter,
    TrueOrFalseFilter,
    WholeNumberFilter,
    YearFilter,
)


class IndicatorFilter(FilterSet):
    plan = KnownFilter("plan__code", label="Code of the plan")
    code = KnownFilter("code", "iexact", label="Code of the indicator")
    level = django_filters.ChoiceFilter(choices=IndicatorLevel.choices)
    output = WholeNumberFilter("output__number", label="Number of the output")
    activity = KnownFilter("activity__code", label="Code of the activity")
    year = YearFilter(method="in_year", label="Valid in the year")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def in_year(self, queryset: IndicatorQuerySet, name: str, value: int) -> IndicatorQuerySet:
        return queryset.in_year(value)


class GroupField(forms.CharField):
    """The key of a group that some split has; another one is refused with what is allowed."""

    def clean(self, value: Any) -> str:
        group = super().clean(value).lower()
        if group and group not in (allowed := GroupLabels().every()):
            sentence = _("“%(group)s” is no group. Allowed are: %(allowed)s.")
            raise ValidationError(sentence % {"group": group, "allowed": ", ".join(allowed)})
        return group


class GroupFilter(django_filters.CharFilter):
    field_class = GroupField


class ResultFilter(FilterSet):
    indicator = KnownFilter("version__indicator__code", "iexact", label="Code of the indicator")
    plan = KnownFilter("version__indicator__plan__code", label="Code of the plan")
    year = YearFilter("year")
    split = django_filters.ChoiceFilter(choices=CallableChoiceIterator(split_choices))
    group = GroupFilter("group", label="Key of the group, such as africa or low-income")
    no_value = django_filters.ChoiceFilter(choices=NoValue.choices)
    has_value = TrueOrFalseFilter("value", "isnull", exclude=True, label="With a value that is told to all")
    run = IdFilter("run", label="Number of the run")

    class Meta:
        model = Result
        fields: list[str] = []


class RunFilter(FilterSet):
    plan = KnownFilter("plan__code", label="Code of the plan")
    state = django_filters.ChoiceFilter(choices=RunState.choices)

    class Meta:
        model = Run
        fields: list[str] = []
