"""The page of a step: its outline, what it says of each field, and one way to say that there is no answer."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from activities.models import Activity
from activities.reporting.canonical import canonical_content
from activities.reporting.completeness import mark_of
from activities.reporting.models import Answer, Question, Report
from activities.reporting.question_types import kinds, type_of
from activities.reporting.section_data import AnswerData, SectionData
from members.models import Member, User
from tests.factories.outputs import TargetGroupFactory
from tests.factories.reporting import AnswerFactory, SectionFactory
from tests.reporting.making import (
    activity_of,
    anchor,
    layout,
    number,
    question_of,
    report_of,
    said,
    save,
)

pytestmark = pytest.mark.django_db
CHOICES = [{"value": "all_in_use", "label": "All are in use"}, {"value": "some", "label": "Some are"}]


@pytest.fixture
def report(kenya: Member) -> Report:
    """An activity with a question of each kind."""
    report = report_of(kenya)
    activity = activity_of(report, title="Twinning")
    for kind in kinds():
        more: dict[str, Any] = {"choices": CHOICES} if kind == "choice" else {}
        question_of(
            activity,
            f"q_{kind}",
            label=f"Question of {type_of(Question(kind=kind)).label}",
            kind=kind,
            **more,
        )
    question_of(activity, "q_split", label="Trained", by_sex=True)
    for code, title in (("1.3", "Meetings"), ("1.4", "Skills"), ("1.5", "Tools")):
        activity_of(report, code, title=title)
    return report


def page_of(editor: Client, report: Report) -> str:
    return " ".join(editor.get(f"/reports/{report.pk}/steps/2/").content.decode().split())


def posted(report: Report, **fields: str) -> dict[str, str]:
    section = layout(report, "1.2")
    values = {f"{section.anchor}-{name.replace('__', ':')}": value for name, value in fields.items()}
    known = {f"{section.anchor}-version": str(section.version), f"{section.anchor}-seen": section.data.digest}
    return known | {"window": "w1"} | values


def marks(page: str) -> list[str]:
    return re.findall(r'data-mark="\w+">(.*?)</span>', page)


def test_outline_lists_the_activities_of_the_step_with_their_marks(
    editor: Client, report: Report, nsb_editor: User
) -> None:
    save(report, "1.3", said(), nsb_editor)
    question_of(layout(report, "1.4").activity, "asked", required=True)
    save(report, "1.4", said(), nsb_editor)
    save(report, "1.5", SectionData(rating="not_relevant", why_not_relevant="Others do it."), nsb_editor)

    page = page_of(editor, report)

    assert marks(page) == 2 * ["to do", "done", "begun", "not relevant"]
    assert f'<a href="#{anchor(report, "1.3")}">' in page
    assert "4 of 6 sections" in page
    assert "Step 2 of 4 · <strong>Output 1</strong>" in page


def test_the_button_goes_on_to_the_next_section_that_is_not_done(
    editor: Client, report: Report, nsb_editor: User
) -> None:
    save(report, "1.3", said(), nsb_editor)
    step = f"/reports/{report.pk}/steps/2/"
    following = layout(report, "1.4")

    page = page_of(editor, report)
    response = editor.post(step, posted(report, rating="on_track") | {"next": following.key})

    assert f'name="next" value="{following.key}">Save and go on</button>' in page
    place = f"{step}?saved=w1&open={following.key}#{following.anchor}"
    assert (response.status_code, response["Location"]) == (302, place)
    page = editor.get(response["Location"]).content.decode()
    assert opened(" ".join(page.split())) == [following.anchor]
    assert f'name="next" value="{layout(report, "1.5").key}"' in page


def test_what_is_done_meanwhile_is_passed_over(editor: Client, report: Report, nsb_editor: User) -> None:
    for code in ("1.3", "1.4", "1.5"):
        save(report, code, said(), nsb_editor)

    response = editor.post(
        f"/reports/{report.pk}/steps/2/", {"window": "w1", "next": layout(report, "1.3").key}
    )

    assert response["Location"] == f"/reports/{report.pk}/steps/3/?saved=w1"


def test_from_the_last_section_the_button_goes_on_to_the_next_step(editor: Client, report: Report) -> None:
    last = layout(report, "1.5").key

    page = editor.get(f"/reports/{report.pk}/steps/2/?open={last}").content.decode()

    assert 'name="next"' not in page
    assert "Save and go to “" in page


def test_a_section_that_is_not_of_the_report_is_gone_on_to_as_to_none(editor: Client, report: Report) -> None:
    response = editor.post(
        f"/reports/{report.pk}/steps/2/", posted(report, rating="on_track") | {"next": "x"}
    )

    assert response["Location"] == f"/reports/{report.pk}/steps/3/?saved=w1"


def test_autosave_brings_the_marks_of_the_outline(editor: Client, report: Report) -> None:
    question_of(layout(report, "1.2").activity, "asked", required=True)
    answer = editor.post(
        f"/reports/{report.pk}/steps/2/", posted(report, rating="on_track"), headers={"X-Autosave": "1"}
    ).json()

    assert answer["marks"][anchor(report)] == {"text": "begun", "status": "at-risk"}
    assert answer["share"] == "2 of 6 sections"


def test_every_field_has_one_place_for_its_error_which_describes_it(editor: Client, report: Report) -> None:
    page = page_of(editor, report)
    section = layout(report, "1.2")
    names = [
        "rating",
        "why_not_relevant",
        "done",
        "changed",
        *(question.code for question in section.questions),
    ]

    for name in names:
        place = f"{section.anchor}-{name}:problem"
        assert page.count(f'id="{place}"') == 1, name
        assert re.search(rf'aria-describedby="[^"]*{place}"', page), name


def test_a_field_shows_one_error_though_several_are_wrong(editor: Client, report: Report) -> None:
    page = " ".join(
        editor.post(
            f"/reports/{report.pk}/steps/2/",
            posted(report, q_split="x") | {f"{anchor(report)}-q_split.female": "y"},
        )
        .content.decode()
        .split()
    )

    (text,) = re.findall(rf'id="{anchor(report)}-q_split:problem" >(.*?)</span>', page)
    assert text == "“x” is not a number. Use digits only."


@pytest.mark.parametrize("kind", kinds())
def test_there_is_one_way_to_say_that_there_is_no_answer(editor: Client, report: Report, kind: str) -> None:
    page = page_of(editor, report)
    name = f"{anchor(report)}-q_{kind}"

    assert page.count(f'name="{name}:absence"') == 1
    assert f'<input type="radio" name="{name}" value=""' not in page


@pytest.mark.parametrize(("kind", "value"), [("yes_no", "1"), ("rating", "4"), ("choice", "some")])
def test_saying_why_there_is_no_answer_takes_the_choice_back(
    editor: Client, report: Report, kind: str, value: str
) -> None:
    answer = {f"q_{kind}": value, f"q_{kind}__absence": "not_yet", f"q_{kind}__reason": "In June."}

    editor.post(f"/reports/{report.pk}/steps/2/", posted(report, **answer))

    said_now = layout(report, "1.2").data.of_question(f"q_{kind}")
    assert said_now == {"": AnswerData(f"q_{kind}", absence="not_yet", reason="In June.")}


def test_an_absence_without_reason_is_not_called_saved(editor: Client, report: Report) -> None:
    absent = posted(report, rating="on_track", q_integer__absence="not_yet")

    answer = editor.post(f"/reports/{report.pk}/steps/2/", absent, headers={"X-Autosave": "1"}).json()[
        "sections"
    ][anchor(report)]

    words = "Say in a few words why there is no answer to “Question of whole number”."
    assert (answer["text"], answer["kind"]) == ("Kept, but 1 reason is missing", "at-risk")
    assert answer["lacking"] == {"q_integer": [words]}
    page = page_of(editor, report)
    assert "Kept, but 1 reason is missing" in page
    assert words in page
    assert "Saved" not in page.partition('<form class="stack"')[2]


def test_not_relevant_asks_why_and_keeps_what_was_said(
    editor: Client, report: Report, nsb_editor: User
) -> None:
    save(report, "1.2", said(number("q_integer", 4)), nsb_editor)

    answer = editor.post(
        f"/reports/{report.pk}/steps/2/",
        posted(report, rating="not_relevant", q_integer="4"),
        headers={"X-Autosave": "1"},
    ).json()["sections"][anchor(report)]

    assert answer["lacking"] == {"why_not_relevant": ["Say why this is not relevant to you."]}
    assert layout(report, "1.2").data.of_question("q_integer")[""].number == 4
    assert mark_of(layout(report, "1.2")).word == "begun"


def test_what_is_kept_of_the_not_relevant_is_neither_read_nor_signed_nor_recalled(
    editor: Client, report: Report, nsb_editor: User
) -> None:
    given = replace(said(number("q_integer", 4444)), rating="not_relevant", why_not_relevant="Others do it.")
    save(report, "1.2", given, nsb_editor)

    page = editor.get(f"/reports/{report.pk}/").content.decode()
    signed = {section["key"]: section["answers"] for section in canonical_content(report)["sections"]}

    assert "4,444" not in page
    assert signed == {"1.2": []}
    assert Answer.objects.get().number == 4444


def test_why_it_is_not_relevant_is_read_under_these_words(
    editor: Client, report: Report, nsb_editor: User
) -> None:
    save(report, "1.2", SectionData(rating="not_relevant", why_not_relevant="Others do it."), nsb_editor)

    page = " ".join(editor.get(f"/reports/{report.pk}/").content.decode().split())

    assert '<h4>Why it is not relevant</h4><p dir="auto">Others do it.</p>' in page


def test_a_date_stands_in_words_beside_its_input(editor: Client, report: Report) -> None:
    editor.post(f"/reports/{report.pk}/steps/2/", posted(report, q_date="2014-03-31"))

    page = page_of(editor, report)

    assert f'for="{anchor(report)}-q_date" data-none="no date yet">31 March 2014</output>' in page


def opened(page: str) -> list[str]:
    return re.findall(r'<details class="card section" id="(\w+)"[^>]* open>', page)


def test_the_first_section_that_is_not_done_is_open(editor: Client, report: Report, nsb_editor: User) -> None:
    assert opened(page_of(editor, report)) == [anchor(report, "1.2")]

    save(report, "1.2", SectionData(rating="not_relevant", why_not_relevant="Others do it."), nsb_editor)

    page = page_of(editor, report)
    assert opened(page) == [anchor(report, "1.3")]
    assert "<bdi>Others do it.</bdi>" in page


def test_what_was_refused_is_open(editor: Client, report: Report) -> None:
    bad = posted(report, q_integer="x") | {
        name.replace(anchor(report), anchor(report, "1.4")): value
        for name, value in posted(report, rating="unheard").items()
    }

    page = " ".join(editor.post(f"/reports/{report.pk}/steps/2/", bad).content.decode().split())

    assert opened(page) == [anchor(report, "1.2"), anchor(report, "1.4")]


@pytest.fixture
def last_year(report: Report) -> Report:
    """Five were reported for the year before, in whole and split."""
    last = report_of(report.member, round__plan=report.round.plan, round__year=2012, accepted=True)
    section = SectionFactory.create(report=last, activity=activity_named(report, "1.2"))
    for code in ("q_integer", "q_split"):
        AnswerFactory.create(section=section, question=Question.objects.get(code=code), number=5)
    return last


def activity_named(report: Report, code: str) -> Activity:
    return Activity.objects.get(output__plan=report.round.plan, code=code)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("20", "20 is much more than the 5 of 2012."),
        ("0", "0 is much less than the 5 of 2012."),
        ("9", ""),
        ("", ""),
    ],
)
@pytest.mark.usefixtures("last_year")
def test_a_figure_far_from_last_years_asks_why(editor: Client, report: Report, now: str, words: str) -> None:
    step = f"/reports/{report.pk}/steps/2/"
    answer = editor.post(step, posted(report, q_integer=now, q_split="5"), headers={"X-Autosave": "1"}).json()

    page = page_of(editor, report)
    checked = editor.get(f"/reports/{report.pk}/steps/4/").text
    told = answer["sections"][anchor(report)]["jumps"]
    assert told == ({"q_integer": words} if words else {})
    assert page.count('data-jump="q_integer" hidden>') == (0 if words else 1)
    assert page.count('data-jump="q_split" hidden>') == 1
    assert (f"{words} If it is right, say why." in checked) == bool(words)


@pytest.mark.usefixtures("last_year")
def test_it_is_to_check_until_it_is_explained(report: Report, nsb_editor: User) -> None:
    jump, split = number("q_integer", 20), number("q_split", 5)

    save(report, "1.2", said(jump, split), nsb_editor)
    assert mark_of(layout(report, "1.2")).word == "1 to check"

    save(report, "1.2", said(replace(jump, reason="Four joined."), split), nsb_editor, expected_version=1)
    assert mark_of(layout(report, "1.2")).word == "done"


@pytest.mark.usefixtures("last_year")
def test_why_it_is_right_is_kept_read_and_shown_to_the_reviewer(
    editor: Client, report: Report, devt_officer: User
) -> None:
    editor.post(
        f"/reports/{report.pk}/steps/2/",
        posted(report, q_integer="20", q_integer__why=" Four experts joined in May. "),
    )

    kept = layout(report, "1.2").data.of_question("q_integer")[""]
    assert (kept.number, kept.reason) == (20, "Four experts joined in May.")
    assert 'value="Four experts joined in May."' in page_of(editor, report)
    assert "say why." not in editor.get(f"/reports/{report.pk}/steps/4/").text
    assert "Four experts joined in May." in editor.get(f"/reports/{report.pk}/").text
    editor.force_login(devt_officer)
    Report.objects.filter(pk=report.pk).update(state="submitted")
    review = editor.get(f"/reports/{report.pk}/review/sections/{layout(report, '1.2').key}/").text
    assert "Reason given" in review
    assert "Four experts joined in May." in review


@pytest.mark.parametrize(("many", "shown", "folded"), [(7, 7, 0), (8, 5, 3)])
def test_many_target_groups_fold(editor: Client, report: Report, many: int, shown: int, folded: int) -> None:
    groups = TargetGroupFactory.create_batch(many, plan=report.round.plan)
    activity_named(report, "1.2").target_groups.set(groups)

    page = page_of(editor, report)
    section = page.partition(f'id="{anchor(report)}"')[2].partition("</details> </div> </details>")[0]
    boxes = f'name="{anchor(report)}-groups"'

    assert page.count(boxes) == many
    first, _more, rest = section.partition(" more groups</summary>")
    assert (first.count(boxes), rest.partition("data-section")[0].count(boxes)) == (shown, folded)
