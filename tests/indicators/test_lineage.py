"""The values behind a result: they add up to it exactly, and nobody sees more than they may."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from activities.academia.models import Students
from activities.events.enums import EventState
from activities.models import Activity
from activities.needs.enums import NeedState
from activities.partnerships.models import Commitment
from activities.reporting.models import Question, Round
from activities.skills.models import Delivery
from activities.support.models import Recommendation
from indicators.engine.definitions import define as read_definition
from indicators.engine.dimensions import profiles_on
from indicators.enums import Split
from indicators.models import ExactResult, Result
from indicators.selectors.lineage.measures import Lineage, MeasureLineage, lineage
from kernel.measures import MEASURES
from members.committees.models import Committee
from members.enums import Scheme
from members.models import Member, User
from members.participation.enums import CommitteeRole
from members.participation.models import Position
from outputs.models import Plan
from tests.factories.events import EventFactory, ParticipantFactory
from tests.factories.members import ClassificationFactory, DevelopingMemberFactory, MemberFactory
from tests.factories.needs import NeedFactory
from tests.factories.outputs import OutputFactory
from tests.factories.outreach import EntryFactory, ProgrammeFactory, PublicityFactory
from tests.factories.partnerships import ArrangementFactory
from tests.factories.registers import (
    AgreementFactory,
    BenefitFactory,
    BriefingFactory,
    CourseFactory,
    DecisionFactory,
    InstitutionFactory,
    PracticeFactory,
    SpendingFactory,
    StaffFactory,
)
from tests.factories.reporting import QuestionFactory
from tests.factories.resources import ResourceFactory, UseFactory
from tests.factories.skills import GapFactory, ProfileFactory, TrainerFactory
from tests.factories.sponsorships import SponsorshipFactory
from tests.factories.support import GrantFactory, MissionFactory
from tests.indicators.conftest import YEAR, Compute, Define, accepted, answer, member_value, result, statistic

SERIES = (
    "p_roles",
    "o_roles",
    "secretariats",
    "certificates_9001",
    "certificates_14001",
    "certificates_27001",
)
MORE_SERIES = ("p_roles_without_secretariats", "twinned_secretariats")


@pytest.fixture
def world(kenya: Member, ghana: Member) -> None:
    """Two developing members, one of them least developed, and another country, all with statistics."""
    ClassificationFactory.create(member=ghana, scheme=Scheme.LDC, value="yes")
    other = MemberFactory.create(country="Norway")
    for number, member in enumerate((kenya, ghana, other), start=1):
        for place, series in enumerate((*SERIES, *MORE_SERIES)):
            statistic(member, 10 * number + place, series=series)


@pytest.fixture
def records(plan: Plan, kenya: Member, ghana: Member) -> None:
    """One of each kind in the registers that count, for each of two members."""
    committee = Committee.objects.create(reference="ISO/TC 1", kind="TC", title="Steel")
    for number, member in enumerate((kenya, ghana), start=1):
        output = OutputFactory.create(plan=plan)
        state = NeedState.ANSWERED
        NeedFactory.create(plan=plan, output=output, member=member, named_on=str(YEAR), state=state)
        event = EventFactory.create(plan=plan, member=member, starts_on=str(YEAR), state=EventState.HELD)
        ParticipantFactory.create(event=event, member=member, present=True, completed=True)
        of_other_registers(plan, member)
        told = {"starts_on": str(YEAR), "state": "reported", "amount": 900}
        SponsorshipFactory.create(plan=plan, member=member, committee=committee, **told)
        for place, role in enumerate(CommitteeRole):
            code = f"PC-{YEAR}-{number}{place}"
            Position.objects.create(code=code, committee=committee, member=member, role=role, list_year=YEAR)


def of_other_registers(plan: Plan, member: Member) -> None:
    own = {"plan": plan, "member": member}
    day = dt.date(YEAR, 5, 2)
    twinning = ArrangementFactory.create(plan=plan, kind="twinning_chair", starts_on=str(YEAR))
    twinning.assisted.set([member])
    Commitment.objects.create(
        arrangement=twinning, title="A meeting", by=member, due_on=day, state="met", met_on=day
    )
    mission = MissionFactory.create(need="ND-2013-001", starts_on=str(YEAR), **own)
    Recommendation.objects.create(mission=mission, text="Write", state="done", said_on=day)
    GrantFactory.create(granted_on=str(YEAR), delivered_on=str(YEAR), in_use=True, trained=3, **own)
    resource = ResourceFactory.create(published_on=str(YEAR), **own)
    ResourceFactory.create(published_on="", **own)
    UseFactory.create(resource=resource, member=member, used_on=str(YEAR), rating=5, people=9)
    ProgrammeFactory.create(starts_on=str(YEAR), **own)
    PublicityFactory.create(publicised_on=str(YEAR), response="used", **own)
    EntryFactory.create(edition=YEAR, **own)
    of_fora_and_funds(plan, member)
    profile = ProfileFactory.create(plan=plan)
    GapFactory.create(named_on=str(YEAR), closed_on=str(YEAR), profile=profile, **own)
    trainer = TrainerFactory.create(joined_on=str(YEAR), **own)
    Delivery.objects.create(trainer=trainer, held_on=str(YEAR), what="A course", observed_by="DEVT")


def of_fora_and_funds(plan: Plan, member: Member) -> None:
    own = {"plan": plan, "member": member}
    day = dt.date(YEAR, 5, 2)
    told = {"event__starts_on": str(YEAR), "state": "done", "said_on": day}
    PracticeFactory.create(**own, **told)
    DecisionFactory.create(**own, **told)
    institution = InstitutionFactory.create(since=str(YEAR), **own)
    course = CourseFactory.create(plan=plan, institution=institution, is_accredited=True)
    Students.objects.create(course=course, year=YEAR, number=20, women=8)
    BriefingFactory.create(asked_on=day, given_on=day, text="Votes are counted.", **own)
    BenefitFactory.create(seen_on=str(YEAR), **own)
    BenefitFactory.create(seen_on=str(YEAR), is_reached=False, changed="", why_not="Too far.", **own)
    StaffFactory.create(whereabouts="here", uses_it=True, said_on=day, **own)
    AgreementFactory.create(starts_on=str(YEAR), amount=4000, **own)
    SpendingFactory.create(paid_on=str(YEAR), amount=300, **own)


@pytest.fixture
def reports(
    reporting_round: Round, activity: Activity, question: Question, kenya: Member, ghana: Member
) -> None:
    """Both members answer a question, and one that is split by sex, in accepted reports."""
    by_sex = QuestionFactory.create(activity=activity, code="q_experts", by_sex=True)
    for number, member in enumerate((kenya, ghana), start=1):
        section = accepted(reporting_round, member, activity)
        answer(section, question, number)
        answer(section, by_sex, 5 * number)
        if member == kenya:
            answer(section, by_sex, 2, part="female")
            answer(section, by_sex, 3, part="male")


def adds_up(found: Lineage) -> bool:
    """Whether the formula over the listed values gives the result's numerator and denominator."""
    version = found.result.version
    definition = read_definition(version, MEASURES.catalogue(version.indicator.plan))
    assert definition.numerator
    numerator = definition.numerator.evaluate(found.values)
    denominator = definition.denominator.evaluate(found.values) if definition.denominator else None
    listed = all(strand.total == total(strand) for strand in found.strands if not strand.hidden)
    return (numerator, denominator) == (found.result.numerator, found.result.denominator) and listed


