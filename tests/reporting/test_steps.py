"""The steps of a report in the browser's terms: what is posted, saved, refused, shown again."""

import datetime as dt
import gzip
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from activities.reporting.models import ConflictCopy, Question, Report, Section, Version
from activities.reporting.services import workflow
from members.models import Member, User
from tests.factories.reporting import QuestionFactory
from tests.reporting.making import activity_of, anchor, layout, number, question_of, report_of, said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya)
    question_of(activity_of(report, title="Twinning"), "experts", label="Experts", by_sex=True)
    activity_of(report, "1.3", title="Meetings")
    activity_of(report, "2.1")
    return report


def address(report: Report, number_: int = 2) -> str:
    return f"/reports/{report.pk}/steps/{number_}/"


def posted(report: Report, key: str = "1.2", **fields: str) -> dict[str, str]:
    """What the browser sends of one section, as opened now."""
    section = layout(report, key)
    anchor = section.anchor
    names = {name.replace("__", ":").replace("_of_", "."): value for name, value in fields.items()}
    values = {f"{anchor}-{name}": value for name, value in names.items()}
    return {
        f"{anchor}-version": str(section.version),
        f"{anchor}-seen": section.data.digest,
        "window": "w1",
    } | values


def stored(report: Report, key: str = "1.2") -> Any:
    return layout(report, key).data


def test_a_step_shows_its_sections_with_labels_hints_and_progress(editor: Client, report: Report) -> None:
    page = editor.get(address(report)).content.decode()

    assert '<span class="soft">1.2</span> Twinning' in page
    assert '<span class="soft">1.3</span> Meetings' in page
    assert "How did this go in 2013?" in page
    assert "2012: not reported" in page
    assert '<span class="status " data-step="2">0/2</span>' in page
    assert "Save and go on" in page


def test_saving_goes_to_the_next_step(editor: Client, report: Report) -> None:
    response = editor.post(address(report), posted(report, rating="on_track", done="We met."))

    assert (response.status_code, response["Location"]) == (302, f"{address(report, 3)}?saved=w1")
    assert stored(report) == said(changed="")
    assert Report.objects.get(pk=report.pk).is_draft


def test_saving_and_leaving_goes_to_the_report(editor: Client, report: Report) -> None:
    response = editor.post(address(report), posted(report, done="We met.") | {"leave": "1"})

    assert response["Location"] == f"/reports/{report.pk}/?saved=w1"
    assert stored(report).done == "We met."


def test_an_untouched_step_saves_nothing(editor: Client, report: Report) -> None:
    response = editor.post(address(report), posted(report, done="", experts=""))

    assert response.status_code == 302
    assert not Section.objects.exists()
    assert Report.objects.get(pk=report.pk).is_open


def test_a_section_with_bad_input_is_shown_again_and_the_others_are_saved(
    editor: Client, report: Report
) -> None:
    bad = posted(report, done="Bad one.", experts="8", experts_of_female="4", experts_of_male="5")
    good = posted(report, "1.3", rating="completed", done="Good one.")

    response = editor.post(address(report), bad | good)

    page = response.content.decode()
    assert response.status_code == 422
    assert "You gave 4 women and 5 men, but 8 in total." in page
    assert "One section was not saved" in page
    assert "Bad one.</textarea>" in page
    assert f'name="{anchor(report)}-experts" value="8"' in page
    assert stored(report).is_empty
    assert stored(report, "1.3").done == "Good one."


def test_typed_text_that_is_no_number_is_shown_again(editor: Client, report: Report) -> None:
    page = editor.post(address(report), posted(report, experts="a few")).content.decode()

    assert "“a few” is not a number. Use digits only." in page
    assert 'value="a few"' in page


