"""Sample data: complete, marked, repeatable, and for demonstrations only."""

from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from activities.reporting.enums import ReportState
from activities.reporting.models import Answer, Report
from activities.reporting.versions import canonical_content, sha256
from indicators.models import Stale, Target
from members.models import Member, User
from tests.factories.members import DevelopingMemberFactory


@pytest.fixture
def plan_and_members(kenya: Member, ghana: Member) -> None:
    DevelopingMemberFactory.create_batch(6)
    for command in ("load_plan", "load_questions", "load_indicators"):
        call_command(command, verbosity=0)


@pytest.mark.django_db
def test_a_demonstration_gets_reports_of_every_year(plan_and_members: None, settings: LazySettings) -> None:
    settings.DEMO = True

    call_command("load_sample", verbosity=0)

    reports = Report.objects.all()
    assert reports.count() == 5 * 8
    assert not reports.filter(is_sample=False).exists()
    assert not Target.objects.filter(is_sample=False).exists()
    assert reports.get(member__iso2="KE", round__year=2015).state == ReportState.DRAFT
    assert reports.get(member__iso2="GH", round__year=2015).state == ReportState.OPEN
    assert set(Stale.objects.values_list("year", flat=True)) >= {2011, 2012, 2013, 2014, 2015}
    assert_signed_as_held(reports.get(member__iso2="KE", round__year=2013))
    assert_women_and_men_add_up()
    before = Answer.objects.count(), User.objects.count(), Target.objects.count()
    call_command("load_sample", verbosity=0)
    assert (Answer.objects.count(), User.objects.count(), Target.objects.count()) == before


def assert_signed_as_held(report: Report) -> None:
    assert report.state == ReportState.ACCEPTED
    assert report.versions.get().sha256 == sha256(canonical_content(report))
    assert report.versions.get().receipt == "APDC-2011-2015/2013/KE/1"


def assert_women_and_men_add_up() -> None:
    parts: dict[tuple[int, int], dict[str, Decimal | None]] = {}
    for answer in Answer.objects.filter(question__split_by="sex", number__isnull=False):
        parts.setdefault((answer.section_id, answer.question_id), {})[answer.part] = answer.number
    assert len(parts) > 100
    assert [each for each in parts.values() if each[""] != each["female"] + each["male"]] == []


@pytest.mark.django_db
def test_production_refuses_samples(plan_and_members: None, settings: LazySettings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="demonstration only"):
        call_command("load_sample", verbosity=0)

    assert not Report.objects.exists()
    assert not User.objects.filter(is_sample=True).exists()
