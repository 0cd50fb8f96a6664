"""How lists of indicators, results and runs are narrowed."""

import django_filters

from indicators.enums import IndicatorLevel, NoValue, RunState, Split
from indicators.models import Indicator, IndicatorQuerySet, Result, Run


class IndicatorFilter(django_filters.FilterSet):
    plan = django_filters.CharFilter("plan__code", label="Code of the plan")
    code = django_filters.CharFilter("code", "iexact", label="Code of the indicator")
    level = django_filters.ChoiceFilter(choices=IndicatorLevel.choices)
    output = django_filters.NumberFilter("output__number", label="Number of the output")
    activity = django_filters.CharFilter("activity__code", label="Code of the activity")
    year = django_filters.NumberFilter(method="in_year", label="Valid in the year")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def in_year(self, queryset: IndicatorQuerySet, name: str, value: int) -> IndicatorQuerySet:
        return queryset.in_year(int(value))


class ResultFilter(django_filters.FilterSet):
    indicator = django_filters.CharFilter("version__indicator__code", "iexact", label="Code of the indicator")
    plan = django_filters.CharFilter("version__indicator__plan__code", label="Code of the plan")
    year = django_filters.NumberFilter("year")
    split = django_filters.ChoiceFilter(choices=Split.choices)
    group = django_filters.CharFilter("group", "iexact", label="Group of the split, as results name it")
    no_value = django_filters.ChoiceFilter(choices=NoValue.choices)
    has_value = django_filters.BooleanFilter("value", "isnull", exclude=True, label="With a value")
    run = django_filters.NumberFilter("run", label="Number of the run")

    class Meta:
        model = Result
        fields: list[str] = []


class RunFilter(django_filters.FilterSet):
    plan = django_filters.CharFilter("plan__code", label="Code of the plan")
    state = django_filters.ChoiceFilter(choices=RunState.choices)

    class Meta:
        model = Run
        fields: list[str] = []