def test_markup_in_an_answer_stays_text(editor: Client, report: Report) -> None:
    editor.post(address(report), posted(report, done="<script>alert(1)</script>"))

    for path in (address(report), f"/reports/{report.pk}/"):
        page = editor.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_autosave_saves_one_section_and_says_so(editor: Client, report: Report) -> None:
    response = editor.post(
        address(report), posted(report, rating="on_track", done="We met."), headers={"X-Autosave": "1"}
    )

    section = layout(report, "1.2")
    time = timezone.localtime(section.stored.saved_at).strftime("%H:%M %Z")
    assert response.json() == {
        "sections": {
            anchor(report): {
                "state": "saved",
                "text": f"Saved {time}",
                "kind": "on-track",
                "lacking": {},
                "version": 1,
                "seen": section.data.digest,
                "jumps": {},
            }
        },
        "marks": {
            anchor(report): {"text": "done", "status": "on-track"},
        },
        "share": "3 of 5 sections",
        "steps": {
            "1": {"text": "1/1", "status": "on-track"},
            "2": {"text": "1/2", "status": "at-risk"},
            "3": {"text": "0/1", "status": ""},
            "4": {"text": "1/1", "status": "on-track"},
        },
    }


def test_autosave_tells_problems_by_field(editor: Client, report: Report) -> None:
    response = editor.post(address(report), posted(report, experts="x"), headers={"X-Autosave": "1"})

    assert response.json()["sections"][anchor(report)] == {
        "state": "problem",
        "text": "Not saved: see the marked answers",
        "problems": {"experts": ["“x” is not a number. Use digits only."]},
    }


def test_autosave_of_an_untouched_form_keeps_the_version_that_it_was_read_at(
    editor: Client, report: Report, nsb_officer: User
) -> None:
    opened = posted(report)
    save(report, "1.2", said(), nsb_officer)

    answer = editor.post(address(report), opened, headers={"X-Autosave": "1"}).json()["sections"][
        f"{anchor(report)}"
    ]

    assert (answer["version"], answer["seen"]) == (0, opened[f"{anchor(report)}-seen"])


def test_autosave_whose_answer_was_lost_is_no_conflict(editor: Client, report: Report) -> None:
    first = posted(report, done="We met.")
    editor.post(address(report), first, headers={"X-Autosave": "1"})

    response = editor.post(
        address(report), first | {f"{anchor(report)}-done": "We met again."}, headers={"X-Autosave": "1"}
    )

    assert response.json()["sections"][anchor(report)]["version"] == 2
    assert stored(report).done == "We met again."


def test_the_next_step_keeps_the_report_of_last_year_in_reach(editor: Client, report: Report) -> None:
    last = report_of(report.member, round__plan=report.round.plan, round__year=2012, accepted=True)

    page = editor.get(f"/reports/{report.pk}/").content.decode()

    assert f'<a href="/reports/{last.pk}/">The report of 2012</a>' in page


@pytest.fixture
def conflict(editor: Client, report: Report, nsb_officer: User) -> ConflictCopy:
    """The editor's text on 1.2 met the officer's."""
    opened = posted(report, rating="delayed", done="Mine.", changed="My change.", experts="7")
    save(report, "1.2", said(number("experts", 5), done="Theirs."), nsb_officer)
    response = editor.post(address(report), opened)
    copy = ConflictCopy.objects.get()
    assert response["Location"] == f"/reports/{report.pk}/conflicts/{copy.pk}/?saved=w1"
    return copy


def test_in_a_conflict_both_texts_are_kept_and_shown(
    editor: Client, report: Report, conflict: ConflictCopy
) -> None:
    page = editor.get(f"/reports/{report.pk}/conflicts/{conflict.pk}/").content.decode()

    assert stored(report).done == "Theirs."
    assert conflict.content["done"] == "Mine."
    assert "What Otieno Officer saved" in page
    for text in ("Theirs.", "Mine", "On track", "Delayed", "5 persons", "7"):
        assert text in page


def test_the_author_chooses_field_by_field(editor: Client, report: Report, conflict: ConflictCopy) -> None:
    response = editor.post(
        f"/reports/{report.pk}/conflicts/{conflict.pk}/",
        {"version": "1", "rating": "theirs", "done": "both", "changed": "mine", "experts": "mine"},
    )

    assert response["Location"] == address(report)
    assert stored(report) == said(
        number("experts", 7), rating="on_track", done="Theirs.\n\nMine.", changed="My change."
    )
    assert not ConflictCopy.objects.unsettled().exists()