def total(strand: MeasureLineage) -> Decimal:
    return sum((one.value for one in strand.contributions if one.value is not None), Decimal(0))


@pytest.mark.parametrize("measure", [measure.name for measure in MEASURES.declared.values()])
def test_every_official_measure_adds_up_in_every_group(
    client: Client,
    define: Define,
    compute: Compute,
    world: None,
    records: None,
    devt_officer: User,
    measure: str,
) -> None:
    """And its page and its file tell from where each value came."""
    indicator = define(measure).indicator

    compute()

    client.force_login(devt_officer)
    for page in (indicator.get_absolute_url(), f"{indicator.get_absolute_url()}values.csv"):
        assert client.get(page, {"year": "2013"}).status_code == 200

    results = ExactResult.objects.all()
    assert results
    assert all(adds_up(lineage(found, devt_officer)) for found in results)


@pytest.mark.parametrize(
    "formula",
    ["q_trained", "q_trained__members", "q_experts", "q_experts + q_trained", "q_trained + p_roles"],
)
def test_every_reported_measure_adds_up_in_every_group(
    define: Define, compute: Compute, world: None, reports: None, devt_officer: User, formula: str
) -> None:
    define(formula, "members")

    compute()

    assert all(adds_up(lineage(found, devt_officer)) for found in ExactResult.objects.all())


