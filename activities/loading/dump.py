"""Write a plan as a plan file."""

from typing import Any

import yaml

from activities.models import Activity
from outputs.loading.dump import Values, group_as_value, in_order, plan_as_values, without_empty
from outputs.models import Plan

WIDTH = 110


def dump_plan(plan: Plan) -> str:
    """The text of a plan file; loading it changes nothing."""
    values = plan_as_values(plan)
    activities = list(
        Activity.objects.filter(output__plan=plan)
        .select_related("output")
        .prefetch_related("target_groups")
        .order_by("output__number", "number")
    )
    values["activity_count_check"] = counts(values["outputs"], activities)
    for output in values["outputs"]:
        output["activities"] = [as_values(one) for one in activities if one.output.code == output["code"]]
    return as_text({key: values[key] for key in ORDER})


ORDER = (
    "plan",
    "goal",
    "purpose",
    "responsibilities",
    "assumptions",
    "means_of_verification",
    "activity_count_check",
    "outputs",
    "iso_added_value_topics",
)


def as_values(activity: Activity) -> Values:
    fields = without_empty(
        {
            "short_name": activity.short_name,
            "valid_from": activity.valid_from_year,
            "valid_to": activity.valid_to_year,
            "description": activity.description,
            "effectiveness_measured": activity.effectiveness_measured,
            "what_is_measured": activity.what_is_measured,
            "use_of_measurement": activity.use_of_measurement,
            "actors": activity.actors,
            "scope_levels": activity.scope_levels,
            "levels_origin": "proposal" if activity.levels_are_assumed else "",
            "target_groups": [group_as_value(group) for group in in_order(activity.target_groups.all())],
            "reach_asked_from": activity.reach_asked_from_year,
            "measures": activity.measures,
            "note": activity.note,
        }
    )
    return {"code": activity.code, **number_of(activity), "title": activity.title, **fields}


def number_of(activity: Activity) -> dict[str, int]:
    """Said only where it does not follow from the code."""
    return {} if activity.code.rpartition(".")[2] == str(activity.number) else {"number": activity.number}


def counts(outputs: list[Values], activities: list[Activity]) -> Values:
    measured = [one.code for one in activities if one.effectiveness_measured]
    codes = [one.output.code for one in activities]
    return {
        "total": len(activities),
        "per_output": {output["code"]: codes.count(output["code"]) for output in outputs},
        "effectiveness_clauses": len(measured),
        "effectiveness_codes": measured,
    }


def as_text(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=WIDTH)