def test_a_third_save_while_choosing_is_no_loss(
    editor: Client, report: Report, conflict: ConflictCopy, nsb_officer: User
) -> None:
    save(report, "1.2", said(done="Third."), nsb_officer, expected_version=1)

    response = editor.post(f"/reports/{report.pk}/conflicts/{conflict.pk}/", {"version": "1", "done": "mine"})

    assert "The section was saved once more meanwhile. Please choose again." in response.content.decode()
    assert stored(report).done == "Third."
    assert ConflictCopy.objects.unsettled().get() == conflict


def test_a_text_that_waits_is_told_on_every_page_of_the_report(
    editor: Client, report: Report, conflict: ConflictCopy
) -> None:
    for path in (address(report, 1), f"/reports/{report.pk}/"):
        assert "A text of yours on section 1.2 waits for you to choose." in editor.get(path).content.decode()


def test_a_text_on_a_section_that_the_plan_took_away_is_read_and_put_away(
    editor: Client, report: Report, conflict: ConflictCopy
) -> None:
    Activity.objects.filter(code="1.2").update(valid_from_year=2014)

    Question.objects.update(label="Experts sent")
    place = f"/reports/{report.pk}/conflicts/{conflict.pk}/"

    page = editor.get(place).text

    assert "The plan does not ask for it any more." in page
    for text in ("Mine.", "My change.", "Experts sent", "7 persons"):
        assert text in page
    assert ConflictCopy.objects.unsettled().get() == conflict
    assert editor.post(place)["Location"] == f"/reports/{report.pk}/"
    assert not ConflictCopy.objects.unsettled().exists()
    assert ConflictCopy.objects.get(pk=conflict.pk).content["done"] == "Mine."


def test_a_conflict_is_its_authors_alone(client: Client, report: Report, conflict: ConflictCopy) -> None:
    officer = User.objects.get(email="officer.ke@example.org")
    client.force_login(officer)

    assert client.get(f"/reports/{report.pk}/conflicts/{conflict.pk}/").status_code == 404


def test_autosave_tells_of_a_conflict(editor: Client, report: Report, nsb_officer: User) -> None:
    opened = posted(report, done="Mine.")
    save(report, "1.2", said(done="Theirs."), nsb_officer)

    answer = editor.post(address(report), opened, headers={"X-Autosave": "1"}).json()["sections"][
        f"{anchor(report)}"
    ]

    assert answer == {
        "state": "conflict",
        "text": "Otieno Officer has saved this section meanwhile. Nothing was overwritten.",
        "url": f"/reports/{report.pk}/conflicts/{ConflictCopy.objects.get().pk}/",
    }


def test_what_is_typed_into_a_report_submitted_meanwhile_is_shown_not_saved(
    editor: Client, kenya: Member
) -> None:
    report = report_of(kenya, submitted=True)
    activity_of(report)

    page = editor.post(address(report), posted(report, done="Late words."))
    answer = editor.post(address(report), posted(report, done="Late words."), headers={"X-Autosave": "1"})

    assert page.status_code == 409
    assert "Late words.</textarea>" in page.content.decode()
    assert answer.status_code == 409
    assert answer.json() == {
        "locked": "Not saved. The report stands at “Submitted”, so it cannot be changed. Copy what you typed."
    }
    assert not Section.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "in_review", "accepted", "exempt"])
def test_a_report_that_cannot_be_changed_is_read_instead(editor: Client, kenya: Member, state: str) -> None:
    report = report_of(kenya, **{state: True})
    activity_of(report)

    assert editor.get(address(report))["Location"] == f"/reports/{report.pk}/#step-2"


