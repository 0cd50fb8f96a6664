"""What committees, fields of the ICS and official statistics can be narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext as _

from kernel.filters import FilterSet, KnownFilter, WholeNumberFilter, YearFilter
from members.committees.enums import CommitteeKind, SeriesCode
from members.committees.models import Committee, IcsField, Statistic


class CommitteeFilter(FilterSet):
    reference = KnownFilter(lookup_expr="iexact")
    kind = django_filters.ChoiceFilter(choices=CommitteeKind)
    parent = KnownFilter("parent__reference", lookup_expr="iexact")
    secretariat = KnownFilter(
        "years__secretariat__iso2",
        lookup_expr="iexact",
        distinct=True,
        label="Member that held it in some year",
    )

    class Meta:
        model = Committee
        fields = ["reference", "kind", "parent", "secretariat"]


class IcsFieldFilter(FilterSet):
    level = WholeNumberFilter(least=1, most=3)
    parent = KnownFilter("parent__code")

    class Meta:
        model = IcsField
        fields = ["level", "parent"]


class YearsForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        first, last = found.get("year_from"), found.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", _("This is before year_from; put the years in order."))
        return found


class StatisticFilter(FilterSet):
    member = KnownFilter("member__iso2", lookup_expr="iexact")
    series = django_filters.ChoiceFilter(choices=SeriesCode)
    year = YearFilter()
    year_from = YearFilter("year", lookup_expr="gte")
    year_to = YearFilter("year", lookup_expr="lte")

    class Meta:
        model = Statistic
        form = YearsForm
        fields = ["member", "series", "year", "year_from", "year_to"]
