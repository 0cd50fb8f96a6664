"""What official statistics can be narrowed by."""

import django_filters

from actionplan.core.filters import FilterSet, YearFilter
from members.committees.enums import SeriesCode
from members.committees.models import Statistic


class StatisticFilter(FilterSet):
    member = django_filters.CharFilter("member__iso2", lookup_expr="iexact")
    series = django_filters.ChoiceFilter(choices=SeriesCode)
    year = YearFilter()
    year_from = YearFilter("year", lookup_expr="gte")
    year_to = YearFilter("year", lookup_expr="lte")

    class Meta:
        model = Statistic
        fields = ["member", "series", "year", "year_from", "year_to"]