def test_remarks_of_a_return_stand_at_their_section(
    editor: Client, report: Report, nsb_officer: User, devt_officer: User
) -> None:
    report.is_nil, report.nil_statement = True, "Nothing."
    report.save()
    workflow.submit(report=report, by=nsb_officer)
    workflow.start_review(report=report, by=devt_officer)
    report.remarks.create(
        activity=layout(report, "1.2").activity, text="Please add the committee.", written_by=devt_officer
    )
    due_on = timezone.localdate() + dt.timedelta(days=14)
    workflow.return_report(report=report, by=devt_officer, due_on=due_on, reason="One thing only.")

    page = editor.get(address(report)).content.decode()

    assert "Returned by ISO/CS on" in page
    assert "“One thing only.”" in page
    assert f'href="/reports/{report.pk}/sections/{layout(report, "1.2").key}/"' in page
    assert page.count("Please add the committee.") == 2
    assert (
        editor.get(f"/reports/{report.pk}/sections/1.2/")["Location"] == f"{address(report)}#{anchor(report)}"
    )


def test_step_9_lists_what_is_missing_and_tells_an_editor_whom_to_ask(
    editor: Client, report: Report, nsb_officer: User
) -> None:
    save(report, "1.2", said(done="", changed=""), nsb_officer)

    page = editor.get(address(report, 5)).content.decode()

    assert "3 sections are not complete yet:" in page
    assert f'<a href="{address(report)}#{anchor(report)}-changed:field">Say what changed,' in page
    assert "Ask your authorised officer" in page
    assert "officer.ke@example.org" in page
    assert "Sign and submit</button>" not in page


@pytest.fixture
def complete(report: Report, nsb_editor: User) -> Report:
    for key in ("1.2", "1.3", "2.1"):
        save(report, key, said(), nsb_editor)
    return Report.objects.get(pk=report.pk)


def test_the_officer_signs_and_gets_a_receipt(client: Client, complete: Report, nsb_officer: User) -> None:
    client.force_login(nsb_officer)
    assert "I, Otieno Officer, sign this progress report" in client.get(address(complete, 5)).content.decode()

    response = client.post(f"/reports/{complete.pk}/submit/", {"confirmed": "on"}, follow=True)

    version = Version.objects.get()
    page = response.content.decode()
    assert response.redirect_chain == [(f"/reports/{complete.pk}/versions/1/receipt/", 302)]
    assert version.receipt in page
    assert version.sha256 in page
    assert "3 sections" in page
    assert version.submitted_at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC") in page


def test_signing_needs_the_tick(client: Client, complete: Report, nsb_officer: User) -> None:
    client.force_login(nsb_officer)

    response = client.post(f"/reports/{complete.pk}/submit/", follow=True)

    assert "Tick the box to sign." in response.content.decode()
    assert not Version.objects.exists()


def test_an_incomplete_report_is_not_signed(client: Client, report: Report, nsb_officer: User) -> None:
    client.force_login(nsb_officer)

    response = client.post(f"/reports/{report.pk}/submit/", {"confirmed": "on"}, follow=True)

    assert "The report is not complete yet." in response.content.decode()
    assert Report.objects.get(pk=report.pk).is_open


def test_a_nil_return_needs_its_statement_and_is_signed(
    client: Client, report: Report, nsb_officer: User
) -> None:
    client.force_login(nsb_officer)
    empty = client.post(
        f"/reports/{report.pk}/submit/", {"nil": "1", "confirmed": "on", "statement": " "}, follow=True
    )
    assert "A nil return needs its statement." in empty.content.decode()

    client.post(f"/reports/{report.pk}/submit/", {"nil": "1", "confirmed": "on", "statement": "No contact."})

    version = Version.objects.get()
    assert (version.content["nil"], version.content["nil_statement"]) == (True, "No contact.")


def test_a_nil_return_is_refused_where_there_is_something_to_report(
    client: Client, complete: Report, nsb_officer: User
) -> None:
    client.force_login(nsb_officer)

    response = client.post(
        f"/reports/{complete.pk}/submit/", {"nil": "1", "confirmed": "on", "statement": "None."}, follow=True
    )

    assert "3 sections hold something to report." in response.content.decode()
    assert not Version.objects.exists()


