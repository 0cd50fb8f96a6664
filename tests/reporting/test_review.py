"""Review: what an officer reads, remarks in their thread, and decisions by form."""

import datetime as dt
import time
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from activities.reporting.models import Question, Remark, Report, Round, Section
from activities.reporting.selectors.anomalies import anomalies_of, is_jump
from activities.reporting.selectors.review import review_of, section_review
from activities.reporting.services import workflow
from activities.reporting.services.review import delete_remark, write_remark
from kernel.diffs import Piece, word_diff
from kernel.models import Email
from kernel.workflow import WorkflowError
from members.models import Member, User
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory
from tests.factories.reporting import (
    AnswerFactory,
    QuestionFactory,
    ReportFactory,
    RoundFactory,
    SectionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

DUE = dt.date(2014, 4, 15)


@pytest.fixture
def twinning(round_2013: Round) -> Activity:
    output = OutputFactory.create(plan=round_2013.plan, number=1)
    return ActivityFactory.create(output=output, number=2, code="1.2", title="Twinning")


@pytest.fixture
def experts(twinning: Activity) -> Question:
    return QuestionFactory.create(
        activity=twinning, code="experts", label="Experts", by_sex=True, required=False
    )


@pytest.fixture
def section(report: Report, twinning: Activity) -> Section:
    return SectionFactory.create(
        report=report, activity=twinning, rating="on_track", done="We met.", changed="New members."
    )


def submit_and_claim(report: Report, officer: User, reviewer: User) -> None:
    workflow.submit(report=report, by=officer)
    workflow.start_review(report=report, by=reviewer)


def address(report: Report, name: str = "review", *more: object) -> str:
    return reverse(f"reporting:{name}", args=[report.pk, *more])


def report_of_year(year: int, report: Report, section: Section, number: int) -> None:
    """What Kenya reported in an earlier round."""
    earlier = ReportFactory.create(
        round=RoundFactory.create(plan=report.round.plan, year=year), member=report.member, accepted=True
    )
    own = SectionFactory.create(report=earlier, activity=section.activity)
    AnswerFactory.create(section=own, question=Question.objects.get(code="experts"), number=number)


class TestJumps:
    @pytest.mark.parametrize(
        ("kind", "before", "now", "jump"),
        [
            ("integer", 8, 31, True),
            ("integer", 10, 20, True),
            ("integer", 10, 5, True),
            ("integer", 10, 19, False),
            ("integer", 1, 5, False),
            ("integer", 0, 5, True),
            ("integer", 0, 0, False),
            ("percent", 40, 60, True),
            ("percent", 40, 59, False),
            ("rating", 3, 5, True),
            ("rating", 3, 4, False),
            ("yes_no", 0, 1, False),
        ],
    )
    def test_what_is_a_jump(self, kind: str, before: int, now: int, jump: bool) -> None:
        assert is_jump(Question(kind=kind), Decimal(before), Decimal(now)) is jump

    @pytest.mark.parametrize(("kind", "unit"), [("integer", "members"), ("yes_no", "")])
    def test_an_answer_of_yes_or_no_has_no_unit(
        self, report: Report, section: Section, experts: Question, kind: str, unit: str
    ) -> None:
        Question.objects.filter(pk=experts.pk).update(kind=kind, unit="members")

        assert section_review(review_of(report), section.key).figures[0].unit == unit

    def test_flags_count_jumps_and_required_absences(
        self, report: Report, section: Section, experts: Question
    ) -> None:
        report_of_year(2012, report, section, 8)
        AnswerFactory.create(section=section, question=experts, number=31)
        needed = QuestionFactory.create(activity=section.activity, required=True)
        AnswerFactory.create(
            section=section, question=needed, number=None, absence="not_yet", reason="Next year."
        )

        anomalies, key = anomalies_of([report])[report.pk], section.key

        assert (anomalies.jumps, anomalies.absences, anomalies.sections) == ({key: 1}, {key: 1}, {key})

    def test_irrelevant_activity_raises_no_flag(
        self, report: Report, section: Section, experts: Question
    ) -> None:
        report_of_year(2012, report, section, 8)
        AnswerFactory.create(section=section, question=experts, number=31)
        Section.objects.filter(pk=section.pk).update(rating="not_relevant")

        assert anomalies_of([report])[report.pk].count == 0

    def test_a_year_in_which_it_was_irrelevant_is_compared_with_nowhere(
        self, report: Report, section: Section, experts: Question, nsb_officer: User
    ) -> None:
        report_of_year(2012, report, section, 8)
        Section.objects.exclude(pk=section.pk).update(rating="not_relevant", why_not_relevant="No body.")
        AnswerFactory.create(section=section, question=experts, number=31)
        count = anomalies_of([report])[report.pk].count
        workflow.submit(report=report, by=nsb_officer)

        row = section_review(review_of(report), section.key).figures[0]

        assert count == 0
        assert [cell.words for cell in row.cells] == ["not reported", "not reported", "31"]


class TestSections:
    def test_figures_stand_beside_the_two_years_before(
        self, report: Report, section: Section, experts: Question, nsb_officer: User
    ) -> None:
        report_of_year(2012, report, section, 8)
        AnswerFactory.create(section=section, question=experts, number=31)
        sales = QuestionFactory.create(activity=section.activity, label="Sales")
        AnswerFactory.create(
            section=section, question=sales, number=None, absence="not_available", reason="No list."
        )
        workflow.submit(report=report, by=nsb_officer)

        rows = section_review(review_of(report), section.key).figures

        assert [(row.label, [cell.words for cell in row.cells], row.is_jump) for row in rows] == [
            ("Experts", ["not reported", "8", "31"], True),
            ("of whom women", ["not reported", "not reported", "not reported"], False),
            ("of whom men", ["not reported", "not reported", "not reported"], False),
            ("Sales", ["not reported", "not reported", "not available"], False),
        ]
        assert (rows[3].now.is_missing, rows[3].now.reason) == (True, "No list.")

    def test_zero_is_a_figure(
        self, report: Report, section: Section, experts: Question, nsb_officer: User
    ) -> None:
        AnswerFactory.create(section=section, question=experts, number=0)
        workflow.submit(report=report, by=nsb_officer)

        total = section_review(review_of(report), section.key).figures[0]

        assert (total.now.words, total.now.is_missing) == ("0", False)

    def test_version_before_is_compared(
        self, report: Report, section: Section, experts: Question, nsb_officer: User, devt_officer: User
    ) -> None:
        answer = AnswerFactory.create(section=section, question=experts, number=6)
        submit_and_claim(report, nsb_officer, devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=DUE, reason="Mend.")
        Section.objects.filter(pk=section.pk).update(changed="Eleven new members.")
        answer.number = 7
        answer.save()
        workflow.submit(report=report, by=nsb_officer)

        review = review_of(Report.objects.get(pk=report.pk))
        found = section_review(review, section.key)

        changed = next(row for row in found.texts if row.was is not None)
        assert (changed.was, changed.text) == ("New members.", "Eleven new members.")
        assert found.figures[0].was is not None
        assert found.figures[0].was.words == "6"
        assert [summary.key for summary in review.sections if summary.has_changed] == [section.key]
        assert review.round_number == 2

    def test_reads_what_was_signed_not_what_is_being_corrected(
        self, report: Report, section: Section, nsb_officer: User, devt_officer: User
    ) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=DUE, reason="Mend.")
        Section.objects.filter(pk=section.pk).update(done="Half a sen")

        texts = section_review(review_of(Report.objects.get(pk=report.pk)), section.key).texts

        assert texts[0].text == "We met."

    def test_neighbours(self, report: Report, section: Section, experts: Question) -> None:
        report_of_year(2012, report, section, 8)
        AnswerFactory.create(section=section, question=experts, number=31)

        review, key = review_of(report), section.key

        assert list(review.titles) == ["details", key, "way_forward"]
        assert review.neighbours("details") == {"previous": "", "next": key, "next_flagged": key}
        assert review.neighbours("way_forward") == {"previous": key, "next": "", "next_flagged": key}


