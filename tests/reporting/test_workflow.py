"""The state machine: what moves, who may move it, and what a move leaves behind."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks

from activities.reporting.canonical import canonical_content, sha256
from activities.reporting.enums import ReportState
from activities.reporting.errors import HeldByAnother, StaleVersion
from activities.reporting.models import Report, Round, Version
from activities.reporting.services import workflow
from activities.reporting.services.review import write_remark
from kernel.joints import DATA_CHANGED
from kernel.models import Email
from kernel.workflow import IllegalMove, moves_of
from members.models import Member, User
from tests.factories.reporting import ReportFactory, SectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

DUE = dt.date(2014, 4, 15)


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the apps above are told."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: calls.append(vars(change))])
    return calls


def stands(report: Report) -> str:
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)


def trail(report: Report) -> list[tuple[str, str, str, str]]:
    return [(move.source, move.target, str(move.by), move.reason) for move in report.transitions.all()]


def in_review(report: Report, officer: User, reviewer: User) -> Report:
    workflow.submit(report=report, by=officer)
    return workflow.start_review(report=report, by=reviewer)


def test_state_cannot_be_written(report: Report) -> None:
    with pytest.raises(AttributeError):
        report.state = ReportState.ACCEPTED


def test_first_save_makes_a_draft_and_later_ones_do_nothing(
    round_2013: Round, kenya: Member, nsb_editor: User
) -> None:
    report = ReportFactory.create(round=round_2013, member=kenya)

    workflow.begin(report=report, by=nsb_editor)
    workflow.begin(report=report, by=nsb_editor)

    assert trail(report) == [("open", "draft", "Esther Editor", "")]


def test_submit_keeps_the_version_and_gives_a_receipt(report: Report, nsb_officer: User) -> None:
    SectionFactory.create(report=report, activity=None, step="details")

    version = workflow.submit(report=report, by=nsb_officer)

    content = canonical_content(report)
    assert stands(report) == "submitted"
    assert (version.number, version.receipt) == (1, "APDC-2011-2015/2013/KE/1")
    assert (version.content, version.sha256) == (content, sha256(content))
    assert version.submitted_at == dt.datetime(2014, 3, 19, 12, tzinfo=dt.UTC)
    assert version.submitted_by == nsb_officer
    assert trail(report) == [("draft", "submitted", "Otieno Officer", "")]


def test_second_submit_gets_the_first_receipt(report: Report, nsb_officer: User) -> None:
    first = workflow.submit(report=report, by=nsb_officer)
    mails = Email.objects.count()

    second = workflow.submit(report=report, by=nsb_officer)

    assert second == first
    assert (Version.objects.count(), report.transitions.count(), Email.objects.count()) == (1, 1, mails)


def test_round_that_opens_later_takes_no_report(report: Report, nsb_officer: User) -> None:
    Round.objects.update(opens_on=dt.date(2014, 3, 20))

    with pytest.raises(IllegalMove, match="The reporting round is not open"):
        workflow.submit(report=report, by=nsb_officer)

    assert stands(report) == "draft"


def test_withdraw_until_review_starts(report: Report, nsb_officer: User, devt_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)

    workflow.withdraw(report=report, by=nsb_officer, reason="Wrong figures")
    workflow.submit(report=report, by=nsb_officer)
    workflow.start_review(report=report, by=devt_officer)

    assert [version.receipt for version in report.versions.order_by("number")] == [
        "APDC-2011-2015/2013/KE/1",
        "APDC-2011-2015/2013/KE/2",
    ]
    with pytest.raises(IllegalMove, match=r"can be withdrawn until its review starts.*In review"):
        workflow.withdraw(report=report, by=nsb_officer)


def test_review_is_claimed_by_one_and_can_be_taken_over(
    report: Report, nsb_officer: User, devt_officer: User, devt_administrator: User
) -> None:
    in_review(report, nsb_officer, devt_officer)
    workflow.start_review(report=report, by=devt_officer)

    with pytest.raises(HeldByAnother, match="Olga Officer is reviewing this report"):
        workflow.start_review(report=report, by=devt_administrator)
    with pytest.raises(HeldByAnother):
        workflow.accept(report=report, by=devt_administrator)
    taken = workflow.take_over(report=report, by=devt_administrator)

    assert taken.review_started_by == devt_administrator
    assert trail(report)[-1] == (
        "in_review",
        "in_review",
        "Ada Administrator",
        "Review taken over from Olga Officer",
    )


def test_return_needs_a_remark_or_a_reason(report: Report, nsb_officer: User, devt_officer: User) -> None:
    in_review(report, nsb_officer, devt_officer)
    write_remark(report=report, section_key="details", text="Hm.", is_internal=True, by=devt_officer)

    with pytest.raises(IllegalMove, match="Pin a remark to a section, or give a reason"):
        workflow.return_report(report=report, by=devt_officer, due_on=DUE)

    assert stands(report) == "in_review"


def test_each_return_keeps_its_number_and_remarks(
    report: Report, nsb_officer: User, devt_officer: User
) -> None:
    in_review(report, nsb_officer, devt_officer)
    first_remark = write_remark(
        report=report, section_key="details", text="Name the committee.", by=devt_officer
    )
    first = workflow.return_report(report=report, by=devt_officer, due_on=DUE)
    in_review(report, nsb_officer, devt_officer)
    second = workflow.return_report(report=report, by=devt_officer, due_on=DUE, reason="Still missing.")

    first_remark.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert list(first.remarks.all()) == [first_remark]
    assert list(second.remarks.all()) == []
    assert (stands(report), second.reason) == ("returned", "Still missing.")


def test_returned_report_withdrawn_again_keeps_its_return(
    report: Report, nsb_officer: User, devt_officer: User
) -> None:
    in_review(report, nsb_officer, devt_officer)
    workflow.return_report(report=report, by=devt_officer, due_on=DUE, reason="Please mend.")
    workflow.submit(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)

    assert (stands(report), report.returns.count()) == ("draft", 1)


def test_new_due_date_must_not_have_passed(report: Report, nsb_officer: User, devt_officer: User) -> None:
    in_review(report, nsb_officer, devt_officer)

    with pytest.raises(IllegalMove, match="lies in the past"):
        workflow.return_report(report=report, by=devt_officer, due_on=dt.date(2014, 3, 18), reason="Mend.")


def test_accept_twice_is_harmless(
    report: Report, nsb_officer: User, devt_officer: User, changes: list[dict[str, Any]]
) -> None:
    in_review(report, nsb_officer, devt_officer)
    changes.clear()

    workflow.accept(report=report, by=devt_officer)
    accepted = workflow.accept(report=report, by=devt_officer)

    assert (accepted.accepted_by, accepted.accepted_at) == (
        devt_officer,
        dt.datetime(2014, 3, 19, 12, tzinfo=dt.UTC),
    )
    assert [move[1] for move in trail(report)] == ["submitted", "in_review", "accepted"]
    assert changes == [{"plan": report.round.plan, "years": [2013], "cause": "acceptance"}]


def test_decision_on_an_older_version_is_refused(
    report: Report, nsb_officer: User, devt_officer: User
) -> None:
    workflow.submit(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)
    in_review(report, nsb_officer, devt_officer)

    with pytest.raises(StaleVersion, match="The member has submitted again"):
        workflow.accept(report=report, by=devt_officer, version=1)
    workflow.accept(report=report, by=devt_officer, version=2)

    assert stands(report) == "accepted"


def test_reopen_takes_the_acceptance_back(
    report: Report, nsb_officer: User, devt_officer: User, changes: list[dict[str, Any]]
) -> None:
    in_review(report, nsb_officer, devt_officer)
    workflow.accept(report=report, by=devt_officer)
    changes.clear()

    with pytest.raises(IllegalMove, match="Give a reason"):
        workflow.reopen(report=report, by=devt_officer, reason=" ")
    reopened = workflow.reopen(report=report, by=devt_officer, reason="A figure was wrong.")

    assert (reopened.state, reopened.accepted_at, reopened.accepted_by) == ("in_review", None, None)
    assert len(changes) == 1


def test_reopen_with_a_due_date_returns_to_the_member(
    report: Report, nsb_officer: User, devt_officer: User
) -> None:
    in_review(report, nsb_officer, devt_officer)
    workflow.accept(report=report, by=devt_officer)

    workflow.reopen(report=report, by=devt_officer, reason="A figure was wrong.", due_on=DUE)

    returned = report.returns.get()
    assert (stands(report), returned.number, returned.due_on) == ("returned", 1, DUE)
    assert trail(report)[-1] == ("accepted", "returned", "Olga Officer", "A figure was wrong.")


def test_exempt_and_back(report: Report, devt_officer: User) -> None:
    exempt = workflow.exempt(report=report, by=devt_officer, reason="No operations in 2013.")
    back = workflow.end_exemption(report=report, by=devt_officer)

    assert (exempt.state, exempt.exempt_reason) == ("exempt", "No operations in 2013.")
    assert (back.state, back.exempt_reason) == ("open", "")


def test_exemption_ends_in_the_draft_that_there_was(report: Report, devt_officer: User) -> None:
    SectionFactory.create(report=report, activity=None, step="details")
    workflow.exempt(report=report, by=devt_officer, reason="No operations in 2013.")

    workflow.end_exemption(report=report, by=devt_officer)

    assert stands(report) == "draft"


def test_nil_return_is_a_version_like_any_other(round_2013: Round, kenya: Member, nsb_officer: User) -> None:
    report = ReportFactory.create(round=round_2013, member=kenya, nil=True)

    version = workflow.submit(report=report, by=nsb_officer)

    assert version.content["nil_statement"] == "Nothing to report this year."


@pytest.mark.parametrize("person", ["nsb_editor", "nsb_viewer", "other_nsb_editor", "devt_officer", "donor"])
def test_only_the_members_officer_submits(
    report: Report, person: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied, match="Only the authorised officer"):
        workflow.submit(report=report, by=request.getfixturevalue(person))

    assert stands(report) == "draft"


@pytest.mark.parametrize("person", ["nsb_officer", "nsb_viewer", "other_nsb_editor", "devco", "donor"])
@pytest.mark.parametrize(
    ("move", "arguments"),
    [
        ("start_review", {}),
        ("take_over", {}),
        ("accept", {}),
        ("return_report", {"due_on": DUE, "reason": "Mend."}),
        ("reopen", {"reason": "Wrong."}),
        ("exempt", {"reason": "None."}),
        ("end_exemption", {}),
    ],
)
def test_only_devt_reviews(
    report: Report, person: str, move: str, arguments: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied, match="Only DEVT"):
        getattr(workflow, move)(report=report, by=request.getfixturevalue(person), **arguments)


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("draft", {"exempt"}),
        ("submitted", {"start_review"}),
        ("in_review", {"send_back", "accept"}),
        ("accepted", {"reopen", "reopen_to_member"}),
        ("exempt", {"end_exemption"}),
    ],
)
def test_moves_that_devt_can_make(
    round_2013: Round, kenya: Member, devt_officer: User, state: str, moves: set[str]
) -> None:
    report = ReportFactory.create(round=round_2013, member=kenya, **{state: True})

    assert moves_of(report, devt_officer) == moves


def test_every_move_names_its_actor_in_the_history(report: Report, nsb_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)

    event = report.events.order_by("pgh_id").last()
    assert event is not None
    assert event.state == "submitted"
    assert event.pgh_context.metadata == {"action": "reporting.submit", "user": nsb_officer.pk, "reason": ""}


def test_mail_leaves_after_commit(
    report: Report,
    nsb_officer: User,
    nsb_editor: User,
    devt_officer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Three e-mails, and the figures of the year."""
    with django_capture_on_commit_callbacks() as callbacks:
        workflow.submit(report=report, by=nsb_officer)

    assert [callback.__module__ for callback in callbacks].count("kernel.queue") == 4
    assert not Email.objects.exclude(sent_at=None).exists()
    assert sorted(Email.objects.values_list("to", "subject")) == [
        ("devt@example.org", "To review: progress report 2013, KEBS · Kenya"),
        ("editor.ke@example.org", "Progress report 2013 received: APDC-2011-2015/2013/KE/1"),
        ("officer.ke@example.org", "Progress report 2013 received: APDC-2011-2015/2013/KE/1"),
    ]
