"""Why an activity is not relevant is a text of its own; what was typed before is kept and counts nowhere."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from activities.reporting.canonical import activities_in, canonical_content, sha256
from activities.reporting.compare import changed_sections
from activities.reporting.completeness import gaps_of, mark_of
from activities.reporting.models import ConflictCopy, Report, Section, Version
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.answer_text import copy_in_words, read_version
from activities.reporting.selectors.review import review_of, section_review
from activities.reporting.services import workflow
from activities.reporting.services.conflicts import keep_conflict_copy
from activities.reporting.services.signing import sign_nil_return
from members.models import Member, User
from tests.factories.outputs import TargetGroupFactory
from tests.factories.reporting import SectionFactory
from tests.reporting.making import activity_of, anchor, layout, number, question_of, report_of, said, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]
TYPED = "We signed two twinnings with Denmark."
WHY = "Our law keeps us out."
ASKED = "Say why this is not relevant to you."


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya, draft=True)
    group = TargetGroupFactory.create(plan=report.round.plan, slug="smes", name="SMEs")
    activity = activity_of(report, title="Twinning", measured=True, target_groups=[group])
    question_of(activity, "experts", label="Experts")
    question_of(activity, "trained", label="Trained")
    return report


@pytest.fixture
def typed(report: Report, nsb_officer: User) -> Report:
    """What was done and changed, for whom and how often; and only then that it is not relevant."""
    data = said(number("experts", 4444), done=TYPED, changed="They sell more.", target_groups=("smes",))
    save(report, "1.2", data, nsb_officer)
    return report


@pytest.fixture
def officer(client: Client, nsb_officer: User) -> Client:
    client.force_login(nsb_officer)
    return client


def page_of(person: Client, report: Report, path: str = "steps/2/") -> str:
    return " ".join(person.get(f"/reports/{report.pk}/{path}").content.decode().split())


def rated(person: Client, report: Report, rating: str, **texts: str) -> dict[str, Any]:
    """What the script is answered after another rating was chosen on the page as it stands."""
    section = layout(report, "1.2")
    data = section.data
    fields = {"rating": rating, "done": data.done, "changed": data.changed, "experts": "4444"} | texts
    known = {"version": str(section.version), "seen": data.digest, "groups": "smes"}
    sent = {f"{section.anchor}-{name}": value for name, value in (known | fields).items()}
    answer = person.post(f"/reports/{report.pk}/steps/2/", sent, headers={"X-Autosave": "1"}).json()
    return {**answer["sections"][section.anchor], "mark": answer["marks"][section.anchor]["text"]}


def signed(report: Report) -> dict[str, Any]:
    (section,) = canonical_content(report)["sections"]
    return section


def test_the_page_asks_why_though_something_was_typed(officer: Client, typed: Report) -> None:
    answer = rated(officer, typed, "not_relevant")

    assert answer["lacking"] == {"why_not_relevant": [ASKED]}
    assert (answer["text"], answer["mark"]) == ("Kept, but 1 reason is missing", "begun")
    page = page_of(officer, typed)
    field = f"{anchor(typed)}-why_not_relevant"
    assert f'<label for="{field}">Why is this not relevant to you?</label>' in page
    assert f'aria-describedby="{field}:hint {field}:problem"></textarea>' in page
    assert f'<span class="problem" id="{field}:problem" >{ASKED}</span>' in page
    assert f">{TYPED}</textarea>" in page


def test_the_check_before_signing_asks_why(officer: Client, typed: Report) -> None:
    rated(officer, typed, "not_relevant")

    page = page_of(officer, typed, "steps/4/")

    assert f'#{anchor(typed)}-why_not_relevant:field">{ASKED}</a>' in page
    assert "Sign and submit</h2>" not in page


def test_the_reason_ends_the_section_and_is_all_that_is_read_and_signed(
    officer: Client, typed: Report
) -> None:
    answer = rated(officer, typed, "not_relevant", why_not_relevant=WHY)

    assert (answer["lacking"], answer["mark"]) == ({}, "not relevant")
    page = page_of(officer, typed, "")
    assert f'<h4>Why it is not relevant</h4><p dir="auto">{WHY}</p>' in page
    for text in (TYPED, "They sell more.", "4,444", "SMEs"):
        assert text not in page
    assert signed(typed) == {
        "key": "1.2",
        "title": "1.2 Twinning",
        "rating": "not_relevant",
        "why_not_relevant": WHY,
        "done": "",
        "changed": "",
        "target_groups": [],
        "answers": [],
        "evidence": [],
    }


def test_all_is_there_again_when_the_rating_is_changed_back(officer: Client, typed: Report) -> None:
    rated(officer, typed, "not_relevant", why_not_relevant=WHY)

    answer = rated(officer, typed, "on_track", why_not_relevant=WHY)

    assert (answer["lacking"], answer["mark"]) == ({}, "done")
    page = page_of(officer, typed, "")
    assert f'<h4>What was done</h4><p dir="auto">{TYPED}</p>' in page
    assert WHY not in page
    kept = signed(typed)
    assert (kept["why_not_relevant"], kept["done"], kept["changed"]) == ("", TYPED, "They sell more.")
    assert kept["target_groups"] == [{"group": "smes", "name": "SMEs"}]
    assert layout(typed, "1.2").data.why_not_relevant == WHY


def test_what_is_folded_and_cannot_be_true_any_more_stands_against_nothing(
    officer: Client, typed: Report
) -> None:
    rated(officer, typed, "not_relevant", why_not_relevant=WHY)

    typed.round.plan.questions.filter(code="experts").update(maximum=10)

    section = layout(typed, "1.2")
    assert (gaps_of(section), mark_of(section).word) == ([], "not relevant")


@pytest.mark.parametrize(
    ("questions", "words"),
    [(2, "Its 2 questions are not asked"), (1, "Its question is not asked"), (0, "Not relevant to us")],
)
def test_the_head_says_that_its_questions_are_not_asked(
    officer: Client, report: Report, questions: int, words: str
) -> None:
    report.round.plan.questions.filter(code__in=["experts", "trained"][questions:]).delete()

    page = page_of(officer, report)

    counted = ["", "1 question", "2 questions"][questions]
    assert f'<span class="if-relevant">{counted}</span><span class="if-silent"><bdi>{words}</bdi>' in page


def test_the_head_says_why_and_of_what_is_relevant_again_nothing_of_it(
    officer: Client, typed: Report
) -> None:
    rated(officer, typed, "not_relevant", why_not_relevant=WHY)

    page = page_of(officer, typed)

    assert f'<span class="if-relevant">2 questions</span><span class="if-silent"><bdi>{WHY}</bdi>' in page


def test_last_years_reason_is_recalled_and_its_folded_text_is_not(officer: Client, report: Report) -> None:
    last = report_of(report.member, round__plan=report.round.plan, round__year=2012, accepted=True)
    SectionFactory.create(
        report=last,
        activity=report.round.plan.outputs.get().activities.get(),
        rating="not_relevant",
        done=TYPED,
        why_not_relevant=WHY,
    )

    page = page_of(officer, report)

    assert f'<strong>You wrote for 2012</strong> <p dir="auto">{WHY}</p>' in page
    assert TYPED not in page


class TestNilReturn:
    def test_what_is_folded_does_not_stand_against_it(
        self, officer: Client, typed: Report, nsb_officer: User
    ) -> None:
        rated(officer, typed, "not_relevant", why_not_relevant=WHY)

        version = sign_nil_return(report=typed, statement="No contact.", by=nsb_officer)

        assert TYPED not in str(version.content)

    def test_the_page_offers_it(self, officer: Client, typed: Report) -> None:
        assert "Sign the nil return" not in page_of(officer, typed, "steps/4/")

        rated(officer, typed, "not_relevant")

        assert "Sign the nil return" in page_of(officer, typed, "steps/4/")


class TestConflict:
    def test_each_text_stands_under_its_own_words(
        self, officer: Client, typed: Report, nsb_officer: User
    ) -> None:
        mine = SectionData(rating="not_relevant", why_not_relevant=WHY)
        copy = keep_conflict_copy(section=typed.sections.get(), data=mine, by=nsb_officer)
        path = f"conflicts/{copy.pk}/"

        page = page_of(officer, typed, path)
        officer.post(f"/reports/{typed.pk}/{path}", {"version": "1", "done": "theirs"})

        assert 'id="why_not_relevant:label">Why it is not relevant</h2>' in page
        assert 'id="done:label">What was done</h2>' in page
        kept = layout(typed, "1.2").data
        assert (kept.rating, kept.why_not_relevant, kept.done) == ("not_relevant", WHY, TYPED)


class TestApi:
    def sent(self, rating: str, **texts: str) -> dict[str, Any]:
        answers = [{"question": "experts", "number": "4444"}]
        return {"rating": rating, "done": TYPED, "answers": answers} | texts

    def put(self, api: APIClient, report: Report, version: int, rating: str, **texts: str) -> dict[str, Any]:
        sent = {"expected_version": version} | self.sent(rating, **texts)
        answer = api.put(f"/api/v1/reports/{report.pk}/sections/1.2/", sent)
        assert answer.status_code == 200, answer.json()
        found: dict[str, Any] = answer.json()
        return found

    def test_why_is_a_field_of_its_own(self, report: Report, nsb_officer: User) -> None:
        api = APIClient()
        api.force_authenticate(nsb_officer)
        for name in ("details", "way_forward"):
            save(report, name, SectionData(), nsb_officer)

        silent = self.put(api, report, 0, "not_relevant")
        refused = api.post(f"/api/v1/reports/{report.pk}/submit/")
        told = self.put(api, report, 1, "not_relevant", why_not_relevant=WHY)
        content = signed_section(report)
        again = self.put(api, report, 2, "delayed", changed="More.")

        assert (silent["why_not_relevant"], silent["done"]) == ("", TYPED)
        assert refused.status_code == 409
        assert refused.json()["errors"] == {"1.2": [ASKED]}
        assert (told["why_not_relevant"], told["done"]) == (WHY, TYPED)
        assert (content["why_not_relevant"], content["done"]) == (WHY, "")
        assert (again["why_not_relevant"], again["done"]) == ("", TYPED)

    @pytest.mark.parametrize(
        ("person", "is_writer"), [("nsb_editor", True), ("nsb_viewer", False), ("devt_officer", False)]
    )
    def test_what_is_kept_is_its_writers(
        self, typed: Report, person: str, is_writer: bool, request: pytest.FixtureRequest
    ) -> None:
        Section.objects.update(rating="not_relevant", why_not_relevant=WHY)
        api = APIClient()
        api.force_authenticate(request.getfixturevalue(person))

        one = api.get(f"/api/v1/reports/{typed.pk}/sections/1.2/").json()
        whole = api.get(f"/api/v1/reports/{typed.pk}/").json()["sections"][1]

        assert one == whole
        assert one["why_not_relevant"] == WHY
        assert (one["done"], len(one["answers"])) == ((TYPED, 1) if is_writer else ("", 0))


def signed_section(report: Report) -> dict[str, Any]:
    (found,) = (one for one in canonical_content(report)["sections"] if one["key"] == "1.2")
    return found


class TestVersionsOfBefore:
    """They hold the reason where others hold what was done."""

    @pytest.fixture
    def before(self, report: Report, nsb_officer: User) -> Version:
        """Signed before; the reason of today's report was moved."""
        save(report, "1.2", SectionData(rating="not_relevant", why_not_relevant=WHY), nsb_officer)
        content = canonical_content(report)
        (section,) = content["sections"]
        del section["why_not_relevant"]
        section |= {"done": WHY, "changed": "Kept as it was signed."}
        return Version.objects.create(
            report=report,
            number=1,
            receipt="1",
            content=content,
            activities=activities_in(report),
            sha256=sha256(content),
            submitted_at=timezone.now(),
            submitted_by=nsb_officer,
        )

    def test_they_verify_and_read_as_before(self, officer: Client, before: Version) -> None:
        before.refresh_from_db()

        page = page_of(officer, before.report, "versions/1/")

        assert sha256(before.content) == before.sha256
        assert f'<h4>Why it is not relevant</h4><p dir="auto">{WHY}</p>' in page
        assert "Kept as it was signed." in page
        assert "What was done" not in page

    def test_what_was_done_reads_as_before(self, before: Version) -> None:
        before.content["sections"][0] |= {"rating": "delayed", "done": TYPED}

        (section,) = read_version(before)

        assert (section.done, section.why_not_relevant) == (TYPED, "")

    def test_the_same_signed_today_has_not_changed(
        self, before: Version, report: Report, nsb_officer: User
    ) -> None:
        before.content["sections"][0]["changed"] = ""
        before.save()
        for name in ("details", "way_forward"):
            save(report, name, SectionData(), nsb_officer)
        now = workflow.submit(report=Report.objects.get(pk=report.pk), by=nsb_officer)

        key = layout(report, "1.2").key
        review = review_of(Report.objects.get(pk=report.pk))

        changed = [one.title for one in changed_sections(read_version(before), read_version(now))]
        assert "1.2 Twinning" not in changed
        assert {one.key: one.has_changed for one in review.sections}[key] is False
        assert [(row.title, row.text, row.was) for row in section_review(review, key).texts] == [
            ("Why it is not relevant", WHY, None)
        ]


