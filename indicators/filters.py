"""How lists of indicators, results and runs are narrowed."""

import django_filters

from actionplan.core.filters import FilterSet, IdFilter, TrueOrFalseFilter, WholeNumberFilter, YearFilter
from indicators.enums import IndicatorLevel, NoValue, RunState, Split
from indicators.models import Indicator, IndicatorQuerySet, Result, Run


class IndicatorFilter(FilterSet):
    plan = django_filters.CharFilter("plan__code", label="Code of the plan")
    code = django_filters.CharFilter("code", "iexact", label="Code of the indicator")
    level = django_filters.ChoiceFilter(choices=IndicatorLevel.choices)
    output = WholeNumberFilter("output__number", label="Number of the output")
    activity = django_filters.CharFilter("activity__code", label="Code of the activity")
    year = YearFilter(method="in_year", label="Valid in the year")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def in_year(self, queryset: IndicatorQuerySet, name: str, value: int) -> IndicatorQuerySet:
        return queryset.in_year(value)


class ResultFilter(FilterSet):
    indicator = django_filters.CharFilter("version__indicator__code", "iexact", label="Code of the indicator")
    plan = django_filters.CharFilter("version__indicator__plan__code", label="Code of the plan")
    year = YearFilter("year")
    split = django_filters.ChoiceFilter(choices=Split.choices)
    group = django_filters.CharFilter("group", "iexact", label="Group of the split, as results name it")
    no_value = django_filters.ChoiceFilter(choices=NoValue.choices)
    has_value = TrueOrFalseFilter("value", "isnull", exclude=True, label="With a value")
    run = IdFilter("run", label="Number of the run")

    class Meta:
        model = Result
        fields: list[str] = []


class RunFilter(FilterSet):
    plan = django_filters.CharFilter("plan__code", label="Code of the plan")
    state = django_filters.ChoiceFilter(choices=RunState.choices)

    class Meta:
        model = Run
        fields: list[str] = []