class TestDiff:
    def test_words_inserted_and_deleted(self) -> None:
        assert word_diff("It has new members.", "It has eleven members.") == [
            Piece("It has "),
            Piece("new", is_deleted=True),
            Piece("eleven", is_inserted=True, replaces=True),
            Piece(" members."),
        ]

    @pytest.mark.parametrize(("before", "after"), [("", "a b"), ("a b", ""), ("é\nb", "é b."), ("x", "x")])
    def test_both_texts_can_be_read_from_it(self, before: str, after: str) -> None:
        pieces = word_diff(before, after)

        assert "".join(piece.text for piece in pieces if not piece.is_inserted) == before
        assert "".join(piece.text for piece in pieces if not piece.is_deleted) == after

    @pytest.mark.parametrize(
        ("before", "after"),
        [("a " * 25_000, "b a " * 12_500), ("a b " * 12_500, "b a " * 12_500), ("a" * 50_000, "")],
        ids=["inserted", "shifted", "deleted"],
    )
    def test_texts_made_to_be_slow_cost_little_and_lose_nothing(self, before: str, after: str) -> None:
        start = time.process_time()

        pieces = word_diff(before, after)

        assert time.process_time() - start < 1
        assert "".join(piece.text for piece in pieces if not piece.is_inserted) == before
        assert "".join(piece.text for piece in pieces if not piece.is_deleted) == after