def test_a_report_signed_after_a_withdrawn_nil_return_is_no_nil_return(
    client: Client, report: Report, nsb_officer: User
) -> None:
    client.force_login(nsb_officer)
    client.post(f"/reports/{report.pk}/submit/", {"nil": "1", "confirmed": "on", "statement": "None."})
    client.post(f"/reports/{report.pk}/withdraw/")
    for key in ("1.2", "1.3", "2.1"):
        save(report, key, said(), nsb_officer)

    client.post(f"/reports/{report.pk}/submit/", {"confirmed": "on"})

    assert [version.content["nil"] for version in Version.objects.order_by("number")] == [True, False]


@pytest.mark.parametrize(
    ("person", "status"), [("nsb_editor", 403), ("nsb_viewer", 403), ("devt_officer", 403)]
)
def test_only_the_officer_signs(
    client: Client, complete: Report, person: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.post(f"/reports/{complete.pk}/submit/", {"confirmed": "on"}).status_code == status


@pytest.mark.parametrize(
    ("person", "get", "post"),
    [
        ("nsb_editor", 200, 302),
        ("nsb_officer", 200, 302),
        ("nsb_viewer", 302, 403),
        ("devt_officer", 302, 403),
        ("devt_administrator", 302, 403),
        ("other_nsb_editor", 404, 404),
        ("devco", 404, 404),
        ("donor", 404, 404),
    ],
)
def test_who_opens_and_posts_a_step(
    client: Client, report: Report, person: str, get: int, post: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(report)).status_code == get
    assert client.post(address(report), posted(report, done="Words.")).status_code == post


def test_there_is_no_tenth_step(editor: Client, report: Report) -> None:
    assert editor.get(address(report, 6)).status_code == 404
    assert editor.get(address(report, 0)).status_code == 404


def _filled(kenya: Member, nsb_editor: User, activities: int) -> Report:
    report = report_of(kenya, round__year=2013)
    QuestionFactory.create_batch(activities, of_details=True, plan=report.round.plan)
    for place in range(1, activities + 1):
        activity = activity_of(report, f"1.{place}")
        for code in range(activities):
            question_of(activity, f"q{place}_{code}")
        answers = (number(f"q{place}_{code}", code) for code in range(activities))
        save(report, f"1.{place}", said(*answers), nsb_editor)
    return report


@pytest.mark.parametrize("activities", [1, 3])
@pytest.mark.parametrize(("step", "queries"), [(1, 17), (2, 26), (4, 27)])
def test_queries_do_not_grow(
    client: Client,
    kenya: Member,
    nsb_editor: User,
    activities: int,
    step: int,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report = _filled(kenya, nsb_editor, activities)
    client.force_login(nsb_editor)
    client.get(address(report, step))  # remembers which sections of the other steps are complete

    with django_assert_num_queries(queries):
        client.get(address(report, step))


@pytest.mark.parametrize("activities", [1, 3])
def test_queries_of_an_autosave_do_not_grow(
    client: Client,
    kenya: Member,
    nsb_editor: User,
    activities: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Of one section, whatever else the step and the report have."""
    report = _filled(kenya, nsb_editor, activities)
    client.force_login(nsb_editor)
    by_script = {"X-Autosave": "1"}
    anchor = layout(report, "1.1").anchor
    typed = {f"{anchor}-done": "We met.", f"{anchor}-rating": "on_track", f"{anchor}-version": "1"}
    first = client.post(address(report), typed | {"window": "w1"}, headers=by_script).json()
    read = {f"{anchor}-{name}": first["sections"][anchor][name] for name in ("version", "seen")}

    with django_assert_num_queries(34):
        second = client.post(
            address(report), typed | read | {f"{anchor}-done": "Twice.", "window": "w1"}, headers=by_script
        ).json()

    assert second["sections"][anchor]["state"] == "saved"


def test_the_script_and_a_step_are_small(editor: Client, report: Report) -> None:
    script = (settings.BASE_DIR / "static" / "js" / "report.js").read_bytes()
    page = editor.get(address(report), headers={"Accept-Encoding": "gzip"}).content

    assert len(gzip.compress(script)) < 4_000
    assert len(page) < 15_000
