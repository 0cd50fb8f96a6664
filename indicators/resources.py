"""Files of targets and results that the administration writes."""

from typing import Any

from import_export import fields, resources

from indicators.models import Result, Target
from indicators.selectors.finality import finalities_of
from indicators.selectors.sources import is_read_off
from outputs.models import Plan


class TargetResource(resources.ModelResource):
    """One row per target, as the import of targets reads it."""

    plan = fields.Field("indicator__plan__code", "plan", readonly=True)
    indicator = fields.Field("indicator__code", "indicator", readonly=True)

    class Meta:
        model = Target
        fields = ["plan", "indicator", "year", "split", "group", "value", "is_sample"]


class ResultResource(resources.ModelResource):
    plan = fields.Field("version__indicator__plan__code", "plan")
    indicator = fields.Field("version__indicator__code", "indicator")
    version = fields.Field("version__number", "version")
    read_off = fields.Field(readonly=True)
    provisional = fields.Field(readonly=True)

    def dehydrate_read_off(self, result: Result) -> str:
        return "yes" if is_read_off(result.version) else "no"

    def before_export(self, queryset: Any, **options: Any) -> None:
        self.finality = finalities_of(Plan.objects.all())

    def dehydrate_no_value(self, result: Result) -> str:
        """In words: why there is no value."""
        return result.get_no_value_display()

    def dehydrate_provisional(self, result: Result) -> str:
        known = self.finality[result.version.indicator.plan_id]
        return "yes" if known.is_provisional(result.version, result.year) else "no"

    class Meta:
        model = Result
        fields = [
            "plan",
            "indicator",
            "version",
            "year",
            "split",
            "group",
            "value",
            "numerator",
            "denominator",
            "no_value",
            "expected",
            "reported",
            "accepted",
            "given",
            "given_in_part",
            "at_least",
            "others",
            "imputed",
            "read_off",
            "has_sample",
            "does_not_add_up",
            "provisional",
            "run",
        ]
