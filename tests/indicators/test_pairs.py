"""Ratios of reported figures: who gave only one part counts in neither."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from activities.models import Activity
from activities.reporting.models import Question, Round
from indicators.engine.definitions import define as read_definition
from indicators.engine.formulas import Reference
from indicators.enums import NoValue, Split
from indicators.models import ExactResult, IndicatorVersion, Result
from indicators.runs.reading import amounts_of, definitions_of
from indicators.selectors.finality import ALL_FINAL
from indicators.selectors.lineage.measures import Lineage, MeasureLineage, lineage
from indicators.selectors.lineage.table import LINEAGE_COLUMNS, lineage_lines, member_rows
from kernel.measures import MEASURES
from members.enums import Scheme
from members.models import Member, User
from outputs.models import Plan
from tests.factories.members import ClassificationFactory, DevelopingMemberFactory
from tests.factories.reporting import QuestionFactory, ReportFactory, RoundFactory
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
def togo(africa: object) -> Member:
    return DevelopingMemberFactory.create(country="Togo", region=africa)


@pytest.fixture
def own_income(activity: Activity) -> Question:
    return QuestionFactory.create(activity=activity, code="q_own", label="Own income")


@pytest.fixture
def all_income(activity: Activity) -> Question:
    return QuestionFactory.create(activity=activity, code="q_all", label="Income in all")


@pytest.fixture
def incomes(
    reporting_round: Round,
    activity: Activity,
    own_income: Question,
    all_income: Question,
    kenya: Member,
    ghana: Member,
    togo: Member,
) -> None:
    """Kenya gives both, Ghana withholds its income in all, Togo was silent on its own income."""
    section = accepted(reporting_round, kenya, activity)
    answer(section, own_income, 30)
    answer(section, all_income, 120)
    section = accepted(reporting_round, ghana, activity)
    answer(section, own_income, 500)
    answer(section, all_income, absence="withheld", reason="Confidential")
    answer(accepted(reporting_round, togo, activity), all_income, 80)


def total(strand: MeasureLineage) -> Decimal:
    return sum((one.value for one in strand.contributions if one.value is not None), Decimal(0))


def is_missing(strand: MeasureLineage, of: Result) -> bool:
    """A part of a sum that nobody gave adds nothing where others gave theirs."""
    is_given = any(one.value is not None for one in strand.contributions)
    told = of.numerator if strand.in_numerator else of.denominator
    return not is_given and told is None


def adds_up(found: Lineage) -> bool:
    """Whether the listed values alone give the result's numerator and denominator, if it has them."""
    definition = read_definition(
        found.result.version, MEASURES.catalogue(found.result.version.indicator.plan)
    )
    values: dict[Reference, Decimal | None] = {
        strand.reference: None if is_missing(strand, found.result) else total(strand)
        for strand in found.strands
    }
    assert definition.numerator
    assert definition.denominator
    above, below = definition.numerator.evaluate(values), definition.denominator.evaluate(values)
    return (above, below) == (found.result.numerator, found.result.denominator)


def parts(version: IndicatorVersion) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    found = result(version)
    return found.numerator, found.denominator, found.value


def test_who_gave_one_part_counts_in_neither(define: Define, compute: Compute, incomes: None) -> None:
    share = define("q_own", "q_all", scale=100)

    compute()

    assert parts(share) == (30, 120, 25)
    assert coverage(result(share)) == (3, 3, 1)


def test_sums_without_denominator_are_not_paired(define: Define, compute: Compute, incomes: None) -> None:
    both = define("q_own + q_all")

    compute()

    assert result(both).value == 530 + 200
    assert coverage(result(both)) == (3, 3, 1)
    assert (result(both).given_in_part, result(both).at_least) == (2, True)


def test_means_count_all_who_gave_a_value(define: Define, compute: Compute, incomes: None) -> None:
    mean = define("q_own", "q_own__members")

    compute()

    assert parts(mean) == (530, 2, 265)
    assert coverage(result(mean)) == (3, 3, 2)


def test_who_gave_a_value_is_paired_as_well(define: Define, compute: Compute, incomes: None) -> None:
    per_member = define("q_own", "q_all__members")

    compute()

    assert parts(per_member) == (30, 1, 30)


def test_official_measures_are_not_paired(
    define: Define, compute: Compute, incomes: None, kenya: Member, ghana: Member, togo: Member
) -> None:
    statistic(ghana, 7)
    mixed, per_developing_member = define("q_own + p_roles", "q_all"), define("q_own", "members")

    compute()

    assert parts(mixed) == (37, 120, Decimal("0.308333"))
    assert parts(per_developing_member)[:2] == (530, 3)