def test_women_men_and_unknown_are_listed_by_member(
    define: Define, compute: Compute, reports: None, devt_officer: User, kenya: Member, ghana: Member
) -> None:
    experts = define("q_experts")
    compute()

    def rows(group: str) -> list[tuple[Member, Decimal | None]]:
        [strand] = lineage(result(experts, Split.SEX, group), devt_officer).strands
        return [(one.member, one.value) for one in strand.contributions]

    assert rows("female") == [(kenya, 2)]
    assert rows("unknown") == [(ghana, 10)]


def test_a_baseline_s_values_are_listed_with_their_year(
    define: Define, compute: Compute, devt_officer: User, kenya: Member
) -> None:
    statistic(kenya, 3, series="secretariats", year=2010)
    statistic(kenya, 5, series="secretariats", imputed_share=Decimal("0.9"))
    more = define("secretariats - secretariats__in_2010")
    compute()

    strands = lineage(result(more), devt_officer).strands

    assert [(strand.year, strand.total) for strand in strands] == [(2013, 5), (2010, 3)]
    assert strands[0].contributions[0].is_imputed
    assert strands[0].contributions[0].source == "Yearbook"


def test_a_reported_value_tells_of_its_report(
    define: Define,
    compute: Compute,
    question: Question,
    reporting_round: Round,
    activity: Activity,
    kenya: Member,
    devco: User,
) -> None:
    section = accepted(reporting_round, kenya, activity, is_sample=True)
    answer(section, question, absence="not_available", reason="No records kept")
    trained = define("q_trained")
    compute()

    [strand] = lineage(result(trained), devco).strands

    [one] = strand.contributions
    assert (one.value, one.absence, one.reason, one.is_sample) == (
        None,
        "not_available",
        "No records kept",
        True,
    )
    assert one.report == section.report
    assert one.accepted_at == section.report.accepted_at
    assert strand.total is None


def test_a_member_sees_its_own_reported_value_and_others_as_a_count(
    define: Define, compute: Compute, world: None, reports: None, nsb_viewer: User, kenya: Member
) -> None:
    mixed = define("q_trained + p_roles")
    compute()

    strands = {strand.measure.name: strand for strand in lineage(result(mixed), nsb_viewer).strands}

    assert [one.member for one in strands["q_trained"].contributions] == [kenya]
    assert strands["q_trained"].hidden == 1
    assert len(strands["p_roles"].contributions) == 2
    assert strands["p_roles"].hidden == 0


def test_a_country_without_membership_is_marked(
    define: Define, compute: Compute, devt_officer: User, kenya: Member
) -> None:
    haiti = MemberFactory.create(country="Haiti")
    ClassificationFactory.create(member=haiti)
    statistic(haiti, 2)
    roles = define("p_roles")
    compute()

    [strand] = lineage(result(roles), devt_officer).strands

    assert [(one.member, one.is_member) for one in strand.contributions] == [(haiti, False)]


@pytest.mark.parametrize("members", [1, 3])
def test_queries_do_not_grow_with_members(
    define: Define,
    compute: Compute,
    question: Question,
    reporting_round: Round,
    activity: Activity,
    devt_officer: User,
    members: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for member in DevelopingMemberFactory.create_batch(members):
        answer(accepted(reporting_round, member, activity), question, 3)
        statistic(member, 7)
    mixed = define("q_trained + p_roles", "members")
    compute()
    found = Result.objects.select_related("version__indicator__plan").get(version=mixed, split=Split.TOTAL)

    with django_assert_num_queries(6):
        lineage(found, devt_officer)


def test_figures_of_one_member_come_from_its_values_alone(
    define: Define, compute: Compute, world: None, reports: None, kenya: Member, ghana: Member
) -> None:
    trained, share = define("q_trained"), define("p_roles", "p_roles_all", scale=100)

    compute()

    assert member_value(trained, kenya) == 1
    own = share.member_values.get(member=kenya, year=2013)
    assert (own.numerator, own.denominator) == (10, 30)


def test_groups_of_a_member(kenya: Member) -> None:
    groups = profiles_on(2013)[2013][kenya.pk].groups

    assert (groups[Split.UN_REGION], groups[Split.LDC], groups[Split.CATEGORY]) == (
        "africa",
        "unknown",
        "member_body",
    )
