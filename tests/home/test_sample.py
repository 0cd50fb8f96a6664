"""Sample data: complete, marked, repeatable, and for demonstrations only."""

from decimal import Decimal
from string import ascii_uppercase

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from actionplan.home.management.commands.load_sample import PRESENT
from actionplan.home.sample.people import has_left
from actionplan.home.sample.reports import SHARE_EXEMPT
from actionplan.home.sample.values import chance
from activities.reporting.burden import burden_of
from activities.reporting.canonical import canonical_content, sha256
from activities.reporting.enums import ReportState
from activities.reporting.models import Answer, Report, Round, RoundAct, Section, Transition, Version
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.services.answers import save_section
from activities.reporting.services.rest import rate_rest
from indicators.models import Stale, Target
from kernel.registers.declaration import REGISTERS
from kernel.registers.services import PROTECTED
from members.committees.models import Committee
from members.enums import RoleName
from members.models import Member, User
from tests.factories.members import DevelopingMemberFactory, MemberFactory, RoleFactory
from tests.factories.reporting import ReportFactory

NOT_RELEVANT = (4, 5, 6)
"""Steps of outputs that a small member calls so; in the others it has begun one thing."""
CODES = [f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase]


@pytest.fixture
def plan_and_members(kenya: Member, ghana: Member) -> None:
    DevelopingMemberFactory.create_batch(5)
    DevelopingMemberFactory.create(iso2=next(code for code in CODES if has_left(code)))
    for command in ("load_plan", "load_questions", "load_indicators"):
        call_command(command, "--yes", verbosity=0)


@pytest.mark.django_db
def test_a_demonstration_gets_reports_of_every_year(plan_and_members: None, settings: LazySettings) -> None:
    settings.DEMO = True
    freed = DevelopingMemberFactory.create(iso2=free_in_2012())

    call_command("load_sample", verbosity=0)

    reports = Report.objects.all()
    assert reports.count() == 5 * 9
    assert not reports.filter(is_sample=False).exists()
    assert not Target.objects.filter(is_sample=False).exists()
    assert reports.get(member__iso2="KE", round__year=2015).state == ReportState.DRAFT
    assert reports.get(member__iso2="GH", round__year=2015).state == ReportState.OPEN
    assert set(Stale.objects.values_list("year", flat=True)) >= {2011, 2012, 2013, 2014, 2015}
    acts = [
        (round_.year, [act.action for act in round_.acts.exclude(action="exempted")])
        for round_ in Round.objects.order_by("year")
    ]
    assert acts == [*((year, ["opened", "closed"]) for year in range(2011, 2015)), (2015, ["opened"])]
    assert RoundAct.objects.filter(
        round__year=2012, action="exempted", details={"members": [freed.iso2]}
    ).exists()
    assert_signed_as_held(reports.get(member__iso2="KE", round__year=2013))
    assert_women_and_men_add_up()
    assert_who_began_can_be_reached()
    assert_the_form_asks_no_more_than_it_may()
    before = Answer.objects.count(), User.objects.count(), Target.objects.count()
    call_command("load_sample", verbosity=0)
    assert (Answer.objects.count(), User.objects.count(), Target.objects.count()) == before


KEPT_BY_OTHERS = {"positions", "contest-entries"}
"""Registers that a demonstration fills with real records alone."""


@pytest.mark.django_db
def test_every_register_has_sample_records_that_keep_its_rules(
    plan_and_members: None, settings: LazySettings
) -> None:
    settings.DEMO = True
    MemberFactory.create(iso2="SE", country="Sweden")
    Committee.objects.create(reference="ISO/TC 34", kind="TC", title="Food products")

    call_command("load_sample", verbosity=0)

    for key in REGISTERS.keys() - KEPT_BY_OTHERS:
        records = list(REGISTERS[key].records)
        assert records, key
        for record in records:
            assert record.is_sample, record
            record.full_clean(exclude=PROTECTED)