class TestRemarks:
    def test_member_sees_what_was_sent_and_its_own(
        self, report: Report, nsb_officer: User, nsb_editor: User, devt_officer: User, other_nsb_editor: User
    ) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        sent = write_remark(report=report, section_key="details", text="Who?", by=devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=DUE)
        write_remark(report=report, section_key="details", text="Hm.", by=devt_officer, is_internal=True)
        write_remark(report=report, section_key="details", text="And why?", by=devt_officer)
        answer = write_remark(report=report, section_key="details", text="Ann.", by=nsb_editor)

        assert set(Remark.objects.visible_to(nsb_editor)) == {sent, answer}
        assert Remark.objects.visible_to(devt_officer).count() == 4
        assert not Remark.objects.visible_to(other_nsb_editor).exists()

    @pytest.mark.parametrize("person", ["nsb_viewer", "other_nsb_editor", "devco", "donor"])
    def test_others_write_none(self, report: Report, person: str, request: pytest.FixtureRequest) -> None:
        with pytest.raises(PermissionDenied):
            write_remark(report=report, section_key="details", text="x", by=request.getfixturevalue(person))

    def test_member_writes_no_internal_remark(self, report: Report, nsb_editor: User) -> None:
        with pytest.raises(PermissionDenied, match="Only DEVT writes internal remarks"):
            write_remark(report=report, section_key="details", text="x", by=nsb_editor, is_internal=True)

    def test_remark_names_a_section_and_says_something(self, report: Report, devt_officer: User) -> None:
        with pytest.raises(WorkflowError, match="no such section"):
            write_remark(report=report, section_key="9.9", text="x", by=devt_officer)
        with pytest.raises(WorkflowError, match="Write the remark first"):
            write_remark(report=report, section_key="details", text=" ", by=devt_officer)

    def test_sent_remark_stays(self, report: Report, nsb_officer: User, devt_officer: User) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        waiting = write_remark(report=report, section_key="details", text="No.", by=devt_officer)
        delete_remark(remark=waiting, by=devt_officer)
        sent = write_remark(report=report, section_key="details", text="Who?", by=devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=DUE)

        with pytest.raises(WorkflowError, match="that was sent stays"):
            delete_remark(remark=sent, by=devt_officer)
        assert list(Remark.objects.all()) == [sent]

    def test_member_answers_on_a_page(
        self, client: Client, report: Report, nsb_editor: User, nsb_officer: User, devt_officer: User
    ) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        write_remark(report=report, section_key="details", text="Who?", by=devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=DUE)
        client.force_login(nsb_editor)
        page = address(report, "answer_remarks", "details")

        step = client.get(reverse("reporting:step", args=[report.pk, 1])).content.decode()
        shown = client.get(page).content.decode()
        client.post(page, {"text": "Ann, since May."})

        assert f'href="{page}"' in step
        assert "Who?" in shown
        answer = report.remarks.get(is_from_member=True)
        assert (answer.text, answer.key, answer.written_by) == (
            "Ann, since May.",
            "details",
            nsb_editor,
        )

    @pytest.mark.parametrize(
        ("person", "status"),
        [
            ("nsb_viewer", 403),
            ("devt_officer", 403),
            ("other_nsb_editor", 404),
            ("devco", 404),
            ("donor", 404),
        ],
    )
    def test_only_writers_of_the_member_answer(
        self, client: Client, report: Report, person: str, status: int, request: pytest.FixtureRequest
    ) -> None:
        client.force_login(request.getfixturevalue(person))

        answer = client.post(address(report, "answer_remarks", "details"), {"text": "x"})

        assert (answer.status_code, report.remarks.count()) == (status, 0)