def test_a_ratio_that_nobody_gave_whole_has_no_value(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    own_income: Question,
    all_income: Question,
    kenya: Member,
    ghana: Member,
) -> None:
    answer(accepted(reporting_round, kenya, activity), own_income, 30)
    answer(accepted(reporting_round, ghana, activity), all_income, 80)
    share = define("q_own", "q_all")

    compute()

    assert parts(share) == (None, None, None)
    assert result(share).no_value == NoValue.NO_DATA
    assert coverage(result(share)) == (2, 2, 0)


def test_zero_is_given(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    own_income: Question,
    all_income: Question,
    kenya: Member,
) -> None:
    section = accepted(reporting_round, kenya, activity)
    answer(section, own_income, 0)
    answer(section, all_income, 40)
    share = define("q_own", "q_all", scale=100)

    compute()

    assert parts(share) == (0, 40, 0)


def test_only_accepted_reports_are_paired(
    define: Define,
    compute: Compute,
    incomes: None,
    reporting_round: Round,
    activity: Activity,
    own_income: Question,
    all_income: Question,
) -> None:
    report = ReportFactory.create(
        round=reporting_round, member=DevelopingMemberFactory.create(), submitted=True
    )
    section = report.sections.create(activity=activity, version=1)
    answer(section, own_income, 1)
    answer(section, all_income, 1)
    share = define("q_own", "q_all")

    compute()

    assert parts(share)[:2] == (30, 120)
    assert coverage(result(share)) == (4, 4, 1)


def test_groups_are_paired_and_add_up(
    define: Define, compute: Compute, incomes: None, kenya: Member, ghana: Member, togo: Member
) -> None:
    for member, value in ((kenya, "no"), (ghana, "yes"), (togo, "no")):
        ClassificationFactory.create(member=member, scheme=Scheme.LDC, value=value)
    share = define("q_own", "q_all", scale=100)

    compute()

    least = result(share, Split.LDC, "yes")
    assert (least.value, least.no_value, coverage(least)) == (None, NoValue.NO_DATA, (1, 1, 0))
    others = result(share, Split.LDC, "no")
    assert (others.numerator, others.denominator, coverage(others)) == (30, 120, (2, 2, 1))
    assert not Result.objects.filter(does_not_add_up=True).exists()


def test_a_fixed_year_is_paired_with_this_one(
    define: Define,
    compute: Compute,
    incomes: None,
    plan: Plan,
    activity: Activity,
    own_income: Question,
    kenya: Member,
    ghana: Member,
    devt_officer: User,
) -> None:
    before = RoundFactory.create(plan=plan, year=2011)
    answer(accepted(before, ghana, activity), own_income, 400)
    growth = define("q_own", "q_own__in_2011")

    compute()

    assert parts(growth) == (500, 400, Decimal("1.25"))
    found = lineage(result(growth), devt_officer)
    assert adds_up(found)
    [(member, lacks)] = [(one.member, one.lacks) for one in found.strands[0].contributions if one.lacks]
    assert (member, lacks) == (kenya, (Reference("q_own", year=2011),))


def test_a_year_that_was_not_asked_gives_no_value(define: Define, compute: Compute, incomes: None) -> None:
    growth = define("q_own", "q_own__in_2011")

    compute()

    assert result(growth).value is None


@pytest.fixture
def by_sex(
    reporting_round: Round, activity: Activity, kenya: Member, ghana: Member, togo: Member
) -> tuple[Question, Question]:
    """Kenya divides both figures, Ghana only one of them, Togo gives men of one figure only."""
    asked = QuestionFactory.create(activity=activity, code="q_asked", by_sex=True)
    applied = QuestionFactory.create(activity=activity, code="q_applied", by_sex=True)
    section = accepted(reporting_round, kenya, activity)
    for question, women, men in ((asked, 10, 20), (applied, 4, 5)):
        answer(section, question, women, part="female")
        answer(section, question, men, part="male")
    section = accepted(reporting_round, ghana, activity)
    answer(section, asked, 8)
    answer(section, applied, 1, part="female")
    answer(section, applied, 2, part="male")
    section = accepted(reporting_round, togo, activity)
    answer(section, asked, 6, part="male")
    answer(section, asked, 1, part="female")
    return asked, applied


