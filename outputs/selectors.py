"""What the pages of a plan show, read in as few queries as they have parts."""

from itertools import groupby

from django.db.models import QuerySet

from outputs.enums import FrameworkLevel, StatementKind
from outputs.models import Output, Plan, Responsibility, Statement


def outputs_of(plan: Plan) -> QuerySet[Output]:
    """The plan's outputs in order, each with its plan at hand."""
    return Output.objects.filter(plan=plan).select_related("plan").order_by("number")


def responsibilities_of(plan: Plan) -> list[tuple[str, list[Responsibility]]]:
    """Each party with its duties, in the plan's order."""
    duties = plan.responsibilities.order_by("position")
    return [(party, list(group)) for party, group in groupby(duties, lambda each: each.party)]


def framework_of(plan: Plan) -> dict[str, dict[str, list[Statement]]]:
    """Statements of the framework by level (or `O1` … for an output), then by kind."""
    found: dict[str, dict[str, list[Statement]]] = {
        level: {kind: [] for kind in StatementKind.values}
        for level in (FrameworkLevel.GOAL, FrameworkLevel.PURPOSE)
    }
    for statement in plan.statements.select_related("output"):
        level = statement.output.code if statement.output else statement.level
        found.setdefault(level, {kind: [] for kind in StatementKind.values})[statement.kind].append(statement)
    return found
