"""A plan in and out again."""

import itertools
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from activities.loading.dump import dump_plan
from activities.loading.plan import load_plan
from activities.models import Activity
from kernel.joints import DATA_CHANGED
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError, Problem
from kernel.loading.rows import DIGITS
from outputs.models import Output, Plan, Statement, TargetGroup
from tests.loading.conftest import DATA

REAL = DATA / "plan-2011-2015.yaml"
SECOND = """
plan:
  code: APDC-2016-2020
  title: Action Plan 2016-2020
  period: {start: 2016-01-01, end: 2020-12-31}
goal:
  statement: Developing countries take part.
purpose:
  statement: Standards bodies are strong.
assumptions:
- {level: output, output: A, statement: Budgets hold.}
outputs:
- code: A
  number: 1
  title: Members are heard
  short_name: Voice
  target_groups: [ISO members in developing countries]
  activities:
  - {code: A-i, number: 1, title: Listen, scope_levels: [national]}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    load_plan(plan=REAL)
    return Plan.objects.get(code="APDC-2011-2015")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    path = tmp_path / "second.yaml"
    path.write_text(SECOND, encoding="utf-8")
    return path


def writes(summary: Summary) -> dict[str, int]:
    return {count.name: count.writes for count in summary.counts if count.writes}


def events() -> int:
    """Rows in every history table of the plan."""
    models = [model for app in ("outputs", "activities") for model in apps.get_app_config(app).get_models()]
    return sum(model._base_manager.count() for model in models if model.__name__.endswith("Event"))


def test_six_outputs_32_activities_and_nine_clauses(plan: Plan) -> None:
    activities = Activity.objects.filter(output__plan=plan)
    measured = activities.filter(effectiveness_measured=True).values_list("code", flat=True)

    assert [output.code for output in plan.outputs.all()] == ["O1", "O2", "O3", "O4", "O5", "O6"]
    assert [output.activities.count() for output in plan.outputs.all()] == [5, 7, 6, 4, 5, 5]
    assert sorted(measured) == ["1.2", "4.2", "4.4", "5.2", "5.3", "5.4", "5.5", "6.2", "6.5"]
    assert not activities.exclude(valid_from_year=2011, valid_to_year=2015).exists()


def test_no_target_group_is_another_in_other_words(plan: Plan) -> None:
    """An abbreviation beside its long form, or a group with a word more, would split what is one."""
    names = [group.name.casefold() for group in plan.target_groups.all()]
    pairs = list(itertools.permutations(names, 2))

    assert [pair for pair in pairs if f"({pair[0]})" in pair[1]] == []
    assert [pair for pair in pairs if pair[1].startswith(pair[0]) or pair[1].endswith(pair[0])] == []


def test_levels_that_the_plan_does_not_name_are_marked_as_assumed(plan: Plan) -> None:
    named = re.compile("region|national ties|or distance|distance courses|worldwide|chief executives")
    assumed = {
        activity.code
        for activity in Activity.objects.filter(output__plan=plan)
        if not named.search(activity.description)
    }

    marked = Activity.objects.filter(output__plan=plan, levels_are_assumed=True)

    assert assumed == set(marked.values_list("code", flat=True))
    assert len(assumed) == 22


def test_duties_whose_bearer_is_inferred_are_marked_as_assumed(plan: Plan) -> None:
    assumed = plan.responsibilities.filter(is_assumption=True)

    assert list(assumed.values_list("party", flat=True)) == ["DEVCO", "ISO/CS (DEVT)"]


def test_vision_and_facts_of_context(plan: Plan) -> None:
    facts = [(fact.value, fact.as_of) for fact in plan.context_facts.all()]

    assert "foremost source of International Standards" in plan.vision
    assert facts == [("163", "end of October 2010"), ("over 18,500", "end of October 2010")]


def test_target_groups_are_known_once_and_shared(plan: Plan) -> None:
    industry = TargetGroup.objects.get(plan=plan, name="industry")

    assert plan.target_groups.count() == 30
    assert [output.code for output in industry.outputs.all()] == ["O1", "O2"]


def test_framework_in_words(plan: Plan) -> None:
    kinds = [
        (kind, Statement.objects.filter(plan=plan, kind=kind).count()) for kind in ("indicator", "assumption")
    ]

    assert kinds == [("indicator", 3), ("assumption", 16)]
    assert plan.responsibilities.count() == 13
    assert plan.goal_note.startswith("The published plan names no indicator for its goal.")


def test_a_second_load_writes_nothing(plan: Plan) -> None:
    before = events()

    summary = load_plan(plan=REAL)

    assert writes(summary) == {}
    assert summary.of("activities").unchanged == 32
    assert events() == before


def test_dump_loads_back_with_everything_unchanged(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "dump.yaml"
    call_command("dump_plan", path)

    summary = load_plan(plan=path)

    assert writes(summary) == {}
    assert {count.name: count.absent for count in summary.counts if count.absent} == {}


def test_dump_of_an_edited_plan_loads_back_with_everything_unchanged(plan: Plan, tmp_path: Path) -> None:
    group = TargetGroup.objects.get(plan=plan, name="industry")
    group.name = "industry and trade"
    group.save()
    plan.responsibilities.filter(position=4).delete()
    plan.statements.filter(kind="assumption", position=2).delete()
    first = Activity.objects.get(output__plan=plan, code="1.1")
    first.code = "one"
    first.save()
    first.target_groups.add(group)
    path = tmp_path / "dump.yaml"
    path.write_text(dump_plan(plan), encoding="utf-8")

    summary = load_plan(plan=path)

    assert writes(summary) == {}
    assert {count.name: count.absent for count in summary.counts if count.absent} == {}


def test_a_dump_rebuilds_the_plan_elsewhere(plan: Plan, tmp_path: Path) -> None:
    text = dump_plan(plan)
    path = tmp_path / "dump.yaml"
    path.write_text(text, encoding="utf-8")
    plan.delete()

    load_plan(plan=path)

    assert dump_plan(Plan.objects.get()) == text


def test_dump_goes_to_standard_output(plan: Plan) -> None:
    out = StringIO()

    call_command("dump_plan", stdout=out)

    assert out.getvalue() == dump_plan(plan)


def test_a_second_plan_stands_beside_the_first(plan: Plan, second: Path) -> None:
    summary = load_plan(plan=second)

    assert writes(summary) == {
        "plans": 1,
        "target groups": 1,
        "outputs": 1,
        "target groups of outputs": 1,
        "statements of the framework": 1,
        "activities": 1,
    }
    assert writes(load_plan(plan=REAL)) == {}
    assert Output.objects.filter(plan__code="APDC-2016-2020").get().activities.get().code == "A-i"
    with pytest.raises(CommandError, match=r"There are several plans\. Name one with --plan"):
        call_command("dump_plan")


def test_a_changed_sentence_is_one_change_and_is_told(
    plan: Plan, edited: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: calls.append(vars(change))])
    path = edited("plan-2011-2015.yaml", ("short_name: Education", "short_name: Standards education"))

    summary = load_plan(plan=path)

    assert writes(summary) == {"outputs": 1}
    assert summary.details == ["output 6 Education: short_name: Education → Standards education"]
    assert calls == [{"plan": plan, "years": None, "cause": "import"}]


def test_a_dry_run_says_the_same_and_writes_nothing(second: Path) -> None:
    out = StringIO()

    call_command("load_plan", second, "--dry-run", stdout=out)

    assert out.getvalue().splitlines()[1].split() == ["plans", "1", "0", "0", "0"]
    assert out.getvalue().endswith("Nothing was written. To write it, add --yes.\n")
    assert not Plan.objects.exists()


def problems_of(path: Path) -> list[Problem]:
    with pytest.raises(LoadingError) as raised:
        load_plan(plan=path)
    return raised.value.problems


def row_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_all_problems_come_at_once_and_nothing_is_written(edited: Callable[..., Path]) -> None:
    award = "short_name: Higher-education award\n    valid_from: "
    path = edited(
        "plan-2011-2015.yaml",
        ("end: '2015-12-31'", "end: '2010-12-31'"),
        ("short_name: Education", "shortname: Education"),
        ("  total: 32\n", "  total: thirty\n"),
        ("title: Conduct awareness-raising events", "title:"),
        (f"{award}2011", f"{award}2016"),
    )

    found = [(problem.row, problem.column, problem.wrong, problem.mend) for problem in problems_of(path)]

    assert found == [
        (
            row_of(path, "start: '2011-01-01'"),
            "plan.period",
            "The plan ends on 2010-12-31, before it starts on 2011-01-01.",
            "Correct one of them.",
        ),
        (
            row_of(path, "total: thirty"),
            "activity_count_check.total",
            "“thirty” is not a whole number.",
            DIGITS,
        ),
        (row_of(path, "- code: '3.3'") + 1, "outputs.activities.title", "It is empty.", "Fill it in."),
        (row_of(path, "- code: O6"), "outputs.short_name", "It is missing.", "Add it."),
        (
            row_of(path, "shortname: Education"),
            "outputs.shortname",
            "Nothing by this name is expected.",
            "Remove it, or correct its name.",
        ),
        (
            row_of(path, "- code: '6.5'"),
            "outputs.activities",
            "2015 lies before 2016.",
            "Put the years in order.",
        ),
    ]
    assert not Plan.objects.exists()


def test_what_contradicts_itself_is_a_problem(edited: Callable[..., Path]) -> None:
    path = edited(
        "plan-2011-2015.yaml",
        ("  - code: '1.4'\n", "  - code: '1.3'\n"),
        ("output: O1\n  statement: Employers", "output: O9\n  statement: Employers"),
        ("- level: purpose\n  statement: Governments", "- level: output\n  statement: Governments"),
    )

    assert [(problem.column, problem.wrong) for problem in problems_of(path)] == [
        ("output", "Statements on outputs name one, no others do."),
        ("output", "There is no output O9."),
        ("activity_count_check.total", "The file says 32, but holds 31."),
        ("outputs.activities.code", "1.3 is there twice."),
    ]


ONE_PER_LINE = "Write one key and value per line."
NOT_YAML = "broken.yaml, row {}: This is not YAML: {}. Check indents, colons and quotes."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("plan: [unclosed", NOT_YAML.format(1, "expected ',' or ']', but got '<stream end>'")),
        ("plan:\n  code: A\n  code: B\n", NOT_YAML.format(2, "a key is there twice")),
        ("", "broken.yaml, row 1: It is empty. Fill it in."),
        (
            "- a list\n",
            "broken.yaml, row 1: “['a list']” is not a mapping of keys to values. " + ONE_PER_LINE,
        ),
    ],
)
def test_what_is_no_document_is_a_problem(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")

    assert [str(found) for found in problems_of(path)] == [problem]


def test_the_command_lists_problems_and_exits_with_1(tmp_path: Path) -> None:
    err = StringIO()

    with pytest.raises(CommandError, match=r"^1 problem found\. Nothing was written\.$") as raised:
        call_command("load_plan", tmp_path / "nowhere.yaml", stderr=err)

    assert raised.value.returncode == 1
    assert err.getvalue().startswith(
        "nowhere.yaml, row 1: The file cannot be read (No such file or directory)."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("code: A\n", "code: B\n"), ("code: A-i,", "code: A-ii,"), ("number: 1, title", "number: 2, title")],
)
def test_what_the_file_renames_stays_the_same_row(second: Path, old: str, new: str) -> None:
    load_plan(plan=second)
    before = Output.objects.get().pk, Activity.objects.get().pk
    second.write_text(
        SECOND.replace(old, new).replace("output: A,", f"output: {'B' if 'B' in new else 'A'},")
    )

    load_plan(plan=second)

    assert (Output.objects.get().pk, Activity.objects.get().pk) == before


def test_what_was_renamed_by_hand_is_renamed_back(second: Path) -> None:
    load_plan(plan=second)
    before = Output.objects.get().pk, Activity.objects.get().pk
    Output.objects.update(code="B")
    Activity.objects.update(code="A-ii")

    load_plan(plan=second)

    assert list(Output.objects.values_list("pk", "code")) == [(before[0], "A")]
    assert list(Activity.objects.values_list("pk", "code")) == [(before[1], "A-i")]
