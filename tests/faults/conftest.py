"""One portal for all tests of faults: what a test breaks has come back by itself when it ends."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from activities.reporting.models import Report
from kernel.models import Place
from members.models import Role, User
from tests.factories.indicators import IndicatorVersionFactory
from tests.factories.members import DevelopingMemberFactory, RegionFactory, RoleFactory
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory
from tests.faults.mail_server import mail_server
from tests.faults.portal import Person, Portal, dump, session_of
from tests.reporting.making import activity_of, number, question_of, said, save


@dataclass(frozen=True)
class Scene:
    """Who and what is there before anything goes away."""

    portal: Portal
    sessions: dict[str, str]
    reports: dict[str, int]

    def person(self, name: str) -> Person:
        return Person(self.portal.where.url, self.sessions.get(name, ""))


@pytest.fixture(scope="package")
def scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("faults")
    with django_db_blocker.unblock():
        sessions, reports = make_people_and_reports()
        Place.objects.all().delete()  # the portal's database begins here, as no copy of another
        dump(folder / "dump")
        call_command("flush", verbosity=0, interactive=False)
    with mail_server() as mail:
        portal = Portal(folder / "services", folder / "dump", mail)
        try:
            portal.wait_until_well()
            yield Scene(portal, sessions, reports)
        finally:
            portal.stop()


def make_people_and_reports() -> tuple[dict[str, str], dict[str, int]]:
    """Six members with complete drafts of one round, an officer each, and DEVT.

    Each says how many it trained, the first one, the second two: what is accepted changes a figure.
    """
    region = RegionFactory.create()
    round_ = RoundFactory.create(
        plan=PlanFactory.create(code="APDC-2011-2015"),
        year=2013,
        due_on=dt.date(2099, 3, 31),
        closes_on=dt.date(2099, 6, 30),
    )
    devt: User = RoleFactory.create(devt_officer=True, user__email="devt@example.org").user
    sessions, reports = {"devt": session_of(devt)}, {}
    for iso2 in ("GH", "KE", "RW", "SN", "UG", "ZM"):
        member = DevelopingMemberFactory.create(iso2=iso2, region=region)
        officer = RoleFactory.create(
            nsb_officer=True, member=member, user__email=f"officer.{iso2.lower()}@example.org"
        ).user
        report = ReportFactory.create(round=round_, member=member, draft=True)
        sessions[iso2], reports[iso2] = session_of(officer), report.pk
    trained = question_of(activity_of(report), "trained")
    officers = Role.objects.filter(name="nsb_officer").order_by("pk")
    for trained_persons, (pk, role) in enumerate(zip(reports.values(), officers, strict=True), start=1):
        report = Report.objects.get(pk=pk)
        save(report, "1.2", said(number(trained.code, trained_persons)), role.user)
    IndicatorVersionFactory.create(
        indicator__of_purpose=True, indicator__plan=round_.plan, numerator=trained.code
    )
    return sessions, reports
