"""What DEVT does with a round: check list, opening, adding members, dates, cancelling; what needs its eye."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.reporting.models import Report, Round
from activities.reporting.selectors.acts import acts_in_words, last_reminded
from activities.reporting.selectors.attention import attention
from activities.reporting.selectors.checklist import check_list
from activities.reporting.selectors.people import Reach, listed
from activities.reporting.selectors.round_reports import RoundReports
from activities.reporting.services import rounds, workflow
from activities.reporting.views.round_acts import reminded_words
from kernel.models import Email
from kernel.workflow import WorkflowError
from members.models import Member, User
from tests.factories.members import (
    DevelopingMemberFactory,
    InvitationFactory,
    MemberFactory,
    RoleFactory,
)
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import QuestionFactory, ReportFactory, RoundFactory, SectionFactory
from tests.reporting.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

DATES = {"opens_on": dt.date(2014, 1, 6), "due_on": dt.date(2014, 4, 15), "closes_on": dt.date(2014, 6, 30)}


def address(round_: Round, name: str = "round") -> str:
    return reverse(f"reporting:{name}", args=[round_.plan.code, round_.year])


def posted(dates: dict[str, dt.date], **more: str) -> dict[str, str]:
    return {name: day.isoformat() for name, day in dates.items()} | more


@pytest.fixture
def planned(nsb_editor: User) -> Round:
    """Everything that it takes to open it."""
    plan = PlanFactory.create(code="P")
    QuestionFactory.create(activity__output__plan=plan)
    return RoundFactory.create(plan=plan, year=2013, unopened=True)


class TestCheckList:
    def kinds(self, round_: Round) -> list[str]:
        return [check.kind for check in check_list(round_, today=TODAY).checks]

    def test_all_in_order(self, planned: Round, nsb_editor: User) -> None:
        found = check_list(planned, today=TODAY)

        assert [check.text for check in found.checks] == [
            "1 question is asked.",
            "1 activity is reported on.",
            "1 member is expected to report: the developing countries that were members on 31 December 2013.",
            "1 person gets an e-mail.",
            "The dates are in order, and lie ahead.",
        ]
        assert found.checks[3].names == ["Esther Editor"]
        assert (found.can_open, found.reach) == (True, Reach([nsb_editor], []))

    def test_nothing_to_ask_and_nobody_to_ask(self, db: None) -> None:
        empty = RoundFactory.create(year=2013, unopened=True)

        found = check_list(empty, today=TODAY)

        assert [check.text for check in found.blocks] == [
            "No question is asked in 2013.",
            "The plan has no activity in 2013.",
            "No developing country was a member on 31 December 2013: nobody would be asked.",
        ]

    @pytest.mark.parametrize(("day", "verb"), [(dt.date(2013, 12, 31), "are"), (dt.date(2014, 1, 1), "were")])
    def test_a_year_that_has_not_ended(self, planned: Round, day: dt.date, verb: str) -> None:
        found = check_list(planned, today=day)

        assert found.checks[2].text == (
            "1 member is expected to report: the developing countries"
            f" that {verb} members on 31 December 2013."
        )

    @pytest.mark.parametrize(("day", "verb"), [(dt.date(2013, 12, 31), "is"), (dt.date(2014, 1, 1), "was")])
    def test_nobody_in_a_year_that_has_not_ended(self, db: None, day: dt.date, verb: str) -> None:
        empty = RoundFactory.create(year=2013, unopened=True)

        found = check_list(empty, today=day)

        assert found.blocks[2].text == (
            f"No developing country {verb} a member on 31 December 2013: nobody would be asked."
        )

    def test_says_when_it_is_planned_to_open(
        self, client: Client, planned: Round, round_2013: Round, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        before = client.get(address(planned)).content.decode()
        after = client.get(address(round_2013)).content.decode()

        assert (
            "Planned to open on 6 January 2014, until 30 June 2014, midnight in Geneva"
            " · due 31 March 2014, midnight in Geneva, in 12 days"
        ) in before
        assert "Open from" not in before
        assert "Open from 6 January 2014 until 30 June 2014" in after

    def test_members_without_people_are_named(self, planned: Round, ghana: Member) -> None:
        found = check_list(planned, today=TODAY)

        assert [check.kind for check in found.checks] == ["fine", "fine", "fine", "warns", "fine", "fine"]
        assert found.checks[3].names == ["GSA · Ghana"]

    def test_no_member_with_people(self, planned: Round, nsb_editor: User) -> None:
        nsb_editor.roles.all().delete()

        assert self.kinds(planned) == ["fine", "fine", "fine", "blocks", "fine"]

    @pytest.mark.parametrize(
        ("day", "kinds"),
        [
            (dt.date(2014, 1, 5), ["warns"]),
            (dt.date(2014, 3, 31), ["fine"]),
            (dt.date(2014, 4, 1), ["blocks"]),
            (dt.date(2014, 7, 1), ["blocks", "blocks"]),
        ],
    )
    def test_dates(self, planned: Round, day: dt.date, kinds: list[str]) -> None:
        found = check_list(planned, today=day)

        assert [check.kind for check in found.checks[4:]] == kinds

    def test_what_is_in_the_way_is_refused_and_shown(
        self, client: Client, planned: Round, devt_officer: User, nsb_editor: User
    ) -> None:
        nsb_editor.roles.all().delete()
        client.force_login(devt_officer)

        page = client.post(address(planned, "open_round")).content.decode()

        planned.refresh_from_db()
        assert not planned.is_opened
        assert page.count("nobody could report.") == 2
        assert "Open the round</button>" not in page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow(
        self,
        client: Client,
        planned: Round,
        devt_officer: User,
        rows: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        DevelopingMemberFactory.create_batch(rows)
        client.force_login(devt_officer)
        client.get(address(planned, "open_round"))

        with django_assert_num_queries(8):
            page = client.get(address(planned, "open_round"))

        assert f"{rows + 1} members are expected to report" in page.content.decode()


class TestAddingMembers:
    def test_who_is_expected_and_has_none(
        self, report: Report, round_2013: Round, ghana: Member, other_nsb_editor: User, devt_officer: User
    ) -> None:
        (added,) = rounds.add_members(round_=round_2013, members=[ghana, report.member], by=devt_officer)

        assert added.member == ghana
        assert Email.objects.get().to == "editor.gh@example.org"
        assert round_2013.acts.get().details == {"members": ["GH"]}

    def test_nobody_else(self, report: Report, round_2013: Round, devt_officer: User) -> None:
        with pytest.raises(WorkflowError, match="expected to report and has no report yet"):
            rounds.add_members(
                round_=round_2013, members=[MemberFactory.create(), report.member], by=devt_officer
            )

    def test_by_form(
        self, client: Client, report: Report, round_2013: Round, ghana: Member, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)
        page = client.get(address(round_2013, "add_members"), {"member": "GH"}).content.decode()

        answer = client.post(address(round_2013, "add_members"), {"members": [ghana.pk]}, follow=True)

        assert "These countries were developing members on 31 December 2013, and have no report." in page
        assert "GSA · Ghana (nobody there can be told)" in page
        assert "checked" in page
        assert "1 member has a report now. Nobody fills in or signs the report of GSA" in (
            answer.content.decode()
        )
        assert "Every expected member has its report." in (
            client.get(address(round_2013, "add_members")).content.decode()
        )

    def test_of_a_year_that_has_not_ended(
        self, client: Client, round_2013: Round, ghana: Member, devt_officer: User
    ) -> None:
        with time_machine.travel(dt.datetime(2013, 12, 31, 12, tzinfo=dt.UTC), tick=False):
            client.force_login(devt_officer)
            page = client.get(address(round_2013, "add_members")).content.decode()

        assert "These countries are developing members on 31 December 2013, and have no report." in page


class TestDates:
    def change(self, round_: Round, by: User, reason: str = "Floods.", **dates: dt.date) -> Round:
        return rounds.change_dates(round_=round_, by=by, reason=reason, **(DATES | dates))

    def test_a_planned_round_moves_without_a_word(self, planned: Round, devt_officer: User) -> None:
        moved = self.change(planned, devt_officer, reason="")

        assert moved.due_on == dt.date(2014, 4, 15)
        assert not Email.objects.exists()

    def test_those_concerned_are_told_and_it_stands_in_the_trail(
        self, report: Report, round_2013: Round, nsb_editor: User, devt_officer: User
    ) -> None:
        ReportFactory.create(
            round=round_2013, member=RoleFactory.create(nsb_editor=True).member, accepted=True
        )

        self.change(round_2013, devt_officer)

        mail, act = Email.objects.get(), round_2013.acts.get()
        assert mail.to == "editor.ke@example.org"
        assert "is due on 15 April 2014, midnight in Geneva; it was due on 31 March 2014." in mail.text
        assert "Floods." in mail.text
        assert (act.action, act.by, act.reason) == ("dates_changed", devt_officer, "Floods.")
        assert [entry.details for entry in acts_in_words(round_2013)] == [
            ("due on 15 April 2014 instead of 31 March 2014",)
        ]

    def test_who_has_a_later_date_keeps_it_untold(
        self, report: Report, round_2013: Round, kenya: Member, nsb_editor: User, devt_officer: User
    ) -> None:
        rounds.extend(
            round_=round_2013, member=kenya, due_on=dt.date(2014, 4, 20), reason="Line.", by=devt_officer
        )
        Email.objects.all().delete()

        self.change(round_2013, devt_officer)

        assert not Email.objects.exists()

    def test_another_last_day_is_told_too(
        self, report: Report, round_2013: Round, nsb_editor: User, devt_officer: User
    ) -> None:
        self.change(round_2013, devt_officer, due_on=dt.date(2014, 3, 31), closes_on=dt.date(2014, 5, 31))

        mail = Email.objects.get()
        assert "is still due on 31 March 2014, midnight in Geneva." in mail.text
        assert "Late reports are taken until 31 May 2014, midnight in Geneva." in mail.text

    def test_the_opening_day_of_an_open_round_is_not_put_off(
        self, round_2013: Round, devt_officer: User
    ) -> None:
        """Members would go on filling in, and could not sign."""
        with pytest.raises(WorkflowError, match="its opening day cannot be put off"):
            self.change(round_2013, devt_officer, opens_on=dt.date(2014, 3, 20))

    def test_the_same_dates_change_nothing(
        self, report: Report, round_2013: Round, nsb_editor: User, devt_officer: User
    ) -> None:
        self.change(round_2013, devt_officer, due_on=round_2013.due_on)

        assert (Email.objects.count(), round_2013.acts.count()) == (0, 0)

    @pytest.mark.parametrize(
        ("dates", "reason", "words"),
        [
            ({}, " ", "Give a reason"),
            ({"due_on": dt.date(2014, 3, 18)}, "Floods.", "new due date has passed"),
            (
                {"due_on": dt.date(2014, 3, 1), "closes_on": dt.date(2014, 3, 18)},
                "Floods.",
                "new due date has passed",
            ),
        ],
    )
    def test_refusals(
        self, round_2013: Round, devt_officer: User, dates: dict[str, dt.date], reason: str, words: str
    ) -> None:
        with pytest.raises(WorkflowError, match=words):
            self.change(round_2013, devt_officer, reason, **dates)

    @pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
    def test_a_day_of_no_year_that_anybody_means(
        self, client: Client, round_2013: Round, devt_officer: User, day: str
    ) -> None:
        client.force_login(devt_officer)

        page = client.post(
            address(round_2013, "change_dates"), posted(DATES, reason="Typed wrong.") | {"closes_on": day}
        )

        assert f"{day} is not a day of the years 1900 to 2200." in page.content.decode()

    def test_a_last_day_that_has_passed_is_a_closing(self, round_2013: Round, devt_officer: User) -> None:
        with (
            time_machine.travel(dt.datetime(2014, 5, 1, 12, tzinfo=dt.UTC), tick=False),
            pytest.raises(WorkflowError, match="To end the round now, close it"),
        ):
            self.change(round_2013, devt_officer, due_on=dt.date(2014, 3, 31), closes_on=dt.date(2014, 4, 30))

    def test_the_page_shows_first_what_it_does(
        self, client: Client, report: Report, round_2013: Round, nsb_editor: User, devt_officer: User
    ) -> None:
        with time_machine.travel(dt.datetime(2014, 4, 2, 12, tzinfo=dt.UTC), tick=False):
            client.force_login(devt_officer)
            dates = posted(DATES, reason="Floods.")
            preview = client.post(address(round_2013, "change_dates"), dates)
            round_2013.refresh_from_db()
            unchanged = round_2013.due_on
            client.post(address(round_2013, "change_dates"), dates | {"confirmed": "yes"})

        assert unchanged == dt.date(2014, 3, 31)
        assert "15 April 2014, midnight in Geneva <small>instead of 31 March 2014</small>" in (
            preview.content.decode()
        )
        assert [one.member.iso2 for one in preview.context["effect"].no_longer_overdue] == ["KE"]
        assert "E-mail goes to: Esther Editor." in preview.content.decode()
        round_2013.refresh_from_db()
        assert round_2013.due_on == dt.date(2014, 4, 15)

    def test_the_preview_names_what_becomes_late_and_overdue(
        self,
        client: Client,
        round_2013: Round,
        kenya: Member,
        ghana: Member,
        nsb_officer: User,
        devt_officer: User,
    ) -> None:
        for_kenya = ReportFactory.create(round=round_2013, member=kenya, draft=True)
        ReportFactory.create(round=round_2013, member=ghana, draft=True)
        Round.objects.update(due_on=dt.date(2014, 4, 30))
        with time_machine.travel(dt.datetime(2014, 4, 10, 12, tzinfo=dt.UTC), tick=False):
            workflow.submit(report=for_kenya, by=nsb_officer)
        with time_machine.travel(dt.datetime(2014, 4, 5, 12, tzinfo=dt.UTC), tick=False):
            client.force_login(devt_officer)
            dates = DATES | {"due_on": dt.date(2014, 4, 6)}
            effect = client.post(address(round_2013, "change_dates"), posted(dates, reason="Early.")).context[
                "effect"
            ]

        assert ([one.member for one in effect.late], [one.member for one in effect.told]) == (
            [kenya],
            [ghana],
        )
        assert (effect.overdue, effect.no_longer_late, effect.no_longer_overdue) == ([], [], [])


class TestCancelling:
    def test_takes_the_opening_back_and_tells(
        self, planned: Round, nsb_editor: User, devt_officer: User
    ) -> None:
        rounds.open_round(round_=planned, by=devt_officer)

        cancelled = rounds.cancel_round(round_=planned, by=devt_officer, reason="A question is missing.")

        assert (cancelled.is_opened, cancelled.is_cancelled) == (False, True)
        assert not Report.objects.exists()
        mail = Email.objects.latest("pk")
        assert (mail.to, mail.subject) == (
            "editor.ke@example.org",
            "Progress report 2013: the reporting round is cancelled",
        )
        assert "A question is missing." in mail.text

    def test_can_be_opened_again(self, planned: Round, devt_officer: User) -> None:
        rounds.open_round(round_=planned, by=devt_officer)
        rounds.cancel_round(round_=planned, by=devt_officer, reason="Too early.")

        (report,) = rounds.open_round(round_=planned, by=devt_officer)

        planned.refresh_from_db()
        assert (report.member.iso2, planned.is_cancelled, planned.cancel_reason) == ("KE", False, "")
        assert [act.action for act in planned.acts.all()] == ["opened", "cancelled", "opened"]

    def test_not_once_something_was_entered(
        self, client: Client, round_2013: Round, report: Report, devt_officer: User
    ) -> None:
        SectionFactory.create(report=report, activity=None, step="details")
        client.force_login(devt_officer)

        with pytest.raises(WorkflowError, match="1 member has entered something: close the round instead"):
            rounds.cancel_round(round_=round_2013, by=devt_officer, reason="Too early.")
        assert "Something was entered for KEBS · Kenya" in (
            client.get(address(round_2013, "cancel_round")).content.decode()
        )
        assert "Cancel the round…" not in client.get(address(round_2013)).content.decode()

    def test_refusals(self, planned: Round, round_2013: Round, devt_officer: User) -> None:
        with pytest.raises(WorkflowError, match="not open"):
            rounds.cancel_round(round_=planned, by=devt_officer, reason="None.")
        with pytest.raises(WorkflowError, match="Give a reason"):
            rounds.cancel_round(round_=round_2013, by=devt_officer, reason=" ")

    def test_by_form(self, client: Client, planned: Round, devt_officer: User) -> None:
        rounds.open_round(round_=planned, by=devt_officer)
        client.force_login(devt_officer)
        page = client.get(address(planned, "cancel_round")).content.decode()

        answer = client.post(address(planned, "cancel_round"), {"reason": "Too early."}, follow=True)

        assert "E-mail goes to: Esther Editor." in page
        assert "This round was opened and cancelled by Olga Officer on 19 March 2014." in (
            answer.content.decode()
        )


class TestRemoving:
    def test_by_form(self, client: Client, planned: Round, devt_officer: User) -> None:
        client.force_login(devt_officer)
        page = client.get(address(planned, "remove_round")).content.decode()

        answer = client.post(address(planned, "remove_round"), follow=True)

        assert "no member has seen it, and nobody is told." in page
        assert answer.redirect_chain == [("/plans/P/rounds/", 302)]
        assert "The reporting round 2013 is removed." in answer.content.decode()
        assert not Round.objects.exists()
        assert not Email.objects.exists()

    def test_the_history_keeps_what_it_was_and_who_removed_it(
        self, planned: Round, devt_officer: User
    ) -> None:
        events = Round.pgh_event_model.objects.filter(pgh_obj_id=planned.pk)

        rounds.remove_round(round_=planned, by=devt_officer)

        kept = events.get(pgh_label="delete")
        assert (kept.year, kept.due_on) == (2013, dt.date(2014, 3, 31))
        assert kept.pgh_context.metadata == {"action": "reporting.remove_round", "user": devt_officer.pk}

    def test_the_year_can_be_planned_again(self, planned: Round, devt_officer: User) -> None:
        plan = planned.plan
        rounds.remove_round(round_=planned, by=devt_officer)

        again = rounds.create_round(plan=plan, year=2013, by=devt_officer, **DATES)

        assert [act.action for act in again.acts.all()] == ["planned"]

    def test_not_what_was_opened(
        self, client: Client, planned: Round, round_2013: Round, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        page = client.post(address(round_2013, "remove_round")).content.decode()

        assert page.count("The round was opened: it cannot be removed any more.") == 2
        assert "Remove the round</button>" not in page
        assert Round.objects.filter(pk=round_2013.pk).exists()
        assert address(round_2013, "remove_round") not in client.get(address(round_2013)).content.decode()
        assert address(planned, "remove_round") in client.get(address(planned)).content.decode()

    def test_pressed_twice_the_second_is_told(self, planned: Round, devt_officer: User) -> None:
        seen = Round.objects.get(pk=planned.pk)
        rounds.remove_round(round_=planned, by=devt_officer)

        with pytest.raises(WorkflowError, match="it was removed"):
            rounds.remove_round(round_=seen, by=devt_officer)

    def test_not_what_was_opened_and_cancelled(
        self, client: Client, planned: Round, devt_officer: User
    ) -> None:
        rounds.open_round(round_=planned, by=devt_officer)
        rounds.cancel_round(round_=planned, by=devt_officer, reason="Too early.")
        client.force_login(devt_officer)

        with pytest.raises(WorkflowError, match="opened and cancelled, and its members were told"):
            rounds.remove_round(round_=planned, by=devt_officer)
        assert address(planned, "remove_round") not in client.get(address(planned)).content.decode()

    def test_not_with_reports(self, planned: Round, devt_officer: User) -> None:
        ReportFactory.create(round=planned)

        with pytest.raises(WorkflowError, match="The round has reports: it cannot be removed"):
            rounds.remove_round(round_=planned, by=devt_officer)

    def test_only_by_who_may_plan(self, planned: Round, nsb_officer: User) -> None:
        with pytest.raises(PermissionDenied, match="Only DEVT runs a reporting round"):
            rounds.remove_round(round_=planned, by=nsb_officer)


class TestClosingPages:
    def test_says_what_it_ends_and_who_keeps_a_date(
        self,
        client: Client,
        round_2013: Round,
        report: Report,
        ghana: Member,
        nsb_editor: User,
        devt_officer: User,
    ) -> None:
        ReportFactory.create(round=round_2013, member=ghana)
        ReportFactory.create(round=round_2013, submitted=True)
        rounds.extend(
            round_=round_2013, member=ghana, due_on=dt.date(2014, 4, 20), reason="Line.", by=devt_officer
        )
        client.force_login(devt_officer)
        page = client.get(address(round_2013, "close_round")).content.decode()

        given = {"reason": "The congress met early."}
        closed = client.post(address(round_2013, "close_round"), given, follow=True).content.decode()

        words = "1 report has not come, and could not come any more; it counts as missing from then on:"
        assert f"{words} KEBS · Kenya" in " ".join(page.split())
        assert "GSA · Ghana (20 Apr 2014)" in page
        assert "1 report waits for its review" in page
        assert "Closed on 19 March 2014" in closed
        mail = Email.objects.get(subject="Progress report 2013: the reporting round is closed")
        assert mail.to == "editor.ke@example.org"
        assert "The congress met early." in mail.text
        assert "The congress met early.</blockquote>" in mail.html

    def test_asks_for_a_reason_while_members_have_time(
        self, client: Client, round_2013: Round, report: Report, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        page = client.post(address(round_2013, "close_round"), {"reason": " "})

        round_2013.refresh_from_db()
        assert page.context["form"].errors == {"reason": ["This field is required."]}
        assert not round_2013.is_closed

    def test_asks_for_none_once_the_last_day_has_passed(
        self, client: Client, round_2013: Round, report: Report, nsb_editor: User, devt_officer: User
    ) -> None:
        with time_machine.travel(dt.datetime(2014, 7, 1, 12, tzinfo=dt.UTC), tick=False):
            client.force_login(devt_officer)
            client.post(address(round_2013, "close_round"))

        round_2013.refresh_from_db()
        assert (round_2013.closed_by, round_2013.acts.get().reason) == (devt_officer, "")
        assert "<blockquote" not in Email.objects.get().html

    def test_reopened_by_form(
        self, client: Client, round_2013: Round, report: Report, nsb_editor: User, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)
        assert "The round is not closed." in client.get(address(round_2013, "reopen_round")).content.decode()
        rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")
        page = client.get(address(round_2013, "reopen_round"), {"member": "KE"}).content.decode()

        given = {"members": [report.member_id], "due_on": "2014-04-20", "reason": "No line."}
        answer = client.post(address(round_2013, "reopen_round"), given, follow=True).content.decode()

        assert "KEBS · Kenya (e-mail to Esther Editor)" in page
        assert "The round is open again for them. Told by e-mail: Esther Editor." in answer
        assert "is closed already" in client.get(address(round_2013, "close_round")).content.decode()
        assert nsb_editor.has_perm("reporting.edit_report", Report.objects.get(pk=report.pk))


class TestNeedsYourEye:
    def lines(self, round_: Round) -> list[tuple[str, str, str]]:
        return [(line.concern, line.member.iso2, line.act) for line in attention(RoundReports(round_, TODAY))]

    def test_who_joined_left_or_has_nobody(
        self, round_2013: Round, report: Report, ghana: Member, nsb_officer: User
    ) -> None:
        MemberFactory.create(iso2="ZZ", country="Zed")
        left = ReportFactory.create(round=round_2013, member=Member.objects.get(iso2="ZZ"), draft=True)
        RoleFactory.create(nsb_editor=True, member=left.member)

        assert self.lines(round_2013) == [
            ("joined", "GH", "Add…"),
            ("left", "ZZ", "Exempt…"),
            ("no_officer", "ZZ", "Invite…"),
        ]

    def test_one_that_left_since_and_was_returned_is_read(
        self, round_2013: Round, kenya: Member, nsb_officer: User
    ) -> None:
        ReportFactory.create(round=round_2013, member=kenya, returned=True)
        kenya.memberships.update(valid_to=dt.date(2014, 2, 1))

        (line,) = attention(RoundReports(round_2013, TODAY))

        assert (line.concern, line.words, line.act) == ("left", "is no member any more", "Read it")

    def test_nobody_until_somebody_is_invited(self, round_2013: Round, report: Report) -> None:
        assert self.lines(round_2013) == [("nobody", "KE", "Invite…")]

        InvitationFactory.create(
            member=report.member,
            role="nsb_officer",
            email="o@example.org",
            expires_at=dt.datetime(2014, 4, 1, 12, tzinfo=dt.UTC),
        )

        (line,) = attention(RoundReports(round_2013, TODAY))
        assert line.words == "nobody could fill in its report; o@example.org is invited until 1 April 2014"
        assert line.act == "Invitations"

    def test_an_email_that_could_not_be_sent(
        self, round_2013: Round, report: Report, nsb_officer: User
    ) -> None:
        Email.objects.create(to=nsb_officer.email, subject="Due", text="Due", attempts=2, error="Refused")

        (line,) = attention(RoundReports(round_2013, TODAY))

        assert line.words == "an e-mail to officer.ke@example.org could not be sent"

    def test_nothing_of_a_round_that_does_not_run(
        self, round_2013: Round, report: Report, planned: Round, devt_officer: User
    ) -> None:
        closed = rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")

        assert (attention(RoundReports(planned, TODAY)), attention(RoundReports(closed, TODAY))) == ([], [])

    def test_of_a_closed_round_those_for_whom_it_is_open_still(
        self, round_2013: Round, report: Report, kenya: Member, devt_officer: User
    ) -> None:
        rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")
        rounds.reopen_round_for(
            round_=round_2013, members=[kenya], due_on=dt.date(2014, 5, 1), reason="Line.", by=devt_officer
        )
        round_2013.refresh_from_db()

        assert [line.member for line in attention(RoundReports(round_2013, TODAY))] == [kenya]

    def test_page_is_narrowed_by_concern(
        self, client: Client, round_2013: Round, report: Report, ghana: Member, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        summary = client.get(address(round_2013)).content.decode()
        page = client.get(address(round_2013, "needs_eye"), {"concern": "joined"})

        assert "Expected, but without a report: 1" in summary
        assert [line.member for line in page.context["page"]] == [ghana]
        assert f"{address(round_2013, 'add_members')}?member=GH" in page.content.decode()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow(
        self,
        client: Client,
        round_2013: Round,
        devt_officer: User,
        rows: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        ReportFactory.create_batch(rows, round=round_2013)
        DevelopingMemberFactory.create_batch(rows)
        client.force_login(devt_officer)
        client.get(address(round_2013, "needs_eye"))

        with django_assert_num_queries(10):
            page = client.get(address(round_2013, "needs_eye"))

        assert len(page.context["page"]) == 3 * rows


class TestWaysBetweenRounds:
    def test_years_list_and_next_from_the_page_of_a_round(
        self, client: Client, round_2013: Round, devt_officer: User
    ) -> None:
        RoundFactory.create(plan=round_2013.plan, year=2012, closed=True)
        client.force_login(devt_officer)

        page = client.get(address(round_2013)).content.decode()

        for path in ("rounds/2012/", "rounds/", "rounds/new/"):
            assert f'href="/plans/APDC-2011-2015/{path}"' in page

    def test_list_tells_what_became_of_each(
        self, client: Client, round_2013: Round, devt_officer: User
    ) -> None:
        RoundFactory.create(plan=round_2013.plan, year=2012, closed=True)
        RoundFactory.create(
            plan=round_2013.plan,
            year=2014,
            unopened=True,
            cancelled_at=dt.datetime(2014, 3, 1, tzinfo=dt.UTC),
            cancelled_by=devt_officer,
            cancel_reason="Too early.",
        )
        client.force_login(devt_officer)

        page = client.get("/plans/APDC-2011-2015/rounds/").content.decode()

        for words in ("Closed on 1 July 2013", "0 reports", "Cancelled"):
            assert words in page

    def test_the_running_round_goes_before_a_later_closed_one(
        self, client: Client, round_2013: Round, devt_officer: User
    ) -> None:
        RoundFactory.create(plan=round_2013.plan, year=2014, closed=True)
        client.force_login(devt_officer)

        assert client.get("/rounds/")["Location"] == "/plans/APDC-2011-2015/rounds/2013/"

    def test_start_page_leads_to_the_first_round(self, client: Client, devt_officer: User) -> None:
        PlanFactory.create(code="P")
        client.force_login(devt_officer)

        assert 'href="/plans/P/rounds/"' in client.get("/").content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_the_trail_names_members_in_words(
    client: Client,
    planned: Round,
    nsb_editor: User,
    devt_officer: User,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _time in range(times):
        rounds.open_round(round_=planned, by=devt_officer)
        rounds.cancel_round(round_=planned, by=devt_officer, reason="Too early.")
    client.force_login(devt_officer)

    with django_assert_num_queries(2):
        found = acts_in_words(planned)

    assert [str(entry.act) for entry in found] == ["Cancelled", "Opened"] * times
    assert {entry.details for entry in found} == {("1 member: KEBS · Kenya",)}
    act = planned.acts.earliest("pk")
    assert (
        "1 member: KEBS · Kenya"
        in client.get(reverse("admin:reporting_roundact_change", args=[act.pk])).content.decode()
    )


class TestTrailOfMembers:
    """What is granted to members, and when they were reminded."""

    def trail(self, round_: Round) -> list[tuple[str, str, str, tuple[str, ...]]]:
        return [
            (str(entry.act), str(entry.act.by), entry.act.reason, entry.details)
            for entry in acts_in_words(round_)
        ]

    def test_more_time(self, round_2013: Round, report: Report, kenya: Member, devt_officer: User) -> None:
        rounds.extend(
            round_=round_2013, member=kenya, due_on=dt.date(2014, 4, 20), reason="Line.", by=devt_officer
        )

        details = ("due on 20 April 2014", "1 member: KEBS · Kenya")
        assert self.trail(round_2013) == [("More time given", "Olga Officer", "Line.", details)]

    def test_exemption_and_its_end(self, round_2013: Round, report: Report, devt_officer: User) -> None:
        workflow.exempt(report=report, by=devt_officer, reason="War.")
        workflow.end_exemption(report=report, by=devt_officer)

        named = ("1 member: KEBS · Kenya",)
        assert self.trail(round_2013) == [
            ("Expected to report again", "Olga Officer", "", named),
            ("Freed from reporting", "Olga Officer", "War.", named),
        ]

    def test_reminders_of_those_who_were_reached(
        self,
        client: Client,
        round_2013: Round,
        report: Report,
        ghana: Member,
        nsb_editor: User,
        devt_officer: User,
    ) -> None:
        ReportFactory.create(round=round_2013, member=ghana)
        rounds.remind(round_=round_2013, by=devt_officer, message="Please hurry.")
        client.force_login(devt_officer)

        page = client.get(address(round_2013)).content.decode()
        label = client.get(address(round_2013, "remind")).content.decode()

        named = ("1 member: KEBS · Kenya",)
        assert self.trail(round_2013) == [("Reminded", "Olga Officer", "Please hurry.", named)]
        assert "<p>Reminded; 1 member: KEBS · Kenya</p>" in page
        assert "due 31 March 2014, midnight in Geneva; last reminded on 19 March 2014" in label

    def test_nobody_was_reminded(self, round_2013: Round, report: Report, devt_officer: User) -> None:
        rounds.remind(round_=round_2013, by=devt_officer)

        assert self.trail(round_2013) == []

    def test_the_last_reminder_counts(
        self, round_2013: Round, report: Report, nsb_editor: User, devt_officer: User
    ) -> None:
        rounds.remind(round_=round_2013, by=devt_officer)
        with time_machine.travel(dt.datetime(2014, 3, 25, 12, tzinfo=dt.UTC), tick=False):
            rounds.remind(round_=round_2013, by=devt_officer)

        assert last_reminded(round_2013) == {"KE": dt.date(2014, 3, 25)}

    def test_what_is_refused_leaves_no_trace(
        self, round_2013: Round, report: Report, kenya: Member, devt_officer: User
    ) -> None:
        with pytest.raises(WorkflowError):
            rounds.extend(
                round_=round_2013, member=kenya, due_on=dt.date(2014, 3, 1), reason="Line.", by=devt_officer
            )

        assert self.trail(round_2013) == []

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_of_the_reminder_do_not_grow(
        self,
        client: Client,
        round_2013: Round,
        devt_officer: User,
        rows: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for role in RoleFactory.create_batch(rows, nsb_editor=True):
            ReportFactory.create(round=round_2013, member=role.member)
            rounds.remind(round_=round_2013, by=devt_officer)
        client.force_login(devt_officer)
        client.get(address(round_2013, "remind"))

        with django_assert_num_queries(10):
            page = client.get(address(round_2013, "remind"))

        assert page.content.decode().count("last reminded on 19 March 2014") == rows


def test_of_many_names_the_first_and_how_many_more() -> None:
    assert listed(range(14)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("exempt", {"reason": "War."}),
        ("end_exemption", {"reason": ""}),
        ("reopen", {"reason": "Wrong."}),
        ("return", {"reason": "Mend.", "due_on": "2014-04-15", "version": "1"}),
        ("accept", {"version": "1"}),
    ],
)
@pytest.mark.parametrize("is_reached", [True, False])
def test_forms_promise_only_the_mail_that_is_sent(
    client: Client,
    report: Report,
    nsb_officer: User,
    devt_officer: User,
    name: str,
    data: dict[str, Any],
    is_reached: bool,
) -> None:
    if name != "exempt":
        bring_to(name, report, nsb_officer, devt_officer)
    if not is_reached:
        nsb_officer.roles.all().delete()
    Email.objects.all().delete()
    client.force_login(devt_officer)
    url = reverse(f"reporting:{name}", args=[report.pk])
    page = client.get(url).content.decode()

    answer = client.post(url, data, follow=True).content.decode()

    assert ("E-mail goes to: Otieno Officer." in page) is is_reached
    assert ("Nobody fills in or signs the report of KEBS · Kenya" in page) is not is_reached
    assert ("Told by e-mail: Otieno Officer." in answer) is is_reached
    assert Email.objects.count() == int(is_reached)


class TestProblemsStandAtTheirField:
    def problems(self, client: Client, url: str, data: dict[str, Any]) -> dict[str, list[str]]:
        return dict(client.post(url, data).context["form"].errors)

    @pytest.mark.parametrize(
        ("dates", "found"),
        [
            ({"due_on": "2014-01-05"}, {"due_on": ["A round opens, falls due and closes, in this order."]}),
            (
                {"closes_on": "2014-04-14"},
                {"closes_on": ["A round opens, falls due and closes, in this order."]},
            ),
            (
                {"due_on": "2014-03-18"},
                {"due_on": ["The new due date has passed: every report would be overdue at once."]},
            ),
            ({"reason": " "}, {"reason": ["This field is required."]}),
        ],
    )
    def test_dates(
        self,
        client: Client,
        round_2013: Round,
        devt_officer: User,
        dates: dict[str, str],
        found: dict[str, list[str]],
    ) -> None:
        client.force_login(devt_officer)

        assert (
            self.problems(
                client, address(round_2013, "change_dates"), posted(DATES, reason="Floods.") | dates
            )
            == found
        )

    def test_a_last_day_that_has_passed(self, client: Client, round_2013: Round, devt_officer: User) -> None:
        dates = DATES | {"due_on": dt.date(2014, 3, 31), "closes_on": dt.date(2014, 4, 30)}
        with time_machine.travel(dt.datetime(2014, 5, 1, 12, tzinfo=dt.UTC), tick=False):
            client.force_login(devt_officer)
            found = self.problems(
                client, address(round_2013, "change_dates"), posted(dates, reason="Floods.")
            )

        assert found == {"closes_on": ["The last day has passed. To end the round now, close it."]}

    def test_more_time(self, client: Client, round_2013: Round, report: Report, devt_officer: User) -> None:
        client.force_login(devt_officer)

        found = self.problems(
            client,
            address(round_2013, "extend"),
            {"member": "KE", "due_on": "2014-03-31", "reason": "Line."},
        )

        assert found == {"due_on": ["The new due date must lie after today and after the one in force."]}

    def test_reopening(self, client: Client, round_2013: Round, report: Report, devt_officer: User) -> None:
        rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")
        client.force_login(devt_officer)

        late = {"members": [report.member_id], "due_on": "2014-03-18", "reason": "Line."}
        page = client.post(address(round_2013, "reopen_round"), late)
        nobody = client.post(address(round_2013, "reopen_round"), {"due_on": "2014-04-20", "reason": "Line."})

        words = "The last day for KEBS · Kenya must be 19 March 2014 or later."
        assert page.context["form"].errors == {"due_on": [words]}
        assert f'<span class="problem" id="id_due_on_error">{words}</span>' in page.content.decode()
        assert '<span class="problem" id="id_members_error">This field is required.</span>' in (
            nobody.content.decode()
        )
        assert "Reopen for some members?" in page.content.decode()

    @pytest.mark.parametrize(
        ("data", "found"),
        [
            ({"due_on": "2014-03-18"}, {"due_on": ["The new due date lies in the past."]}),
            (
                {"due_on": "2014-03-30"},
                {"due_on": ["The member has time until 31 March 2014 already: a return cannot shorten it."]},
            ),
            (
                {"reason": ""},
                {"reason": ["Pin a remark to a section, or give a reason: the member must know what to do."]},
            ),
            (
                {"version": "7"},
                {"__all__": ["The member has submitted again. Please read the version that stands now."]},
            ),
        ],
    )
    def test_return(
        self,
        client: Client,
        report: Report,
        nsb_officer: User,
        devt_officer: User,
        data: dict[str, str],
        found: dict[str, list[str]],
    ) -> None:
        bring_to("return", report, nsb_officer, devt_officer)
        client.force_login(devt_officer)
        given = {"reason": "Mend.", "due_on": "2014-04-15", "version": "1"} | data

        assert self.problems(client, reverse("reporting:return", args=[report.pk]), given) == found


@pytest.mark.parametrize(
    ("members", "mails", "words"),
    [
        (1, 1, "1 member is reminded, by e-mail to 1 person."),
        (1, 2, "1 member is reminded, by e-mail to 2 people."),
        (2, 1, "2 members are reminded, by e-mail to 1 person."),
    ],
)
def test_both_numbers_of_a_reminder_have_their_plural(members: int, mails: int, words: str) -> None:
    assert reminded_words(members, mails) == words


@pytest.mark.parametrize("rows", [1, 3])
def test_who_was_given_more_time_is_named(
    client: Client,
    round_2013: Round,
    devt_officer: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    reports = ReportFactory.create_batch(rows, round=round_2013)
    for report in reports:
        rounds.extend(
            round_=round_2013, member=report.member, due_on=DATES["due_on"], reason="Line.", by=devt_officer
        )
    client.force_login(devt_officer)
    client.get(address(round_2013))

    with django_assert_num_queries(22):
        page = client.get(address(round_2013)).content.decode()

    names = ", ".join(sorted(str(report.member) for report in reports))
    verb = "member was" if rows == 1 else "members were"
    assert f"{rows} {verb} given more time: {names}." in page


def bring_to(name: str, report: Report, officer: User, devt: User) -> None:
    """To where the act starts."""
    if name == "end_exemption":
        workflow.exempt(report=report, by=devt, reason="War.")
        return
    workflow.submit(report=report, by=officer)
    workflow.start_review(report=report, by=devt)
    if name == "reopen":
        workflow.accept(report=report, by=devt)


def test_dates_of_a_closed_round_offer_no_form(client: Client, devt_officer: User) -> None:
    round_ = RoundFactory.create(closed=True)
    client.force_login(devt_officer)
    address = reverse("reporting:change_dates", args=[round_.plan.code, round_.year])

    page = client.get(address, follow=True)

    assert page.redirect_chain == [(round_.get_absolute_url(), 302)]
    assert "The round is closed: its dates stay." in page.content.decode()


def test_a_plan_without_a_free_year_offers_no_form(client: Client, devt_officer: User) -> None:
    plan = RoundFactory.create().plan
    for year in plan.years:
        if not plan.rounds.filter(year=year).exists():
            RoundFactory.create(plan=plan, year=year)
    client.force_login(devt_officer)

    page = client.get(reverse("reporting:new_round", args=[plan.code])).content.decode()

    assert "Every year of the plan has its round" in page
    assert '<form class="card"' not in page
