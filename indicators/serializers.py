"""Indicators, results and runs as the API shows them."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.reporting.enums import YearState
from activities.reporting.selectors.years import YearStanding
from indicators.enums import NoValue
from indicators.labels import GroupLabels
from indicators.models import Indicator, IndicatorVersion, Result, Run, Target
from indicators.selectors.finality import Finality, finalities_of
from indicators.selectors.sources import is_read_off
from kernel.serializers import KnownFields
from outputs.models import Plan

Plain = serializers.Serializer


class FigureField(serializers.FloatField):
    """A value as a number, whole where it is whole."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, read_only=True, **options)

    def to_representation(self, value: Decimal) -> float:  # type: ignore[override]
        return int(value) if value == value.to_integral_value() else float(value)


class CoverageSerializer(Plain[Result]):
    """How many members were expected to report, did, were accepted, and gave a value."""

    expected = serializers.IntegerField(read_only=True)
    reported = serializers.IntegerField(read_only=True)
    accepted = serializers.IntegerField(read_only=True)
    given = serializers.IntegerField(
        read_only=True, help_text="Gave a value; of several measures one for each."
    )
    given_in_part = serializers.IntegerField(
        read_only=True, help_text="Gave a value for some of several measures, not for all."
    )


class GroupLabelField(serializers.CharField):
    """The words for the group of a result or target; the API's view gives the labels, read once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        labels: GroupLabels = self.context["labels"]
        indicator = value.indicator if isinstance(value, Target) else value.version.indicator
        return labels.label(value.split, value.group, indicator.plan_id)


class YearStandingSerializer(Plain[YearStanding]):
    """How far the reports on a year are; it is complete when its round is closed and all are decided."""

    state = serializers.ChoiceField(choices=YearState.choices, read_only=True)
    expected = serializers.IntegerField(read_only=True, help_text="Reports asked for, without exempt ones.")
    accepted = serializers.IntegerField(read_only=True)
    decided = serializers.IntegerField(
        read_only=True, help_text="Accepted, or not in when the round was closed."
    )
    to_review = serializers.IntegerField(read_only=True)
    to_come = serializers.IntegerField(read_only=True)
    never_came = serializers.IntegerField(read_only=True)
    exempt = serializers.IntegerField(read_only=True)
    is_closed = serializers.BooleanField(read_only=True)
    closes_on = serializers.DateField(read_only=True, allow_null=True)


class TargetSerializer(serializers.ModelSerializer[Target]):
    group_label = GroupLabelField()
    value = FigureField()

    class Meta:
        model = Target
        fields = ["year", "split", "group", "group_label", "value", "is_sample"]


class FormulaSerializer(serializers.ModelSerializer[IndicatorVersion]):
    """The formula: `scale * numerator / denominator`, or `scale * numerator` without a denominator."""

    scale = FigureField()

    class Meta:
        model = IndicatorVersion
        fields = ["number", "numerator", "denominator", "scale", "created_at"]


class BaselineSerializer(Plain[Indicator]):
    year = serializers.IntegerField(source="baseline_year", allow_null=True, read_only=True)
    value = FigureField(source="baseline_value")
    note = serializers.CharField(source="baseline_note", read_only=True)


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """An indicator with its newest formula, its baseline and its targets."""

    plan = serializers.SlugRelatedField[Plan]("code", read_only=True)
    output = serializers.IntegerField(source="output.number", default=None, allow_null=True, read_only=True)
    activity = serializers.CharField(source="activity.code", default=None, allow_null=True, read_only=True)
    version = serializers.SerializerMethodField()
    baseline = BaselineSerializer(source="*", read_only=True)
    on_track_from = FigureField()
    at_risk_from = FigureField()
    targets = TargetSerializer(many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = [
            "id",
            "plan",
            "code",
            "name",
            "definition",
            "level",
            "output",
            "activity",
            "unit",
            "direction",
            "frequency",
            "version",
            "baseline",
            "targets",
            "on_track_from",
            "at_risk_from",
            "disaggregations",
            "means_of_verification",
            "assumption",
            "responsible",
            "waits_for",
            "caveat",
            "origin",
            "valid_from_year",
            "valid_to_year",
        ]

    @extend_schema_field(FormulaSerializer(allow_null=True))
    def get_version(self, indicator: Indicator) -> dict[str, Any] | None:
        versions = list(indicator.versions.all())
        return FormulaSerializer(versions[0]).data if versions else None


READ_OFF = "Made from a series that its source read off published graphs."


class ResultSerializer(serializers.ModelSerializer[Result]):
    """A figure in total or of one group; without a value, `no_value` says why."""

    plan = serializers.CharField(source="version.indicator.plan.code", read_only=True)
    indicator = serializers.CharField(source="version.indicator.code", read_only=True)
    unit = serializers.CharField(source="version.indicator.unit", read_only=True)
    version = serializers.IntegerField(source="version.number", read_only=True)
    group_label = GroupLabelField()
    value = FigureField()
    numerator = FigureField()
    denominator = FigureField()
    no_value = serializers.ChoiceField(choices=NoValue.choices, allow_blank=True, read_only=True)
    no_value_label = serializers.CharField(source="get_no_value_display", read_only=True)
    is_withheld = serializers.BooleanField(
        read_only=True,
        help_text="Told to DEVT and DEVCO only: fewer than three members gave it, or one beside it.",
    )
    coverage = CoverageSerializer(source="*", read_only=True)
    is_provisional = serializers.SerializerMethodField(
        help_text="Made from reports of a year that is not complete: it may still change."
    )
    is_so_far = serializers.SerializerMethodField(
        help_text="Provisional, and a sum or count that grows with every report."
    )
    reports_on_year = serializers.SerializerMethodField()
    is_read_off = serializers.SerializerMethodField(help_text=READ_OFF)
    run = serializers.IntegerField(
        source="run_id",
        read_only=True,
        help_text="Number of the run that came to it as it stands; later ones found the same.",
    )

    class Meta:
        model = Result
        fields = [
            "id",
            "plan",
            "indicator",
            "version",
            "year",
            "split",
            "group",
            "group_label",
            "value",
            "unit",
            "numerator",
            "denominator",
            "no_value",
            "no_value_label",
            "is_withheld",
            "terms_withheld",
            "at_least",
            "coverage",
            "others",
            "imputed",
            "is_read_off",
            "has_sample",
            "does_not_add_up",
            "is_provisional",
            "is_so_far",
            "reports_on_year",
            "run",
        ]

    def get_is_read_off(self, result: Result) -> bool:
        return is_read_off(result.version)

    def get_is_provisional(self, result: Result) -> bool:
        return result.has_value and self.finality(result).is_provisional(result.version, result.year)

    def get_is_so_far(self, result: Result) -> bool:
        return result.has_value and self.finality(result).is_so_far(result.version, result.year)

    @extend_schema_field(YearStandingSerializer)
    def get_reports_on_year(self, result: Result) -> dict[str, Any]:
        return YearStandingSerializer(self.finality(result).year(result.year)).data

    def finality(self, result: Result) -> Finality:
        """Asked once for all plans in the answer."""
        context: dict[str, Any] = self.context  # type: ignore[assignment] # a dict, whatever the stubs say
        if "finality" not in context:
            shown: Any = self.parent.instance if self.parent else [result]
            context["finality"] = finalities_of({one.version.indicator.plan for one in shown})
        known: dict[int, Finality] = context["finality"]
        return known[result.version.indicator.plan_id]


class RunSerializer(KnownFields, serializers.ModelSerializer[Run]):
    """A computation of a plan's results."""

    plan = serializers.SlugRelatedField[Plan]("code", queryset=Plan.objects.all())
    started_by = serializers.CharField(
        source="started_by.name", default=None, allow_null=True, read_only=True
    )
    seconds = serializers.FloatField(allow_null=True, read_only=True)

    class Meta:
        model = Run
        fields = [
            "id",
            "plan",
            "years",
            "trigger",
            "started_by",
            "state",
            "created_at",
            "started_at",
            "finished_at",
            "seconds",
            "years_done",
            "rows_written",
            "rows_changed",
            "data_version",
            "error",
        ]
        read_only_fields = [name for name in fields if name != "plan"]
