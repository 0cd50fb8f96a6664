"""The logical framework as rows: each level with its indicators, their verification and assumptions."""

from collections import defaultdict
from dataclasses import dataclass, field

from activities.models import Activity
from indicators.enums import IndicatorLevel
from indicators.models import Indicator
from outputs.enums import FrameworkLevel, StatementKind
from outputs.models import Output, Plan, Statement


@dataclass
class FrameworkRow:
    """One level of the framework; an activity's row stands below its output's."""

    level: FrameworkLevel
    code: str
    text: str
    url: str = ""
    measured: bool = False
    indicators: list[Indicator] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def of_kind(self, kind: StatementKind) -> list[Statement]:
        return [statement for statement in self.statements if statement.kind == kind]

    @property
    def stated_indicators(self) -> list[Statement]:
        return self.of_kind(StatementKind.INDICATOR)

    @property
    def verifications(self) -> list[Statement]:
        return self.of_kind(StatementKind.VERIFICATION)

    @property
    def assumptions(self) -> list[Statement]:
        return self.of_kind(StatementKind.ASSUMPTION)


def framework_rows(plan: Plan) -> list[FrameworkRow]:
    """Goal, purpose, then each output followed by its activities; four queries for any plan."""
    statements = _statements(plan)
    indicators = _indicators(plan)
    rows = [
        FrameworkRow(FrameworkLevel.GOAL, "", plan.goal, statements=statements[FrameworkLevel.GOAL]),
        FrameworkRow(
            FrameworkLevel.PURPOSE,
            "",
            plan.purpose,
            indicators=indicators[IndicatorLevel.PURPOSE],
            statements=statements[FrameworkLevel.PURPOSE],
        ),
    ]
    activities = defaultdict(list)
    for activity in (
        Activity.objects.filter(output__plan=plan).select_related("output__plan").order_by("number")
    ):
        activities[activity.output_id].append(activity)
    for output in Output.objects.filter(plan=plan).select_related("plan").order_by("number"):
        rows.append(_output_row(output, indicators, statements))
        rows.extend(_activity_row(activity, indicators) for activity in activities[output.pk])
    return rows


def _statements(plan: Plan) -> dict[object, list[Statement]]:
    found: dict[object, list[Statement]] = defaultdict(list)
    for statement in plan.statements.order_by("kind", "position"):
        found[statement.output_id or statement.level].append(statement)
    return found


def _indicators(plan: Plan) -> dict[object, list[Indicator]]:
    found: dict[object, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.filter(plan=plan).select_related("plan").order_by("position", "code"):
        place = (
            ("activity", indicator.activity_id) if indicator.activity_id else ("output", indicator.output_id)
        )
        found[IndicatorLevel.PURPOSE if indicator.level == IndicatorLevel.PURPOSE else place].append(
            indicator
        )
    return found


def _output_row(
    output: Output, indicators: dict[object, list[Indicator]], statements: dict[object, list[Statement]]
) -> FrameworkRow:
    return FrameworkRow(
        FrameworkLevel.OUTPUT,
        str(output.number),
        output.title,
        output.get_absolute_url(),
        indicators=indicators["output", output.pk],
        statements=statements[output.pk],
    )


def _activity_row(activity: Activity, indicators: dict[object, list[Indicator]]) -> FrameworkRow:
    return FrameworkRow(
        FrameworkLevel.ACTIVITY,
        activity.code,
        activity.title,
        activity.get_absolute_url(),
        measured=activity.effectiveness_measured,
        indicators=indicators["activity", activity.pk],
    )