def test_women_and_men_are_paired_and_add_up(
    define: Define,
    compute: Compute,
    by_sex: object,
    devt_officer: User,
    kenya: Member,
    ghana: Member,
    togo: Member,
) -> None:
    share = define("q_applied", "q_asked", scale=100)

    compute()

    groups = ExactResult.objects.filter(version=share, split=Split.SEX).order_by("group")
    assert [(one.group, one.numerator, one.denominator) for one in groups] == [
        ("female", 4, 10),
        ("male", 5, 20),
        ("unknown", 3, 8),
    ]
    assert parts(share)[:2] == (12, 38)
    assert {coverage(found) for found in groups} == {(3, 3, 1)}
    assert not Result.objects.filter(does_not_add_up=True).exists()
    assert all(adds_up(lineage(found, devt_officer)) for found in ExactResult.objects.filter(version=share))
    strands = {found.reference.measure: found for found in lineage(groups[0], devt_officer).strands}
    listed = [(one.member, one.value, one.left_out) for one in strands["q_applied"].contributions]
    assert listed == [(ghana, None, 1), (kenya, 4, None)]
    listed = [(one.member, one.value, one.left_out) for one in strands["q_asked"].contributions]
    assert listed == [(kenya, 10, None), (togo, None, 1)]


@pytest.mark.parametrize(
    "formula",
    [
        ("q_own", "q_all"),
        ("q_own + p_roles", "q_all"),
        ("q_own", "q_all__members"),
        ("q_all__members", "q_own"),
        ("q_own", "q_own__members"),
        ("q_own", "q_own + q_all"),
    ],
)
def test_what_is_counted_adds_up_in_every_group(
    define: Define,
    compute: Compute,
    incomes: None,
    devt_officer: User,
    ghana: Member,
    formula: tuple[str, str],
) -> None:
    ClassificationFactory.create(member=ghana, scheme=Scheme.LDC, value="yes")
    statistic(ghana, 7)
    define(*formula)

    compute()

    results = ExactResult.objects.all()
    assert len(results) > 6
    assert all(adds_up(lineage(found, devt_officer)) for found in results)


def test_who_is_left_out_is_listed_with_the_reason(
    define: Define, compute: Compute, incomes: None, devt_officer: User
) -> None:
    share = define("q_own", "q_all")
    compute()

    found = lineage(result(share), devt_officer)

    words = {
        str(row.member.country): [
            cell.given.value if cell.given and cell.given.value is not None else cell.why_missing
            for cell in row.cells
        ]
        for row in member_rows(found)
    }
    assert words == {
        "Ghana": ["left out: gave no value for “Income in all”", "withheld"],
        "Kenya": [30, 120],
        "Togo": ["not reported", "left out: gave no value for “Own income”"],
    }


def test_the_file_says_what_was_left_out(
    define: Define, compute: Compute, incomes: None, devt_officer: User
) -> None:
    share = define("q_own", "q_all")
    compute()

    lines = [
        dict(zip(LINEAGE_COLUMNS, line, strict=True))
        for line in lineage_lines(lineage(result(share), devt_officer), ALL_FINAL)
    ]

    told = ("measure", "country", "value", "left_out_value", "why_missing", "reason")
    assert [tuple(line[name] for name in told) for line in lines] == [
        ("q_own", "Ghana", None, 500, "left_out", "gave no q_all"),
        ("q_own", "Kenya", 30, None, "", ""),
        ("q_all", "Ghana", None, None, "withheld", "Confidential"),
        ("q_all", "Kenya", 120, None, "", ""),
        ("q_all", "Togo", None, 80, "left_out", "gave no q_own"),
    ]


def test_a_member_is_told_of_others_that_are_counted(
    define: Define, compute: Compute, incomes: None, nsb_viewer: User, kenya: Member
) -> None:
    share = define("q_own", "q_all")
    compute()

    strands = lineage(result(share), nsb_viewer).strands

    assert [[one.member for one in strand.contributions] for strand in strands] == [[kenya], [kenya]]
    assert [strand.hidden for strand in strands] == [0, 0]


def test_a_member_s_own_ratio_needs_both_parts(
    define: Define, compute: Compute, incomes: None, kenya: Member, ghana: Member
) -> None:
    share = define("q_own", "q_all", scale=100)

    compute()

    assert member_value(share, kenya) == 25
    assert member_value(share, ghana) is None


def test_the_page_explains_who_counts(
    client: Client, define: Define, compute: Compute, incomes: None, devt_officer: User
) -> None:
    indicator = define("q_own", "q_all").indicator
    compute()
    client.force_login(devt_officer)

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert "Who gave only a part of the ratio is left out of it." in page
    assert "2 members are listed and left out of the figure" in page
    assert "left out: gave no value for “Income in all”" in page


@pytest.mark.parametrize("ratios", [1, 3])
def test_queries_do_not_grow_with_ratios(
    define: Define,
    plan: Plan,
    activity: Activity,
    reporting_round: Round,
    by_sex: object,
    ratios: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(ratios):
        define("q_applied", f"q_asked + {number}")
    definitions = definitions_of(plan, [2013])

    with django_assert_num_queries(6):
        amounts_of(plan, definitions)
