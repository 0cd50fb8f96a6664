"""What figures may not hide: absent values, parts of sums, countries apart, means, overflows."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.models import Activity
from activities.reporting.models import Question, Round
from indicators.engine.amounts import Amount, YearAmounts
from indicators.engine.coverage import Coverage
from indicators.engine.definitions import Definition
from indicators.engine.dimensions import MEMBER_SPLITS, TOTAL, MemberProfile
from indicators.engine.evaluation import computed_values
from indicators.engine.formulas import parse
from indicators.enums import NoValue, Split
from indicators.models import ExactResult, Indicator, IndicatorVersion, Result
from indicators.selectors.lineage.measures import lineage
from indicators.selectors.lineage.table import member_rows
from indicators.templatetags.results import actual
from indicators.templatetags.results import coverage as in_words
from kernel.measures import Aggregation, Measure
from members.enums import Scheme
from members.models import Member, User
from tests.factories.members import ClassificationFactory
from tests.factories.reporting import QuestionFactory
from tests.indicators.conftest import (
    Compute,
    Define,
    accepted,
    answer,
    coverage,
    member_value,
    result,
    statistic,
)


@pytest.fixture
def second(activity: Activity) -> Question:
    return QuestionFactory.create(activity=activity, code="q_more", label="More trained")


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [
        (f"p_roles{' * 1000000' * 3}", ""),
        (f"p_roles{' * 1000000' * 30}", ""),
        ("p_roles", f"p_roles{' / 1000000' * 6}"),
    ],
)
def test_a_formula_that_overflows_fails_nothing_else(
    define: Define, compute: Compute, kenya: Member, numerator: str, denominator: str
) -> None:
    statistic(kenya, 7)
    broken, sound = define(numerator, denominator, code="O9-9"), define("p_roles")

    run = compute(2012, 2013)

    found = result(broken)
    assert (found.value, found.numerator, found.no_value) == (None, None, NoValue.OUT_OF_RANGE)
    assert result(sound).value == 7
    assert run.error == "O9-9, 2013: the result is too large; it has no value."


def test_a_reason_for_absence_is_no_value(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    question: Question,
    kenya: Member,
    ghana: Member,
) -> None:
    answer(accepted(reporting_round, kenya, activity), question, 3)
    answer(accepted(reporting_round, ghana, activity), question, absence="withheld", reason="Confidential")
    trained = define("q_trained")

    compute()

    found = result(trained)
    assert (found.expected, found.accepted, found.given) == (2, 2, 1)
    assert in_words(found) == "1 of 2 members, 2 reports accepted"


@pytest.fixture
def partial(
    reporting_round: Round,
    activity: Activity,
    question: Question,
    second: Question,
    kenya: Member,
    ghana: Member,
) -> None:
    """Kenya gives both, Ghana, the only least developed one, one of two."""
    ClassificationFactory.create(member=kenya, scheme=Scheme.LDC, value="no")
    ClassificationFactory.create(member=ghana, scheme=Scheme.LDC, value="yes")
    section = accepted(reporting_round, kenya, activity)
    answer(section, question, 3)
    answer(section, second, 4)
    answer(accepted(reporting_round, ghana, activity), question, 5)


def test_a_sum_of_which_some_gave_a_part_reads_at_least(
    define: Define, compute: Compute, partial: None, devt_officer: User
) -> None:
    both = define("q_trained + q_more")

    compute()

    found = result(both)
    assert (found.value, found.given, found.given_in_part, found.at_least) == (12, 1, 1, True)
    assert actual(found, both.indicator) == "at least 12"
    assert in_words(found) == "1 of 2 members, 1 more gave a part"
    rows = {row.member.country: row.lacks for row in member_rows(lineage(found, devt_officer))}
    assert rows == {"Ghana": ["More trained"], "Kenya": []}


def test_a_group_with_no_complete_reporter_is_not_dropped(
    define: Define, compute: Compute, partial: None
) -> None:
    both = define("q_trained + q_more")

    compute()

    least, others = result(both, Split.LDC, "yes"), result(both, Split.LDC, "no")
    assert (least.value, least.at_least) == (5, True)
    assert (others.value, others.at_least) == (7, False)
    assert not Result.objects.filter(does_not_add_up=True).exists()


@pytest.mark.parametrize(
    ("of_report", "of_section"),
    [({}, {"rating": "not_relevant"}), ({"is_nil": True, "nil_statement": "Nothing."}, {})],
)
def test_what_is_kept_but_not_said_counts_nowhere(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    question: Question,
    kenya: Member,
    devt_officer: User,
    of_report: dict[str, object],
    of_section: dict[str, object],
) -> None:
    section = accepted(reporting_round, kenya, activity, **of_report)
    type(section).objects.filter(pk=section.pk).update(**of_section)
    answer(section, question, 4)
    trained = define("q_trained")

    compute()

    found = result(trained)
    assert (found.value, coverage(found)) == (None, (1, 1, 0))
    assert member_value(trained, kenya) is None
    assert member_rows(lineage(found, devt_officer)) == []


def test_what_parts_leave_of_a_total_is_a_row_of_its_own(
    define: Define, compute: Compute, reporting_round: Round, activity: Activity, kenya: Member
) -> None:
    by_sex = QuestionFactory.create(activity=activity, code="q_experts", by_sex=True)
    section = accepted(reporting_round, kenya, activity)
    answer(section, by_sex, 9)
    answer(section, by_sex, 4, part="female")
    define("q_experts")

    compute()

    groups = {one.group: one.value for one in ExactResult.objects.filter(split=Split.SEX)}
    assert groups == {"female": 4, "unknown": 5}
    assert not Result.objects.filter(does_not_add_up=True).exists()


def test_reports_of_those_that_are_no_members_stand_apart(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    question: Question,
    kenya: Member,
    ghana: Member,
    devt_officer: User,
) -> None:
    answer(accepted(reporting_round, kenya, activity), question, 3)
    answer(accepted(reporting_round, ghana, activity), question, 5)
    ghana.memberships.all().delete()
    share = define("q_trained", "members")

    compute()

    found = result(share)
    assert (found.numerator, found.denominator, coverage(found)) == (3, 1, (1, 1, 1))
    [strand, _members] = sorted(lineage(found, devt_officer).strands, key=lambda one: one.in_denominator)
    listed = [(one.member, one.value, one.left_out) for one in strand.contributions]
    assert listed == [(ghana, None, 5), (kenya, 3, None)]
    [row, _kenya] = member_rows(lineage(found, devt_officer))
    assert "not counted: no member of the organization in that year" in {
        cell.why_missing for cell in row.cells
    }


@pytest.mark.parametrize(("numerator", "denominator"), [("q_rated", ""), ("q_rated", "q_rated__members")])
def test_a_mean_is_a_mean(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
    ghana: Member,
    numerator: str,
    denominator: str,
) -> None:
    rated = QuestionFactory.create(activity=activity, code="q_rated", aggregation=Aggregation.MEAN)
    answer(accepted(reporting_round, kenya, activity), rated, 4)
    answer(accepted(reporting_round, ghana, activity), rated, 2)
    mean = define(numerator, denominator)
    doubled = define("2 * q_rated")

    compute()

    found = result(mean)
    assert (found.numerator, found.denominator, found.value) == (6, 2, 3)
    assert coverage(found) == (2, 2, 2)
    assert result(doubled).value == 6
    assert not Result.objects.filter(does_not_add_up=True).exists()


def test_the_mean_of_parts_is_not_guessed(
    define: Define, compute: Compute, reporting_round: Round, activity: Activity, kenya: Member
) -> None:
    rated = QuestionFactory.create(
        activity=activity, code="q_rated", aggregation=Aggregation.MEAN, by_sex=True
    )
    section = accepted(reporting_round, kenya, activity)
    answer(section, rated, 4, part="female")
    answer(section, rated, 2, part="male")
    mean = define("q_rated")

    compute()

    assert result(mean).no_value == NoValue.NO_DATA


def test_a_ratio_of_sums_is_no_mean_of_ratios(
    define: Define, compute: Compute, partial: None, second: Question, ghana: Member, activity: Activity
) -> None:
    answer(activity.sections.get(report__member=ghana), second, 1)
    share = define("q_trained", "q_more")

    compute()

    assert result(share).value == Decimal("1.6")


def test_what_is_not_aggregated_is_no_measure(
    define: Define, compute: Compute, activity: Activity, kenya: Member
) -> None:
    QuestionFactory.create(activity=activity, code="q_code", aggregation=Aggregation.NONE)
    version = define("q_code", code="O9-9")

    run = compute()

    assert result(version).no_value == NoValue.NOT_COMPUTABLE_YET
    assert run.error.startswith("O9-9: Unknown measure “q_code”")


MEMBERS = range(1, 7)
ONE, TWO = (
    Measure(name, name, unit="", aggregation=Aggregation.SUM, source_key="reports")
    for name in ("q_one", "q_two")
)
Answers = Mapping[int, tuple[int | None, int | None]]


def rolled_up(answers: Answers, groups: Mapping[int, str]) -> YearAmounts:
    """Amounts of six members that all reported, with these answers to two questions."""
    places = {
        member: MemberProfile(
            member,
            is_member=True,
            is_developing=True,
            groups=dict.fromkeys(MEMBER_SPLITS, groups[member]) | {Split.TOTAL: ""},
        )
        for member in MEMBERS
    }
    cells = YearAmounts(2013, places)
    for split in MEMBER_SPLITS:
        for group in {place.groups[split] for place in places.values()}:
            here = [member for member in MEMBERS if places[member].groups[split] == group]
            cells.reports["reports", (split, group)] = (len(here),) * 3
            for number, measure in enumerate((ONE, TWO)):
                values = {member: answers[member][number] for member in here}
                gave = {member: value for member, value in values.items() if value is not None}
                if gave:
                    cells.amounts[measure.name, (split, group)] = Amount(
                        Decimal(sum(gave.values())),
                        len(gave),
                        givers=tuple(gave),
                        coverage=Coverage(len(here), len(here), len(here), len(gave)),
                    )
    return cells


@settings(max_examples=60, deadline=None)
@given(
    answers=st.fixed_dictionaries(dict.fromkeys(MEMBERS, st.tuples(*[st.none() | st.integers(0, 9)] * 2))),
    groups=st.fixed_dictionaries(dict.fromkeys(MEMBERS, st.sampled_from(["a", "b", "unknown"]))),
    formula=st.sampled_from(["q_one", "q_one + q_two", "q_one - q_two", "2 * q_one + q_two / 3 - q_two"]),
)
def test_parts_make_the_whole_whoever_answers_what(
    answers: Answers, groups: Mapping[int, str], formula: str
) -> None:
    measures = {"q_one": ONE, "q_two": TWO}
    version = IndicatorVersion(pk=1, indicator=Indicator(code="X"), numerator=formula)
    definition = Definition(version, parse(formula, measures), None, measures)
    found = computed_values(definition, {2013: rolled_up(answers, groups)}, 2013)
    total = next(figure for figure in found if (figure.split, figure.group) == TOTAL)

    for split in MEMBER_SPLITS[1:]:
        parts = [figure for figure in found if figure.split == split]
        summed = sum((part.value for part in parts if part.value is not None), Decimal(0))
        assert abs(summed - (total.value or 0)) < Decimal("0.00001")
        assert not any(part.does_not_add_up for part in parts)
        assert total.value is not None or all(part.value is None for part in parts)
