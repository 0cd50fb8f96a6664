"""Where others act, members say whether it reached them; and one act answers what is open in an output."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.reporting.burden import burden_of
from activities.reporting.completeness import gaps_of
from activities.reporting.models import Answer, Report
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.filled import filled_by_report
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.ratings import ratings_of
from activities.reporting.services.answers import InvalidSectionError
from activities.reporting.services.rest import rate_rest
from activities.reporting.services.signing import sign_report
from kernel.texts import MOST_CHARACTERS
from members.models import Member, User
from tests.reporting.making import activity_of, layout, number, question_of, report_of, said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    """Of 2013: in 1.3 members are asked since then if it reached them, in 1.4 from the year after."""
    report = report_of(kenya)
    activity_of(report, "1.2")
    activity_of(report, "1.3", reach_asked_from_year=2013)
    activity_of(report, "1.4", reach_asked_from_year=2014)
    return report


def step(report: Report) -> str:
    return reverse("reporting:step", args=[report.pk, 2])


def ratings(report: Report) -> dict[str, str]:
    return {section.printed: section.rating for section in report.sections.all()}


def test_what_is_asked_depends_on_activity_and_year(report: Report, editor: Client) -> None:
    progress = ["completed", "on_track", "delayed", "not_started", "not_relevant"]
    reach = ["reached", "partly", "not_reached", "not_wanted", "not_relevant"]
    asked = {code: list(layout(report, code).ratings) for code in ("1.2", "1.3", "1.4")}
    assert asked == {"1.2": progress, "1.3": reach, "1.4": progress}
    page = editor.get(step(report)).content.decode()
    assert page.count("Did this reach you in 2013?") == 1
    assert page.count("What was done?") == 2


@pytest.mark.parametrize(("code", "rating"), [("1.2", "reached"), ("1.3", "on_track"), ("1.3", "nonsense")])
def test_an_answer_to_the_other_question_is_refused(
    report: Report, code: str, rating: str, nsb_editor: User
) -> None:
    with pytest.raises(InvalidSectionError) as refused:
        save(report, code, said(rating=rating, done=""), nsb_editor)

    assert refused.value.problems == {"rating": [f"“{rating}” is not one of the ratings."]}


def test_one_that_was_given_before_the_question_changed_stays(report: Report, nsb_editor: User) -> None:
    save(report, "1.2", said(), nsb_editor)
    activity = layout(report, "1.2").activity
    assert activity
    activity.reach_asked_from_year = 2012
    activity.save()

    save(report, "1.2", said(done="More."), nsb_editor, expected_version=1)

    assert layout(report, "1.2").ratings[-1] == "on_track"
    assert "reached" in layout(report, "1.2").ratings


@pytest.mark.parametrize("rating", ["not_relevant", "not_wanted"])
def test_what_is_not_wanted_says_nothing_else(report: Report, rating: str, nsb_editor: User) -> None:
    activity = layout(report, "1.3").activity
    assert activity
    question_of(activity, "people", required=True)
    data = said(number("people", 5), rating=rating, why_not_relevant="Others do it.")

    section = save(report, "1.3", data, nsb_editor)

    assert not section.answers.model.objects.said().exists()
    assert layout(report, "1.3").data.told.answers == ()


@pytest.mark.parametrize(
    ("rating", "lacks"), [("reached", 1), ("partly", 1), ("not_reached", 0), ("not_wanted", 0)]
)
def test_nothing_is_required_of_what_did_not_reach_the_member(
    report: Report, rating: str, lacks: int, nsb_editor: User
) -> None:
    activity = layout(report, "1.3").activity
    assert activity
    question_of(activity, "people", required=True)
    save(report, "1.3", SectionData(rating=rating), nsb_editor)

    assert len(gaps_of(layout(report, "1.3"))) == lacks


def test_bars_speak_in_the_words_that_were_asked(
    report: Report, nsb_officer: User, devt_officer: User
) -> None:
    save(report, "1.3", said(rating="partly", done=""), nsb_officer)
    decided = {"accepted_at": timezone.now(), "accepted_by": devt_officer}
    Report.objects.filter(pk=report.pk).update(state="accepted", **decided)
    activity = layout(report, "1.3").activity
    assert activity

    found = ratings_of(activity)

    assert found
    assert found.all.is_of_reach
    assert (found.all.good, found.all.partly, found.all.rated) == (0, 1, 1)
    assert [piece.label for piece in found.all.pieces if piece.count] == ["It reached us in part"]


class TestRest:
    def test_open_sections_are_answered_each_in_its_words(
        self, report: Report, editor: Client, nsb_editor: User
    ) -> None:
        save(report, "1.2", said(), nsb_editor)

        editor.post(step(report), {"rest": "not_started"})

        assert ratings(report) == {"1.2": "on_track", "1.3": "not_reached", "1.4": "not_started"}

    def test_what_is_not_relevant_needs_its_reason_once(self, report: Report, editor: Client) -> None:
        refused = editor.post(step(report), {"rest": "not_relevant"}, follow=True)
        assert "Say in one sentence why" in refused.content.decode()
        assert ratings(report) == {}

        editor.post(step(report), {"rest": "not_relevant", "rest-why": "We have no committees."})

        assert set(ratings(report).values()) == {"not_relevant"}
        assert layout(report, "1.4").data.why_not_relevant == "We have no committees."

    def test_nothing_else_can_be_said_in_one_act(self, report: Report, nsb_editor: User) -> None:
        current = layout_of(report).steps[1]
        with pytest.raises(ValidationError):
            rate_rest(report=report, step=current, rating="completed", why="", by=nsb_editor)

    def test_another_member_cannot(self, report: Report, client: Client, other_nsb_editor: User) -> None:
        client.force_login(other_nsb_editor)

        assert client.post(step(report), {"rest": "not_started"}).status_code == 404
        assert ratings(report) == {}

    def test_what_was_signed_cannot_be_answered(
        self, report: Report, editor: Client, nsb_officer: User
    ) -> None:
        rate_rest(
            report=report, step=layout_of(report).steps[1], rating="not_started", why="", by=nsb_officer
        )
        sign_report(report=report, by=nsb_officer)

        editor.post(step(report), {"rest": "not_relevant", "rest-why": "Late."})

        assert "not_relevant" not in ratings(report).values()


def test_what_changed_is_told_of_three_at_most(report: Report, nsb_officer: User) -> None:
    """One that is under way says it; of five that are, three do, and the others need not."""
    for code in ("1.5", "1.6"):
        activity_of(report, code)
    for code in ("1.2", "1.4", "1.5", "1.6"):
        save(report, code, said(changed=""), nsb_officer)
    save(report, "1.3", said(rating="reached", done="", changed=""), nsb_officer)
    assert burden_of(layout_of(report)).required == 5 + 3

    for code in ("1.2", "1.3", "1.4"):
        data = said(rating="reached" if code == "1.3" else "on_track", done="", changed="More.")
        save(report, code, data, nsb_officer, expected_version=1)

    assert sign_report(report=report, by=nsb_officer).number == 1


def test_an_output_answered_in_one_act_is_answered_once(report: Report, nsb_officer: User) -> None:
    """A rating, and the reason."""
    current = layout_of(report).steps[1]
    rate_rest(report=report, step=current, rating="not_relevant", why="No committees.", by=nsb_officer)

    burden = burden_of(layout_of(report))

    assert (burden.shown, burden.required, burden.minutes) == (2, 2, 1)


@pytest.mark.parametrize(
    "posted",
    [
        {"rest-why": "No committees."},
        {"rest": "not_started", "rest-why": "No committees."},
        {"rest": "not_relevant", "rest-why": "x" * (MOST_CHARACTERS + 1)},
    ],
    ids=["another button", "the other answer", "too long"],
)
def test_a_reason_is_kept_where_it_is_not_taken(
    report: Report, editor: Client, posted: dict[str, str]
) -> None:
    answer = editor.post(step(report), posted)

    assert answer.status_code == 422
    assert f'rows="2" dir="auto">{posted["rest-why"]}</textarea>' in answer.content.decode()
    assert ratings(report) == {}


@pytest.mark.parametrize(("code", "rating"), [("1.2", "not_started"), ("1.3", "not_reached")])
def test_shares_never_pass_the_whole(report: Report, code: str, rating: str, nsb_editor: User) -> None:
    """An answer that is not required under its rating does not count as one that is."""
    activity = layout(report, code).activity
    assert activity
    question_of(activity, "people", required=True)
    save(report, code, said(number("people", 0), rating=rating, done=""), nsb_editor)

    share = filled_by_report(report.round, [report])[report.pk]

    assert (share.part, share.whole) == (0, 0)


def test_answers_to_questions_that_ended_are_kept_and_not_said(report: Report, nsb_officer: User) -> None:
    activity = layout(report, "1.2").activity
    assert activity
    question = question_of(activity, "people")
    save(report, "1.2", said(number("people", 5)), nsb_officer)
    assert Answer.objects.said().count() == 1

    question.valid_to_year = 2012
    question.save()

    assert Answer.objects.count() == 1
    assert Answer.objects.said().count() == 0


def test_a_review_asks_for_what_was_asked(
    report: Report, nsb_officer: User, devt_officer: User, client: Client
) -> None:
    save(report, "1.3", said(rating="not_reached", done=""), nsb_officer)
    client.force_login(devt_officer)
    key = layout(report, "1.3").key

    page = client.get(reverse("reporting:review_section", args=[report.pk, key])).content.decode()

    assert "<h2>What was done</h2>" not in page
    assert "<h2>What changed, and for whom</h2>" in page
