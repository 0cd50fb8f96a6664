"""Load the parts of a plan that this app knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.loading.changes import Links, Table, check_fields, follow_renames
from kernel.loading.load import Load
from kernel.loading.problems import File, one_of
from outputs.enums import FrameworkLevel, StatementKind
from outputs.loading.rows import (
    DutyRow,
    HeadRow,
    IndicatorInWordsRow,
    OutputRow,
    PlanDocument,
    StatementRow,
    TargetGroupRow,
    group_of,
)
from outputs.models import ContextFact, Output, Plan, Responsibility, Statement, TargetGroup

Document = PlanDocument[Any]


@dataclass
class WantedPlan:
    """What a plan file says, as unsaved records that point at each other."""

    plan: Plan
    groups: dict[str, TargetGroup] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    output_groups: list[tuple[Output, TargetGroup]] = field(default_factory=list)
    context_facts: list[ContextFact] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


def build_plan(file: File, document: Document) -> WantedPlan:
    wanted = WantedPlan(plan_of(document))
    check_fields(file, document.plan.line, wanted.plan)
    for row in document.outputs:
        add_output(file, row, wanted)
    wanted.context_facts = list(context_facts(document.plan, wanted.plan))
    wanted.responsibilities = list(responsibilities(document, wanted.plan))
    wanted.statements = list(statements(file, document, wanted))
    return wanted


def plan_of(document: Document) -> Plan:
    head, goal = document.plan, document.goal
    return Plan(
        code=head.code,
        title=head.title,
        starts_on=head.period.start,
        ends_on=head.period.end,
        goal=goal.statement,
        goal_dimensions=goal.dimensions,
        goal_note=goal.note,
        purpose=document.purpose.statement,
        vision=head.vision,
        key_objective=head.key_objective,
        administered_by=head.administered_by,
        reviewed_by=head.reviewed_by,
        predecessor=head.predecessor,
        added_value_topics=document.iso_added_value_topics,
        source=head.source,
    )


def add_output(file: File, row: OutputRow, wanted: WantedPlan) -> None:
    output = Output(
        plan=wanted.plan,
        number=row.number,
        code=row.code,
        title=row.title,
        short_name=row.short_name,
        rationale=row.rationale,
    )
    check_fields(file, row.line, output)
    if row.code in wanted.outputs or row.number in {other.number for other in wanted.outputs.values()}:
        file.refuse(
            row.line, "outputs.code", f"Output {row.code} ({row.number}) is there twice.", "Keep one."
        )
    wanted.outputs[row.code] = output
    groups = target_groups(file, row.line, row.target_groups, wanted)
    wanted.output_groups += [(output, group) for group in groups]


def target_groups(
    file: File, line: int, entries: Iterable[str | TargetGroupRow], wanted: WantedPlan
) -> list[TargetGroup]:
    """The groups named, each known once in the whole plan."""
    found = []
    for slug, name in map(group_of, entries):
        group = wanted.groups.setdefault(slug, TargetGroup(plan=wanted.plan, slug=slug, name=name))
        check_fields(file, line, group)
        if group.name != name:
            wrong = f"“{name}” and “{group.name}” have the same code {slug}."
            file.refuse(line, "target_groups", wrong, "Use one wording, or give each a code.")
        found.append(group)
    return list({group.slug: group for group in found}.values())


def context_facts(head: HeadRow, plan: Plan) -> Iterator[ContextFact]:
    for index, row in enumerate(head.context_facts, start=1):
        yield ContextFact(
            plan=plan, label=row.label, value=row.value, as_of=row.as_of, position=row.position or index
        )


def responsibilities(document: Document, plan: Plan) -> Iterator[Responsibility]:
    pairs = [(row.party, as_duty(duty)) for row in document.responsibilities for duty in row.duties]
    for index, (party, duty) in enumerate(pairs, start=1):
        yield Responsibility(
            plan=plan,
            party=party,
            duty=duty.duty,
            is_assumption=duty.origin == "proposal",
            position=duty.position or index,
        )


def as_duty(duty: str | DutyRow) -> DutyRow:
    return DutyRow(duty=duty) if isinstance(duty, str) else duty


def statements(file: File, document: Document, wanted: WantedPlan) -> Iterator[Statement]:
    yield from indicators_in_words(document.goal.indicators, wanted.plan)
    yield from of_kind(file, StatementKind.VERIFICATION, document.means_of_verification, wanted)
    yield from of_kind(file, StatementKind.ASSUMPTION, document.assumptions, wanted)


def indicators_in_words(rows: Sequence[IndicatorInWordsRow], plan: Plan) -> Iterator[Statement]:
    for index, row in enumerate(rows, start=1):
        yield Statement(
            plan=plan,
            kind=StatementKind.INDICATOR,
            level=FrameworkLevel.GOAL,
            text=row.statement,
            verified_by=row.means_of_verification,
            is_proposal=row.origin == "proposal",
            position=row.position or index,
        )


def of_kind(
    file: File, kind: StatementKind, rows: Sequence[StatementRow], wanted: WantedPlan
) -> Iterator[Statement]:
    for index, row in enumerate(rows, start=1):
        yield Statement(
            plan=wanted.plan,
            kind=kind,
            level=row.level,
            output=output_of(file, row, wanted),
            text=row.statement,
            is_proposal=row.origin == "proposal",
            position=row.position or index,
        )


def output_of(file: File, row: StatementRow, wanted: WantedPlan) -> Output | None:
    """The output of a statement on the level of outputs; no other statement has one."""
    if (row.level == FrameworkLevel.OUTPUT) != bool(row.output):
        file.refuse(
            row.line,
            "output",
            "Statements on outputs name one, no others do.",
            "Correct the level or output.",
        )
    elif row.output and row.output not in wanted.outputs:
        file.refuse(
            row.line, "output", f"There is no output {row.output}.", one_of(row.output, wanted.outputs)
        )
    return wanted.outputs.get(row.output)


def write_plan(wanted: WantedPlan, load: Load) -> None:
    plan, summary = wanted.plan, load.summary
    Table(Plan.objects.filter(code=plan.code), key=["code"], summary=summary).write([plan])
    load.plan = plan
    groups = TargetGroup.objects.filter(plan=plan)
    Table(groups, key=["plan_id", "slug"], summary=summary).write(wanted.groups.values())
    outputs = Output.objects.filter(plan=plan)
    key_of_output = ["plan_id", "code"]
    follow_renames(outputs, wanted.outputs.values(), key=key_of_output, also="number", summary=summary)
    Table(outputs, key=key_of_output, summary=summary).write(wanted.outputs.values())
    key = ("output_id", "targetgroup_id")
    through = Output.target_groups.through
    owners = wanted.outputs.values()
    links = Links("target groups of outputs", through, key=key, owners=owners, summary=summary)
    links.write(wanted.output_groups)
    facts = ContextFact.objects.filter(plan=plan)
    Table(facts, key=["plan_id", "position"], summary=summary).write(wanted.context_facts)
    duties = Responsibility.objects.filter(plan=plan)
    Table(duties, key=["plan_id", "position"], summary=summary).write(wanted.responsibilities)
    said = Statement.objects.filter(plan=plan)
    Table(said, key=["plan_id", "kind", "position"], summary=summary).write(wanted.statements)
