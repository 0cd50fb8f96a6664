"""Rounds: opening, dates, extensions, reminders, and what is computed from dates."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.reporting.models import Extension, Report, Round, Version
from activities.reporting.selectors.dates import with_dates
from activities.reporting.selectors.rounds import Share, progress_of_round
from activities.reporting.services import rounds, workflow
from kernel.csv_files import harmless
from kernel.models import Email
from kernel.workflow import WorkflowError
from members.models import Member, User
from outputs.models import Plan
from tests.factories.members import DevelopingMemberFactory, MemberFactory, RoleFactory, UserFactory
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import QuestionFactory, ReportFactory, RoundFactory
from tests.reporting.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]


def at(month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2014, month, day, hour, tzinfo=dt.UTC)


def dated(report: Report, today: dt.date = TODAY) -> Report:
    return with_dates(Report.objects.all(), today=today).get(pk=report.pk)


def sign(report: Report, moment: dt.datetime, number: int = 1) -> Version:
    return Version.objects.create(
        report=report,
        number=number,
        receipt=f"{report.pk}/{number}",
        content={"sections": [], "nil": False},
        sha256="0" * 64,
        submitted_at=moment,
        submitted_by=UserFactory.create(),
    )


def address(round_: Round, name: str = "round") -> str:
    return reverse(f"reporting:{name}", args=[round_.plan.code, round_.year])


def planned_round() -> Round:
    """With a question on an activity, so that it can be opened."""
    plan = PlanFactory.create(code="P")
    QuestionFactory.create(activity__output__plan=plan)
    return RoundFactory.create(plan=plan, year=2013, unopened=True)


class TestOpening:
    @pytest.fixture
    def planned(self) -> Round:
        return planned_round()

    def test_each_developing_member_gets_a_report_and_its_people_a_mail(
        self, planned: Round, devt_officer: User, nsb_officer: User, nsb_editor: User, nsb_viewer: User
    ) -> None:
        MemberFactory.create()

        made = rounds.open_round(round_=planned, by=devt_officer)

        planned.refresh_from_db()
        assert [(report.member.iso2, report.state) for report in made] == [("KE", "open")]
        assert planned.opened_at == at(3, 19)
        assert sorted(Email.objects.values_list("to", "subject")) == [
            ("editor.ke@example.org", "Progress report 2013: please report by 31 March 2014"),
            ("officer.ke@example.org", "Progress report 2013: please report by 31 March 2014"),
        ]

    def test_opening_twice_does_no_harm(self, planned: Round, devt_officer: User, nsb_editor: User) -> None:
        rounds.open_round(round_=planned, by=devt_officer)
        DevelopingMemberFactory.create(iso2="TZ")

        assert rounds.open_round(round_=planned, by=devt_officer) == []
        assert (Report.objects.count(), Email.objects.count()) == (1, 1)

    def test_reports_created_in_bulk_leave_a_trace(
        self, planned: Round, devt_officer: User, nsb_editor: User
    ) -> None:
        (report,) = rounds.open_round(round_=planned, by=devt_officer)

        event = report.events.get()
        assert event.pgh_context.metadata == {"action": "reporting.open_round", "user": devt_officer.pk}

    @pytest.mark.parametrize("person", ["nsb_officer", "devco", "donor"])
    def test_only_devt_opens(self, planned: Round, person: str, request: pytest.FixtureRequest) -> None:
        with pytest.raises(PermissionDenied, match="Only DEVT runs a reporting round"):
            rounds.open_round(round_=planned, by=request.getfixturevalue(person))


class TestDates:
    def test_due_date_is_that_of_the_round(self, report: Report) -> None:
        found = dated(report)

        assert (found.due_on, found.is_overdue, found.is_late) == (dt.date(2014, 3, 31), False, False)

    def test_last_extension_goes_before_the_round(
        self, report: Report, round_2013: Round, kenya: Member, devt_officer: User
    ) -> None:
        for day in (10, 20):
            rounds.extend(
                round_=round_2013,
                member=kenya,
                due_on=dt.date(2014, 4, day),
                reason="Flood.",
                by=devt_officer,
            )

        assert dated(report).due_on == dt.date(2014, 4, 20)
        assert Extension.objects.count() == 2

    def test_return_does_not_shorten_an_extension(
        self, report: Report, round_2013: Round, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        with time_machine.travel(at(3, 10), tick=False):
            rounds.extend(
                round_=round_2013, member=kenya, due_on=dt.date(2014, 5, 31), reason="Flood.", by=devt_officer
            )
        workflow.submit(report=report, by=nsb_officer)
        workflow.start_review(report=report, by=devt_officer)

        with pytest.raises(WorkflowError, match="time until 31 May 2014 already: a return cannot shorten it"):
            workflow.return_report(report=report, by=devt_officer, due_on=dt.date(2014, 4, 5), reason="Mend.")
        workflow.return_report(report=report, by=devt_officer, due_on=dt.date(2014, 6, 5), reason="Mend.")

        found = dated(report)
        assert (found.due_on, found.first_due_on, found.times_returned) == (
            dt.date(2014, 6, 5),
            dt.date(2014, 5, 31),
            1,
        )

    def test_extension_after_a_return_goes_before_it(
        self, report: Report, round_2013: Round, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        workflow.submit(report=report, by=nsb_officer)
        workflow.start_review(report=report, by=devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=dt.date(2014, 4, 5), reason="Mend.")
        with time_machine.travel(at(4, 1), tick=False):
            rounds.extend(
                round_=round_2013, member=kenya, due_on=dt.date(2014, 4, 30), reason="Flood.", by=devt_officer
            )

        found = dated(report)

        assert (found.due_on, found.first_due_on) == (dt.date(2014, 4, 30), dt.date(2014, 3, 31))

    @pytest.mark.parametrize(
        ("today", "overdue"), [(dt.date(2014, 3, 31), False), (dt.date(2014, 4, 1), True)]
    )
    def test_overdue_the_day_after(self, report: Report, today: dt.date, overdue: bool) -> None:
        assert dated(report, today).is_overdue is overdue

    @pytest.mark.parametrize(("moment", "late"), [(at(3, 31, 21), False), (at(3, 31, 22), True)])
    def test_late_by_the_day_in_the_portals_zone(
        self,
        round_2013: Round,
        kenya: Member,
        moment: dt.datetime,
        late: bool,
    ) -> None:
        report = ReportFactory.create(round=round_2013, member=kenya, submitted=True)
        sign(report, moment)

        assert dated(report, dt.date(2014, 6, 1)).is_late is late

    def test_withdrawn_version_does_not_make_the_next_one_timely(
        self, round_2013: Round, kenya: Member
    ) -> None:
        report = ReportFactory.create(round=round_2013, member=kenya, submitted=True)
        sign(report, at(3, 1), 1)
        sign(report, at(4, 9), 2)

        assert dated(report).is_late is True

    def test_resubmission_after_the_due_date_stays_timely(self, round_2013: Round, kenya: Member) -> None:
        report = ReportFactory.create(round=round_2013, member=kenya, submitted=True)
        sign(report, at(3, 1), 1)
        report.returns.create(
            number=1,
            reason="Mend.",
            due_on=dt.date(2014, 4, 20),
            returned_at=at(3, 20),
            returned_by=UserFactory.create(),
        )
        sign(report, at(4, 15), 2)

        found = dated(report, dt.date(2014, 6, 1))

        assert (found.is_late, found.submitted_at, found.first_submitted_at) == (False, at(4, 15), at(3, 1))

    def test_extension_must_be_later_and_have_a_reason(
        self, report: Report, round_2013: Round, kenya: Member, devt_officer: User
    ) -> None:
        with pytest.raises(WorkflowError, match="after the one in force"):
            rounds.extend(
                round_=round_2013, member=kenya, due_on=dt.date(2014, 3, 31), reason="Flood.", by=devt_officer
            )
        with pytest.raises(WorkflowError, match="Give a reason"):
            rounds.extend(
                round_=round_2013, member=kenya, due_on=dt.date(2014, 4, 30), reason=" ", by=devt_officer
            )

    def test_extension_is_told_to_the_member(
        self, report: Report, round_2013: Round, kenya: Member, nsb_editor: User, devt_officer: User
    ) -> None:
        rounds.extend(
            round_=round_2013, member=kenya, due_on=dt.date(2014, 4, 30), reason="Flood.", by=devt_officer
        )

        mail = Email.objects.get()
        assert (mail.to, mail.subject) == (
            "editor.ke@example.org",
            "Progress report 2013: more time, until 30 April 2014",
        )
        assert "Flood." in mail.text


class TestPlanning:
    def test_create_and_move(self, devt_officer: User) -> None:
        plan: Plan = PlanFactory.create()
        dates = {
            "opens_on": dt.date(2013, 1, 6),
            "due_on": dt.date(2013, 3, 31),
            "closes_on": dt.date(2013, 6, 30),
        }
        round_ = rounds.create_round(plan=plan, year=2012, by=devt_officer, **dates)

        moved = rounds.change_dates(
            round_=round_, by=devt_officer, **(dates | {"due_on": dt.date(2013, 4, 15)})
        )

        assert (moved.year, moved.due_on, moved.is_opened) == (2012, dt.date(2013, 4, 15), False)

    def test_year_outside_the_plan_is_refused(self, devt_officer: User) -> None:
        with pytest.raises(WorkflowError, match="does not cover that year"):
            rounds.create_round(
                plan=PlanFactory.create(),
                year=2016,
                opens_on=dt.date(2017, 1, 6),
                due_on=dt.date(2017, 3, 31),
                closes_on=dt.date(2017, 6, 30),
                by=devt_officer,
            )


class TestReminders:
    def test_those_still_to_come_are_reminded(
        self, report: Report, round_2013: Round, nsb_editor: User, nsb_officer: User, devt_officer: User
    ) -> None:
        done = RoleFactory.create(nsb_officer=True).member
        ReportFactory.create(round=round_2013, member=done, submitted=True)

        result = rounds.remind(round_=round_2013, by=devt_officer, message="Please hurry.")

        assert result == (1, 2)
        mail = Email.objects.get(to="editor.ke@example.org")
        assert mail.subject == "Reminder: progress report 2013 is due on 31 March 2014"
        assert "Please hurry." in mail.text
        assert "Please hurry." in mail.html

    def test_overdue_says_so(
        self, report: Report, round_2013: Round, nsb_editor: User, devt_officer: User
    ) -> None:
        with time_machine.travel(at(4, 9), tick=False):
            rounds.remind(round_=round_2013, by=devt_officer)

        assert Email.objects.get().subject == "Overdue: progress report 2013"


class TestStanding:
    def test_rates_are_shares_of_what_is_expected(self, round_2013: Round) -> None:
        for state in ("draft", "accepted", "in_review", "returned", "exempt"):
            ReportFactory.create(round=round_2013, **{state: True})
        for report, moment in zip(Report.objects.reported(), (at(3, 1), at(4, 9)), strict=True):
            sign(report, moment)

        standing = progress_of_round(round_2013, today=dt.date(2014, 5, 1))

        assert (standing.all, standing.expected, standing.to_come, standing.to_review) == (5, 4, 2, 1)
        assert (standing.reporting_rate, standing.timeliness) == (Share(2, 4), Share(1, 4))
        assert (standing.reporting_rate.percent, standing.overdue) == (50.0, 2)

    def test_what_is_not_due_is_not_late(self, round_2013: Round) -> None:
        for state in ("draft", "accepted", "exempt"):
            ReportFactory.create(round=round_2013, **{state: True})
        sign(Report.objects.reported().get(), at(3, 1))

        before, after = (progress_of_round(round_2013, today=dt.date(2014, month, 15)) for month in (3, 4))

        assert (before.timeliness, after.timeliness) == (Share(1, 1), Share(1, 2))

    def test_nothing_expected_gives_no_rate(self, round_2013: Round) -> None:
        assert progress_of_round(round_2013, today=TODAY).reporting_rate.percent is None


class TestPages:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_of_the_round_do_not_grow(
        self,
        client: Client,
        round_2013: Round,
        devt_officer: User,
        rows: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client.force_login(devt_officer)
        for state in ("draft", "submitted", "in_review", "returned"):
            for report in ReportFactory.create_batch(rows, round=round_2013, **{state: True}):
                sign(report, at(3, 10))
        client.get(address(round_2013))

        with django_assert_num_queries(23):
            page = client.get(address(round_2013))

        assert page.status_code == 200

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_of_the_queue_do_not_grow(
        self,
        client: Client,
        round_2013: Round,
        devt_officer: User,
        rows: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client.force_login(devt_officer)
        for report in ReportFactory.create_batch(rows, round=round_2013, submitted=True):
            sign(report, at(3, 10))
        client.get(address(round_2013, "queue"))

        with django_assert_num_queries(8):
            page = client.get(address(round_2013, "queue"))

        assert page.content.decode().count("submitted 9 days ago") == rows

    def test_cards_link_to_the_list_of_their_state(
        self, client: Client, report: Report, round_2013: Round, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        page = client.get(address(round_2013), {"state": "draft"})

        assert 'href="?state=returned#reports"' in page.content.decode()
        assert [row.report.pk for row in page.context["rows"]] == [report.pk]

    @pytest.mark.parametrize(
        ("filters", "countries"),
        [
            ({"q": "ken"}, ["Kenya"]),
            ({"region": "africa"}, ["Kenya"]),
            ({"region": "africa", "state": "accepted"}, []),
            ({"time": "overdue"}, ["Kenya"]),
            ({"time": "late"}, ["Zed"]),
            ({"time": "on_time"}, []),
            ({}, ["Kenya", "Zed"]),
        ],
    )
    def test_filters(
        self,
        client: Client,
        report: Report,
        round_2013: Round,
        devt_officer: User,
        filters: dict[str, str],
        countries: list[str],
    ) -> None:
        late = ReportFactory.create(round=round_2013, member__country="Zed", accepted=True)
        sign(late, at(4, 9))
        client.force_login(devt_officer)

        with time_machine.travel(at(5, 1), tick=False):
            client.force_login(devt_officer)
            page = client.get(address(round_2013), filters)

        assert [row.report.member.country for row in page.context["rows"]] == countries

    def test_csv_says_what_is_missing(
        self, client: Client, report: Report, round_2013: Round, devt_officer: User
    ) -> None:
        Member.objects.update(acronym="=1+1")
        client.force_login(devt_officer)

        answer = client.get(address(round_2013, "progress_file"))

        (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert row == {
            "country_code": "KE",
            "country": "Kenya",
            "acronym": "'=1+1",
            "region": "Africa",
            "state": "Draft",
            "due_on": "2014-03-31",
            "submitted_on": "",
            "submitted_on_missing": "not submitted",
            "days_overdue": "",
            "days_late": "",
            "times_returned": "0",
            "accepted_on": "",
            "accepted_on_missing": "not accepted",
            "required_answered": "",
            "required_asked": "",
            "required_missing": "nothing required",
            "nil_return": "no",
            "exempt_reason": "",
            "sample_data": "no",
        }

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t1", "\r1"])
    def test_formulas_are_disarmed(self, text: str) -> None:
        assert harmless(text) == f"'{text}"

    def test_numbers_stay_numbers(self) -> None:
        assert harmless(-1) == -1

    def test_new_round_by_form(self, client: Client, devt_officer: User) -> None:
        plan = PlanFactory.create(code="P")
        client.force_login(devt_officer)
        dates = {"opens_on": "2012-01-09", "due_on": "2012-03-31", "closes_on": "2012-06-30"}

        answer = client.post(reverse("reporting:new_round", args=["P"]), {"year": "2011", **dates})

        assert answer["Location"] == "/plans/P/rounds/2011/"
        assert plan.rounds.get().due_on == dt.date(2012, 3, 31)

    def test_dates_out_of_order_are_refused_in_words(
        self, client: Client, round_2013: Round, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)
        dates = {"opens_on": "2014-01-06", "due_on": "2013-12-31", "closes_on": "2014-06-30"}

        page = client.post(address(round_2013, "change_dates"), dates)

        assert "A round opens, falls due and closes, in this order." in page.content.decode()

    def test_open_extend_and_remind_by_form(
        self, client: Client, devt_officer: User, nsb_editor: User
    ) -> None:
        round_ = planned_round()
        client.force_login(devt_officer)
        kenya = Member.objects.get(iso2="KE")

        assert "1 member gets its report" in client.get(address(round_, "open_round")).content.decode()
        client.post(address(round_, "open_round"))
        client.post(
            address(round_, "extend"), {"member": "KE", "due_on": "2014-04-20", "reason": "Network down."}
        )
        confirmation = client.get(address(round_, "remind")).content.decode()
        client.post(address(round_, "remind"), {"members": [kenya.pk], "message": "Please."})

        assert "KEBS · Kenya: Not started, due 20 April 2014, midnight in Geneva" in confirmation
        assert list(Email.objects.order_by("pk").values_list("subject", flat=True)) == [
            "Progress report 2013: please report by 31 March 2014",
            "Progress report 2013: more time, until 20 April 2014",
            "Reminder: progress report 2013 is due on 20 April 2014",
        ]

    @pytest.mark.parametrize(
        "name", ["round", "queue", "progress_file", "change_dates", "open_round", "extend", "remind"]
    )
    @pytest.mark.parametrize("person", ["nsb_officer", "nsb_viewer", "other_nsb_editor", "devco", "donor"])
    def test_others_are_refused_in_words(
        self, client: Client, round_2013: Round, name: str, person: str, request: pytest.FixtureRequest
    ) -> None:
        client.force_login(request.getfixturevalue(person))

        answer = client.get(address(round_2013, name))

        assert answer.status_code == 403
        assert "Only DEVT" in answer.content.decode()

    def test_current_round_is_the_last_opened(
        self, client: Client, round_2013: Round, devt_officer: User
    ) -> None:
        RoundFactory.create(plan=round_2013.plan, year=2014, unopened=True)
        client.force_login(devt_officer)

        assert client.get("/rounds/")["Location"] == "/plans/APDC-2011-2015/rounds/2013/"
