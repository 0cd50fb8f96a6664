"""What indicators come to: values, groups, coverage, and the reasons why there is no value."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.models import Activity
from activities.reporting.models import Question, Round
from indicators.enums import NoValue, Split
from indicators.models import ExactResult, Result
from members.enums import Category, Scheme
from members.models import Member
from tests.factories.members import ClassificationFactory, MemberFactory, MembershipFactory
from tests.factories.reporting import QuestionFactory, ReportFactory
from tests.indicators.conftest import Compute, Define, accepted, answer, coverage, result, statistic

BASELINE = dt.date(2010, 12, 31)


def in_class(member: Member, scheme: Scheme, value: str = "yes") -> None:
    ClassificationFactory.create(member=member, scheme=scheme, value=value)


def test_members_are_counted_by_category(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    ghana.memberships.update(category=Category.CORRESPONDENT)
    share = define("member_bodies", "members", scale=100)

    compute()

    found = result(share)
    assert (found.numerator, found.denominator, found.value) == (1, 2, 50)
    assert coverage(found) == (2, 2, 2)
    assert result(share, Split.CATEGORY, "correspondent").value == 0


def test_only_those_who_are_developing_members_on_the_last_day_count(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    ghana.memberships.update(valid_to=dt.date(2013, 12, 30))
    members = define("members")

    compute(2012, 2013)

    assert result(members, year=2012).value == 2
    assert result(members).value == 1


def test_statistics_are_summed_and_a_missing_row_is_not_reported(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    statistic(kenya, 7, imputed_share=Decimal("0.6"))
    roles = define("p_roles")

    compute()

    found = result(roles)
    assert found.value == 7
    assert coverage(found) == (2, 1, 1)
    assert found.imputed == 1
    assert not found.has_sample


def test_what_nobody_reported_has_no_value(define: Define, compute: Compute, kenya: Member) -> None:
    roles = define("p_roles")

    compute()

    found = result(roles)
    assert (found.value, found.numerator, found.no_value) == (None, None, NoValue.NO_DATA)
    assert coverage(found) == (1, 0, 0)


def test_a_group_with_no_member_reporting_has_no_value(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    in_class(kenya, Scheme.LDC, "no")
    in_class(ghana, Scheme.LDC)
    statistic(kenya, 7)
    roles = define("p_roles")

    compute()

    ldc = result(roles, Split.LDC, "yes")
    assert (ldc.value, ldc.no_value) == (None, NoValue.NO_DATA)
    assert coverage(ldc) == (1, 0, 0)
    assert result(roles, Split.LDC, "no").value == 7


def test_zero_is_a_value(define: Define, compute: Compute, kenya: Member) -> None:
    statistic(kenya, 0)
    roles = define("p_roles")

    compute()

    assert result(roles).value == 0


def test_a_denominator_of_zero_gives_no_value(define: Define, compute: Compute, kenya: Member) -> None:
    statistic(kenya, 0)
    statistic(kenya, 3, series="o_roles")
    share = define("o_roles", "p_roles")

    compute()

    found = result(share)
    assert (found.value, found.numerator, found.denominator) == (None, 3, 0)
    assert found.no_value == NoValue.ZERO_DENOMINATOR


def test_a_denominator_of_zero_inside_a_formula_gives_no_value(
    define: Define, compute: Compute, kenya: Member
) -> None:
    statistic(kenya, 0)
    share = define("1 / p_roles")

    compute()

    assert result(share).no_value == NoValue.ZERO_DENOMINATOR


def test_those_of_whom_a_split_knows_nothing_are_a_group(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    in_class(kenya, Scheme.INCOME, "Low income")
    statistic(kenya, 7)
    statistic(ghana, 5)
    roles = define("p_roles")

    compute()

    groups = {one.group: one.value for one in ExactResult.objects.filter(split=Split.INCOME_GROUP)}
    assert groups == {"low-income": 7, "unknown": 5}
    assert result(roles).value == 12
    assert not Result.objects.filter(does_not_add_up=True).exists()


def test_the_whole_of_the_world_is_the_same_in_every_group(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    germany = MemberFactory.create(iso2="DE")
    MembershipFactory.create(member=germany)
    in_class(kenya, Scheme.LDC, "no")
    in_class(ghana, Scheme.LDC)
    statistic(kenya, 6, imputed_share=Decimal(1))
    statistic(ghana, 4)
    statistic(germany, 90)
    share = define("p_roles", "p_roles_all", scale=100)

    compute()

    assert (result(share).numerator, result(share).denominator, result(share).value) == (10, 100, 10)
    ldc = result(share, Split.LDC, "yes")
    assert (ldc.value, coverage(ldc), ldc.imputed) == (4, (1, 1, 1), 0)
    assert result(share).imputed == 1
    assert not Result.objects.filter(does_not_add_up=True).exists()


def test_members_with_a_role_are_counted(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    statistic(kenya, 7)
    statistic(ghana, 0)
    share = define("members_with_p_role", "members", scale=100)

    compute()

    assert (result(share).numerator, result(share).denominator, result(share).value) == (1, 2, 50)


def test_a_fixed_year_is_the_baseline(define: Define, compute: Compute, kenya: Member) -> None:
    statistic(kenya, 3, series="secretariats", year=2010)
    statistic(kenya, 5, series="secretariats")
    more = define("secretariats - secretariats__in_2010")

    compute(2010, 2013)

    assert result(more).value == 2
    assert result(more, year=2010).value == 0


def test_a_missing_baseline_says_so(define: Define, compute: Compute, kenya: Member) -> None:
    statistic(kenya, 5, series="secretariats")
    more = define("secretariats - secretariats__in_2010")

    compute()

    assert result(more).no_value == NoValue.NO_BASELINE


def test_certificates_of_several_standards_are_added_per_member(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    statistic(kenya, 100, series="certificates_9001")
    statistic(kenya, 20, series="certificates_14001")
    statistic(ghana, 3, series="certificates_27001")
    certificates = define("certificates")

    compute()

    assert result(certificates).value == 123
    assert coverage(result(certificates)) == (2, 2, 0)
    assert (result(certificates).given_in_part, result(certificates).at_least) == (2, True)


def test_an_indicator_without_formula_waits(define: Define, compute: Compute, kenya: Member) -> None:
    waiting = define("")

    compute()

    found = Result.objects.get(version=waiting)
    assert (found.split, found.value, found.no_value) == (Split.TOTAL, None, NoValue.NOT_COMPUTABLE_YET)


def test_a_formula_whose_measure_is_gone_waits_and_the_run_says_why(define: Define, compute: Compute) -> None:
    broken = define("q_gone", code="O9-9")

    run = compute()

    assert result(broken).no_value == NoValue.NOT_COMPUTABLE_YET
    assert run.error == "O9-9: Unknown measure “q_gone” at position 1."


def test_an_indicator_outside_its_years_has_no_result(define: Define, compute: Compute) -> None:
    later = define("members", valid_from_year=2014)

    compute()

    assert not Result.objects.filter(version=later).exists()


@pytest.fixture
def third(africa: object) -> Member:
    member = MemberFactory.create(country="Togo", region=africa)
    MembershipFactory.create(member=member)
    ClassificationFactory.create(member=member)
    return member


def test_reported_figures_come_from_accepted_reports_only(
    define: Define,
    compute: Compute,
    question: Question,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
    ghana: Member,
    third: Member,
) -> None:
    answer(accepted(reporting_round, kenya, activity, is_sample=True), question, 4)
    answer(accepted(reporting_round, third, activity), question, absence="not_available", reason="No records")
    ReportFactory.create(round=reporting_round, member=ghana, submitted=True)
    ReportFactory.create(round=reporting_round, exempt=True)
    trained = define("q_trained")

    compute()

    found = result(trained)
    assert found.value == 4
    assert coverage(found) == (3, 3, 1)
    assert found.has_sample


def test_who_gave_a_value_is_counted(
    define: Define,
    compute: Compute,
    question: Question,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
    ghana: Member,
    third: Member,
) -> None:
    answer(accepted(reporting_round, kenya, activity), question, 4)
    answer(accepted(reporting_round, ghana, activity), question, 0)
    answer(accepted(reporting_round, third, activity), question, absence="withheld")
    mean = define("q_trained", "q_trained__members")

    compute()

    assert (result(mean).numerator, result(mean).denominator, result(mean).value) == (4, 2, 2)


def test_the_weakest_measure_says_how_well_a_figure_is_covered(
    define: Define,
    compute: Compute,
    question: Question,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
    ghana: Member,
) -> None:
    answer(accepted(reporting_round, kenya, activity), question, 4)
    statistic(kenya, 2)
    statistic(ghana, 3)
    ReportFactory.create(round=reporting_round, member=ghana)
    mixed = define("q_trained + p_roles")

    compute()

    assert result(mixed).value == 9
    assert coverage(result(mixed)) == (2, 1, 1)


def test_women_and_men_are_groups_and_add_up(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
    ghana: Member,
    third: Member,
) -> None:
    by_sex = QuestionFactory.create(activity=activity, code="q_experts", by_sex=True)
    section = accepted(reporting_round, kenya, activity)
    answer(section, by_sex, 9)
    answer(section, by_sex, 4, part="female")
    answer(section, by_sex, 5, part="male")
    answer(accepted(reporting_round, ghana, activity), by_sex, 6)
    parts_only = accepted(reporting_round, third, activity)
    answer(parts_only, by_sex, 1, part="female")
    answer(parts_only, by_sex, 2, part="male")
    experts = define("q_experts")

    compute()

    groups = {one.group: one.value for one in ExactResult.objects.filter(split=Split.SEX)}
    assert groups == {"female": 5, "male": 7, "unknown": 6}
    assert result(experts).value == 18
    assert coverage(result(experts, Split.SEX, "female")) == (3, 3, 2)
    assert not Result.objects.filter(does_not_add_up=True).exists()


def test_parts_that_do_not_add_up_are_flagged_not_corrected(
    define: Define, compute: Compute, reporting_round: Round, activity: Activity, kenya: Member
) -> None:
    reach = QuestionFactory.create(activity=activity, code="q_reach", by_target_group=True)
    section = accepted(reporting_round, kenya, activity)
    answer(section, reach, 9)
    answer(section, reach, 8, part="industry")
    answer(section, reach, 4, part="consumers")
    people = define("q_reach")

    compute()

    flagged = ExactResult.objects.filter(does_not_add_up=True).order_by("group")
    found = [(one.split, one.group, one.value) for one in flagged]
    assert found == [
        ("target_group", "consumers", 4),
        ("target_group", "industry", 8),
    ]
    assert result(people).value == 9


def test_a_total_is_missing_while_one_part_is(
    define: Define, compute: Compute, reporting_round: Round, activity: Activity, kenya: Member
) -> None:
    by_sex = QuestionFactory.create(activity=activity, code="q_experts", by_sex=True)
    section = accepted(reporting_round, kenya, activity)
    answer(section, by_sex, 4, part="female")
    answer(section, by_sex, part="male", absence="not_available")
    experts = define("q_experts")

    compute()

    assert result(experts).no_value == NoValue.NO_DATA
    assert result(experts, Split.SEX, "female").value == 4


def test_a_formula_is_split_as_far_as_all_its_measures_are(
    define: Define,
    compute: Compute,
    question: Question,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
) -> None:
    ReportFactory.create(round=reporting_round, member=kenya)
    by_sex = QuestionFactory.create(activity=activity, code="q_experts", by_sex=True)
    define(f"{question.code} + {by_sex.code}")

    compute()

    splits = set(Result.objects.values_list("split", flat=True))
    assert splits == {"total", "un_region", "ldc", "lldc", "sids", "income_group", "category"}


def test_values_of_countries_without_membership_stand_apart(
    define: Define, compute: Compute, kenya: Member
) -> None:
    haiti = MemberFactory.create(country="Haiti")
    ClassificationFactory.create(member=haiti)
    statistic(kenya, 7)
    statistic(haiti, 2)
    roles = define("p_roles")

    compute()

    assert (result(roles).value, result(roles).others) == (7, 1)
    assert coverage(result(roles)) == (1, 1, 1)
    assert not Result.objects.filter(split=Split.CATEGORY, group="unknown").exists()


def test_a_group_is_compared_with_the_same_countries_in_the_fixed_year(
    define: Define, compute: Compute, kenya: Member, ghana: Member
) -> None:
    in_class(kenya, Scheme.LDC, "no")
    in_class(ghana, Scheme.LDC)
    ghana.classifications.filter(scheme=Scheme.LDC).update(valid_to=BASELINE)
    ClassificationFactory.create(
        member=ghana, scheme=Scheme.LDC, value="no", valid_from=BASELINE + dt.timedelta(days=1)
    )
    for member, before, now in ((kenya, 1, 2), (ghana, 3, 5)):
        statistic(member, before, series="secretariats", year=2010)
        statistic(member, now, series="secretariats")
    more = define("secretariats - secretariats__in_2010", "members__in_2010")

    compute()

    found = result(more, Split.LDC, "no")
    assert (found.numerator, found.denominator) == (3, 2)
    assert not Result.objects.filter(does_not_add_up=True).exists()