def test_the_reviewer_reads_what_was_said_before_it_was_not_relevant(
    officer: Client, typed: Report, nsb_officer: User
) -> None:
    for name in ("details", "way_forward"):
        save(typed, name, SectionData(), nsb_officer)
    save(
        typed,
        "1.2",
        said(number("experts", 4), number("trained", 1), done=TYPED, changed="More."),
        nsb_officer,
        expected_version=1,
    )
    workflow.submit(report=Report.objects.get(pk=typed.pk), by=nsb_officer)
    workflow.withdraw(report=Report.objects.get(pk=typed.pk), by=nsb_officer)
    rated(officer, typed, "not_relevant", why_not_relevant=WHY)
    workflow.submit(report=Report.objects.get(pk=typed.pk), by=nsb_officer)

    before, now = typed.versions.order_by("number")
    (section,) = changed_sections(read_version(before), read_version(now))

    assert [(one.label, one.before, one.after) for one in section.differences] == [
        ("How it went", "On track", "Not relevant to us"),
        ("Why it is not relevant", "", WHY),
        ("What was done", TYPED, ""),
        ("What changed, and for whom", "More.", ""),
        ("Experts", "4 persons", ""),
        ("Trained", "1 person", ""),
    ]


def test_a_text_set_aside_is_read_in_full_by_its_writer(typed: Report, nsb_officer: User) -> None:
    mine = SectionData(rating="not_relevant", why_not_relevant=WHY, done=TYPED)
    keep_conflict_copy(section=typed.sections.get(), data=mine, by=nsb_officer)

    assert [(one.label, one.value) for one in copy_in_words(ConflictCopy.objects.get())] == [
        ("Why it is not relevant", WHY),
        ("What was done", TYPED),
    ]
