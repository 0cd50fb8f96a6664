"""A plan as plain values, in the order and words of a plan file."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from outputs.enums import StatementKind
from outputs.loading.rows import slug_of
from outputs.models import ContextFact, Output, Plan, Responsibility, Statement, TargetGroup

Values = dict[str, Any]


def plan_as_values(plan: Plan) -> Values:
    """Everything of a plan file but the activities, which go into `outputs`."""
    said = list(plan.statements.select_related("output").order_by("kind", "position"))
    return {
        "plan": head(plan),
        "goal": goal(plan, of_kind(said, StatementKind.INDICATOR)),
        "purpose": {"statement": plan.purpose},
        "responsibilities": responsibilities(plan.responsibilities.order_by("position")),
        "assumptions": framework(of_kind(said, StatementKind.ASSUMPTION)),
        "means_of_verification": framework(of_kind(said, StatementKind.VERIFICATION)),
        "outputs": [output(one) for one in plan.outputs.prefetch_related("target_groups")],
        "iso_added_value_topics": plan.added_value_topics,
    }


def head(plan: Plan) -> Values:
    return without_empty(
        {
            "code": plan.code,
            "title": plan.title,
            "period": {"start": plan.starts_on.isoformat(), "end": plan.ends_on.isoformat()},
            "administered_by": plan.administered_by,
            "reviewed_by": plan.reviewed_by,
            "predecessor": plan.predecessor,
            "vision": plan.vision,
            "context_facts": context_facts(plan.context_facts.order_by("position")),
            "key_objective": plan.key_objective,
            "source": plan.source,
        }
    )


def context_facts(facts: Iterable[ContextFact]) -> list[Values]:
    return [
        without_empty(
            {
                "label": one.label,
                "value": one.value,
                "as_of": one.as_of,
                "position": position_unless(one.position, index),
            }
        )
        for index, one in enumerate(facts, start=1)
    ]


def goal(plan: Plan, indicators: Sequence[Statement]) -> Values:
    return without_empty(
        {
            "statement": plan.goal,
            "dimensions": plan.goal_dimensions,
            "indicators": [
                without_empty(
                    {
                        "statement": one.text,
                        "means_of_verification": one.verified_by,
                        "origin": origin(one),
                        "position": position_unless(one.position, index),
                    }
                )
                for index, one in enumerate(indicators, start=1)
            ],
            "note": plan.goal_note,
        }
    )


def responsibilities(duties: Iterable[Responsibility]) -> list[Values]:
    """Duties of one party together, as long as no other party's come between them."""
    numbered = list(enumerate(duties, start=1))
    return [
        {"party": party, "duties": [duty_as_value(one, index) for index, one in ones]}
        for party, ones in groupby(numbered, key=lambda pair: pair[1].party)
    ]


def duty_as_value(one: Responsibility, index: int) -> str | Values:
    position = position_unless(one.position, index)
    if position is None and not one.is_assumption:
        return one.duty
    return without_empty({"duty": one.duty, "origin": origin(one), "position": position})


def framework(statements: Sequence[Statement]) -> list[Values]:
    return [
        without_empty(
            {
                "level": str(one.level),
                "output": one.output.code if one.output else "",
                "statement": one.text,
                "origin": origin(one),
                "position": position_unless(one.position, index),
            }
        )
        for index, one in enumerate(statements, start=1)
    ]


def output(one: Output) -> Values:
    return without_empty(
        {
            "code": one.code,
            "number": one.number,
            "title": one.title,
            "short_name": one.short_name,
            "rationale": one.rationale,
            "target_groups": [group_as_value(group) for group in in_order(one.target_groups.all())],
        }
    )


def in_order(groups: Iterable[TargetGroup]) -> list[TargetGroup]:
    return sorted(groups, key=lambda group: group.pk)


def group_as_value(group: TargetGroup) -> str | Values:
    """The name alone where its slug follows from it."""
    return group.name if slug_of(group.name) == group.slug else {"code": group.slug, "name": group.name}


def of_kind(statements: Iterable[Statement], kind: StatementKind) -> list[Statement]:
    return [one for one in statements if one.kind == kind]


def origin(one: Statement | Responsibility) -> str:
    is_proposal = one.is_assumption if isinstance(one, Responsibility) else one.is_proposal
    return "proposal" if is_proposal else "plan"


def position_unless(position: int, index: int) -> int | None:
    return None if position == index else position


def without_empty(values: Values) -> Values:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