def free_in_2012() -> str:
    """The code of a member that is not there yet, and that the demonstration frees from reporting in 2012."""
    taken = set(Member.objects.values_list("iso2", flat=True))
    free = (code for code in CODES if chance(code, 2012, "exempt") < SHARE_EXEMPT)
    return next(code for code in free if code not in taken)


def assert_signed_as_held(report: Report) -> None:
    assert report.state == ReportState.ACCEPTED
    assert report.versions.get().sha256 == sha256(canonical_content(report))
    assert report.versions.get().receipt == "APDC-2011-2015/2013/KE/1"


def assert_the_form_asks_no_more_than_it_may() -> None:
    """Of members that take part in everything, and of one for which most is not relevant."""
    burdens = [burden_of(layout_of(report)) for report in Report.objects.filter(round__year=2015)]
    assert max(burden.shown for burden in burdens) in range(70, 121)
    assert max(burden.required for burden in burdens) in range(40, 51)
    assert max(burden.minutes for burden in burdens) < 120
    small = ReportFactory.create(round=Round.objects.get(year=2015), member=DevelopingMemberFactory.create())
    officer = RoleFactory.create(name=RoleName.NSB_OFFICER, member=small.member).user
    data = SectionData(rating="on_track", changed="Two experts of ours are heard.")
    save_section(report=small, key="1.2", data=data, expected_version=0, by=officer)
    for number in range(2, 8):
        step = layout_of(small).steps[number - 1]
        rating, why = ("not_relevant", "We have no staff.") if number in NOT_RELEVANT else ("not_started", "")
        rate_rest(report=small, step=step, rating=rating, why=why, by=officer)
    burden = burden_of(layout_of(small))
    assert burden.required in range(10, 26)
    assert burden.least_minutes < 15


def assert_women_and_men_add_up() -> None:
    parts: dict[tuple[int, int], dict[str, Decimal | None]] = {}
    for answer in Answer.objects.filter(question__split_by="sex", number__isnull=False):
        parts.setdefault((answer.section_id, answer.question_id), {})[answer.part] = answer.number
    assert len(parts) > 100
    assert [each for each in parts.values() if each[""] != each["female"] + each["male"]] == []


def assert_who_began_can_be_reached() -> None:
    present = Report.objects.filter(round__year=2015)
    begun = present.exclude(state__in=[ReportState.OPEN, ReportState.EXEMPT])
    silent = [report for report in begun if not writers_of(report)]
    lost = {report.member.iso2: report.state for report in present if not writers_of(report)}
    saved = Section.objects.filter(report__in=begun)
    signed = Version.objects.filter(report__in=begun)
    transitions = Transition.objects.filter(report__in=begun, target__in=["draft", "submitted"])
    wrote = [
        *((section.saved_by, section.report) for section in saved),
        *((version.submitted_by, version.report) for version in signed),
        *((move.by, move.report) for move in transitions),
    ]

    assert silent == []
    assert lost == {report.member.iso2: ReportState.OPEN for report in present if is_lost(report.member)}
    assert lost != {}
    assert len(wrote) >= 10
    assert [person for person, report in wrote if not person or not person.signs_for(report.member_id)] == []


def is_lost(member: Member) -> bool:
    return has_left(member.iso2) and member.iso2 not in PRESENT


def writers_of(report: Report) -> list[User]:
    return [user for user in User.objects.filter(is_active=True) if user.writes_for(report.member_id)]


def test_a_handful_of_officers_have_left() -> None:
    assert 0.02 < sum(map(has_left, CODES)) / len(CODES) < 0.08


@pytest.mark.django_db
def test_production_refuses_samples(plan_and_members: None, settings: LazySettings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="demonstration only"):
        call_command("load_sample", verbosity=0)

    assert not Report.objects.exists()
    assert not User.objects.filter(is_sample=True).exists()
