"""What official statistics can be narrowed by."""

import django_filters

from members.committees.enums import SeriesCode
from members.committees.models import Statistic


class StatisticFilter(django_filters.FilterSet):
    member = django_filters.CharFilter("member__iso2", lookup_expr="iexact")
    series = django_filters.ChoiceFilter(choices=SeriesCode)
    year = django_filters.NumberFilter()
    year_from = django_filters.NumberFilter("year", lookup_expr="gte")
    year_to = django_filters.NumberFilter("year", lookup_expr="lte")

    class Meta:
        model = Statistic
        fields = ["member", "series", "year", "year_from", "year_to"]
