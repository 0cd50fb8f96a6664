"""The dashboard as the API shows it."""

from typing import Any

from rest_framework import serializers

from activities.reporting.selectors.rates import Rate, Rates
from indicators.dashboard.selectors import Dashboard
from indicators.dashboard.selectors.outputs import Statuses
from indicators.enums import IndicatorLevel, NoValue, Status
from indicators.selectors.performance import IndicatorPerformance
from indicators.serializers import CoverageSerializer, FigureField, YearStandingSerializer
from kernel.fields import YEARS

Plain = serializers.Serializer


class DashboardQuery(Plain[Any]):
    """Which dashboard is asked for."""

    plan = serializers.SlugField(
        required=False, help_text="Code of the plan; without it the newest with results."
    )
    year = serializers.IntegerField(
        min_value=YEARS[0],
        max_value=YEARS[1],
        required=False,
        help_text="A year of the plan; without it the newest with results.",
    )


class PercentField(FigureField):
    """A percentage with one decimal."""

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(round(value, 1))


class StandingSerializer(Plain[IndicatorPerformance]):
    """An indicator in the year."""

    code = serializers.CharField(source="indicator.code", read_only=True)
    name = serializers.CharField(source="indicator.name", read_only=True)
    level = serializers.ChoiceField(source="indicator.level", choices=IndicatorLevel.choices, read_only=True)
    output = serializers.IntegerField(source="output.number", default=None, allow_null=True, read_only=True)
    unit = serializers.CharField(source="indicator.unit", read_only=True)
    baseline = FigureField()
    baseline_at_least = serializers.BooleanField(
        source="baseline_is_least", read_only=True, help_text="More belongs to it than was given."
    )
    baseline_year = serializers.IntegerField(
        source="indicator.baseline_year", allow_null=True, read_only=True
    )
    last_year = FigureField(source="previous.value", default=None)
    last_year_at_least = serializers.BooleanField(
        source="previous_is_least", read_only=True, help_text="More belongs to it than was given."
    )
    actual = FigureField(source="value")
    no_value = serializers.ChoiceField(
        source="result.no_value", choices=NoValue.choices, default=None, allow_null=True, read_only=True
    )
    at_least = serializers.BooleanField(
        source="result.at_least",
        default=False,
        read_only=True,
        help_text="Some of those counted gave only a part of the sum.",
    )
    waits_for = serializers.CharField(source="indicator.waits_for", read_only=True)
    target = FigureField(source="target.value", default=None)
    achieved_percent = PercentField(source="achieved")
    status = serializers.ChoiceField(choices=Status.choices, read_only=True)
    is_provisional = serializers.BooleanField(
        read_only=True, help_text="Made from reports of a year that is not complete: it may still change."
    )
    is_so_far = serializers.BooleanField(
        read_only=True, help_text="Provisional, and a sum or count that grows with every report."
    )
    coverage = CoverageSerializer(source="result", default=None, allow_null=True, read_only=True)
    imputed = serializers.IntegerField(source="result.imputed", default=0, read_only=True)
    is_read_off = serializers.BooleanField(
        read_only=True, help_text="Made from a series that its source read off published graphs."
    )
    has_sample = serializers.BooleanField(read_only=True)


class StatusCountSerializer(Plain[Any]):
    """How many indicators have a status."""

    status = serializers.ChoiceField(choices=Status.choices, read_only=True)
    count = serializers.IntegerField(read_only=True)


class StatusesSerializer(Plain[Statuses]):
    """Indicators counted by status; better and worse are against the year before."""

    indicators = serializers.IntegerField(source="all", read_only=True)
    statuses = StatusCountSerializer(source="counts", many=True, read_only=True)
    better = serializers.IntegerField(read_only=True)
    worse = serializers.IntegerField(read_only=True)


class OutputStandingSerializer(StatusesSerializer):
    """An output, its indicators counted by status: none makes up for another."""

    number = serializers.IntegerField(source="output.number", read_only=True)
    name = serializers.CharField(source="output.short_name", read_only=True)
    has_sample = serializers.BooleanField(read_only=True)


class RateSerializer(Plain[Rate]):
    """Reports of a UN region, or of all; percentages are of those expected where nothing else is said."""

    region = serializers.CharField(
        read_only=True, help_text="Key of the region; empty for all, and where it is unknown."
    )
    region_label = serializers.CharField(
        source="label", read_only=True, help_text="Name of the region; empty where the key is."
    )
    expected = serializers.IntegerField(read_only=True)
    reported = serializers.IntegerField(read_only=True)
    due = serializers.IntegerField(read_only=True, help_text="In, or due by now.")
    on_time = serializers.IntegerField(read_only=True)
    late = serializers.IntegerField(read_only=True)
    missing = serializers.IntegerField(read_only=True, help_text="Due by now and not in.")
    to_come = serializers.IntegerField(read_only=True, help_text="Neither in nor due yet.")
    accepted = serializers.IntegerField(read_only=True)
    reported_percent = PercentField(source="completeness")
    on_time_percent = PercentField(source="timeliness", help_text="Of those in or due.")
    accepted_percent = PercentField(source="acceptance")


class RatesSerializer(Plain[Rates]):
    total = RateSerializer(read_only=True)
    regions = RateSerializer(many=True, read_only=True)
    has_sample = serializers.BooleanField(read_only=True)


class DashboardSerializer(Plain[Dashboard]):
    """One year of a plan at a glance."""

    plan = serializers.CharField(source="plan.code", read_only=True)
    year = serializers.IntegerField(read_only=True)
    is_provisional = serializers.BooleanField(read_only=True)
    completeness = YearStandingSerializer(read_only=True)
    statuses = StatusesSerializer(read_only=True)
    computed_at = serializers.DateTimeField(allow_null=True, read_only=True)
    is_stale = serializers.BooleanField(read_only=True)
    outputs = OutputStandingSerializer(many=True, read_only=True)
    indicators = StandingSerializer(source="standings", many=True, read_only=True)
    reporting = RatesSerializer(source="rates", read_only=True)