class TestPages:
    def test_the_whole_review_by_form(
        self, client: Client, report: Report, section: Section, nsb_officer: User, devt_officer: User
    ) -> None:
        workflow.submit(report=report, by=nsb_officer)
        client.force_login(devt_officer)

        client.post(address(report, "start_review"))
        client.post(address(report, "write_remark", "1.2"), {"text": "Which committee?"})
        client.post(address(report, "write_remark", "1.2"), {"text": "Odd.", "is_internal": "true"})
        read = client.get(address(report, "review_section", "1.2")).content.decode()
        confirmation = client.get(address(report, "return")).content.decode()
        client.post(address(report, "return"), {"version": 1, "due_on": "2014-04-15", "reason": ""})

        mail = Email.objects.get(subject__startswith="Progress report 2013 returned")
        assert "leaves with the next return" in read
        assert "Which committee?" in confirmation
        assert "Odd." not in confirmation
        assert mail.to == "officer.ke@example.org"
        assert mail.subject == "Progress report 2013 returned: please correct it by 15 April 2014"
        assert "On 1.2 Twinning:\nWhich committee?" in mail.text
        assert "Odd." not in mail.text + mail.html

    def test_accept_by_form(
        self, client: Client, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        client.force_login(devt_officer)

        confirmation = client.get(address(report, "accept")).content.decode()
        client.post(address(report, "accept"), {"version": 1})

        report = Report.objects.get(pk=report.pk)
        assert report.versions.get().sha256 in confirmation
        assert report.is_accepted
        assert Email.objects.filter(subject="Progress report 2013 accepted").count() == 1

    def test_stale_page_accepts_nothing(
        self, client: Client, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        client.force_login(devt_officer)

        page = client.post(address(report, "accept"), {"version": 0})

        assert "The member has submitted again." in page.content.decode()
        assert Report.objects.get(pk=report.pk).is_in_review

    def test_second_officer_sees_who_has_it_and_takes_over(
        self,
        client: Client,
        report: Report,
        nsb_officer: User,
        devt_officer: User,
        devt_administrator: User,
    ) -> None:
        submit_and_claim(report, nsb_officer, devt_officer)
        client.force_login(devt_administrator)

        page = client.get(address(report)).content.decode()
        client.post(address(report, "take_over"))

        assert "Olga Officer is reviewing this report." in page
        assert Report.objects.get(pk=report.pk).review_started_by == devt_administrator

    def test_exempt_end_and_reopen_by_form(
        self, client: Client, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)
        states = []
        for name, data in [("exempt", {"reason": "War."}), ("end_exemption", {})]:
            client.post(address(report, name), data)
            states.append(Report.objects.get(pk=report.pk).state)
        submit_and_claim(report, nsb_officer, devt_officer)
        workflow.accept(report=report, by=devt_officer)
        for data in ({"reason": "Wrong.", "due_on": ""}, {"reason": "Wrong.", "due_on": "2014-04-15"}):
            client.post(address(report, "reopen"), data)
            states.append(Report.objects.get(pk=report.pk).state)

        assert states == ["exempt", "open", "in_review", "in_review"]

    def test_move_that_is_too_late_is_told(
        self, client: Client, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        page = client.post(address(report, "start_review"), follow=True)

        words = "Only a submitted report can be reviewed. This one stands at “Draft”."
        assert words in page.content.decode()

    @pytest.mark.parametrize(
        "name",
        ["review", "return", "accept", "reopen", "exempt", "start_review", "take_over", "end_exemption"],
    )
    @pytest.mark.parametrize(
        ("person", "method"),
        [
            (person, method)
            for person in ("nsb_officer", "nsb_viewer", "other_nsb_editor", "devco", "donor")
            for method in ("get", "post")
        ],
    )
    def test_only_devt_opens_them(
        self,
        client: Client,
        report: Report,
        name: str,
        person: str,
        method: str,
        request: pytest.FixtureRequest,
    ) -> None:
        client.force_login(request.getfixturevalue(person))

        answer = getattr(client, method)(address(report, name))

        assert answer.status_code in (403, 405)
        assert Report.objects.get(pk=report.pk).state == "draft"

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(
        self,
        client: Client,
        report: Report,
        section: Section,
        kenya: Member,
        nsb_officer: User,
        devt_officer: User,
        count: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for question in QuestionFactory.create_batch(count, activity=section.activity):
            AnswerFactory.create(section=section, question=question)
        submit_and_claim(report, nsb_officer, devt_officer)
        for number in range(count):
            ActivityFactory.create(output=section.activity.output, number=10 + number)
        for number in range(count):
            write_remark(report=report, section_key="1.2", text=f"Remark {number}", by=devt_officer)
        client.force_login(devt_officer)
        client.get(address(report))

        with django_assert_num_queries(13):
            client.get(address(report))
        with django_assert_num_queries(13):
            client.get(address(report, "review_section", "1.2"))

    def test_unknown_section_is_not_found(self, client: Client, report: Report, devt_officer: User) -> None:
        client.force_login(devt_officer)

        assert client.get(address(report, "review_section", "9.9")).status_code == 404
