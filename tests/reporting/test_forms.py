"""A section's form: typed text in, content out, nothing dropped."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from activities.reporting.forms.fields import QuestionField
from activities.reporting.forms.section import SectionForm
from activities.reporting.models import Report
from activities.reporting.section_data import AnswerData, SectionData
from members.models import Member, User
from tests.factories.outputs import TargetGroupFactory
from tests.factories.reporting import AnswerFactory, ReportFactory, RoundFactory, SectionFactory
from tests.reporting.making import (
    activity_of,
    anchor,
    layout,
    number,
    question_of,
    report_of,
    said,
    save,
    split,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya)
    activity = activity_of(report)
    question_of(activity, "experts", by_sex=True)
    question_of(activity, "meetings")
    question_of(activity, "hosted", kind="yes_no")
    question_of(activity, "where", kind="text")
    return report


def form(report: Report, posted: str | None = None) -> SectionForm:
    """`posted` names the section's inputs with an `@` before each."""
    return SectionForm(layout(report, "1.2"), None if posted is None else query(report, posted))


def query(report: Report, posted: str) -> QueryDict:
    return QueryDict(f"@version=0&{posted}".replace("@", f"{anchor(report)}-"))


def field(form: SectionForm, code: str) -> QuestionField:
    return next(field for field in form.fields if field.question.code == code)


def last_year(report: Report, *, reported: bool = True) -> Report:
    plan, year = report.round.plan, report.round.year - 1
    return ReportFactory.create(
        round=RoundFactory.create(plan=plan, year=year), member=report.member, submitted=reported
    )


def test_what_is_typed_becomes_content(report: Report) -> None:
    posted = (
        "@rating=on_track&@done= We+met.%0D%0AOften.+&@changed=More.&@experts.female=4"
        "&@experts.male=5&@meetings=1 200&@hosted=0&@where=Nairobi"
    )

    assert form(report, posted).data == SectionData(
        "on_track",
        "We met.\nOften.",
        "More.",
        (),
        (
            *split("experts", total=9, female=4, male=5),
            AnswerData("hosted", number=Decimal(0)),
            number("meetings", 1200),
            AnswerData("where", text="Nairobi"),
        ),
    )


def test_an_absence_with_its_reason(report: Report) -> None:
    found = form(report, "@meetings:absence=withheld&@meetings:reason=Not+public.")

    assert found.data.answers == (AnswerData("meetings", absence="withheld", reason="Not public."),)


def test_a_wrong_number_is_told_and_shown_again(report: Report) -> None:
    found = form(report, "@meetings=four&@experts=8&@experts.female=4&@experts.male=5")

    assert found.all_problems == {
        "meetings": ["“four” is not a number. Use digits only."],
        "experts": ["You gave 4 women and 5 men, but 8 in total."],
    }
    assert field(found, "meetings").value == "four"
    assert [part.value for part in field(found, "experts").parts] == ["4", "5"]
    assert found.is_touched


def test_stored_content_comes_back_unchanged(report: Report, nsb_editor: User) -> None:
    data = said(
        *split("experts", total=9, female=4, male=5),
        number("meetings", "1234567"),
        number("hosted", 1),
        AnswerData("where", absence="not_yet", reason="Open."),
        changed="More.",
    )
    save(report, "1.2", data, nsb_editor)
    shown = form(report)
    posted = QueryDict(mutable=True)
    posted.update(shown.typed)
    name = anchor(report)
    posted[f"{name}-version"], posted[f"{name}-seen"] = str(shown.version), shown.seen

    again = SectionForm(layout(report, "1.2"), posted)

    assert again.data == data.tidied()
    assert not again.is_touched


def test_an_untouched_empty_form_says_nothing(report: Report) -> None:
    shown = form(report)

    assert not form(report, f"@seen={shown.seen}&@done=&@meetings=").is_touched
    assert form(report, f"@seen={shown.seen}&@done=x").is_touched


def test_target_groups_of_the_activity_else_of_the_output(kenya: Member) -> None:
    report = report_of(kenya)
    plan = report.round.plan
    smes, ngos = (TargetGroupFactory(plan=plan, slug=slug, name=slug.upper()) for slug in ("smes", "ngos"))
    own = activity_of(report, "1.1", target_groups=[smes])
    activity_of(report, "1.2")
    own.output.target_groups.add(smes, ngos)

    assert [choice.label for choice in SectionForm(layout(report, "1.1")).target_groups] == ["SMES"]
    assert [choice.label for choice in SectionForm(layout(report, "1.2")).target_groups] == ["SMES", "NGOS"]
    ticked = SectionForm(layout(report, "1.2"), query(report, "@groups=ngos"))
    assert [choice.value for choice in ticked.target_groups if choice.is_chosen] == ["ngos"]
    assert ticked.data.target_groups == ("ngos",)


@pytest.mark.parametrize(
    ("code", "answer", "hint"),
    [
        ("meetings", {"number": 6}, "2012: 6"),
        ("meetings", {"number": 0}, "2012: 0"),
        ("meetings", {"number": 1200}, "2012: 1,200"),
        ("meetings", {"number": None, "absence": "withheld"}, "2012: withheld"),
        ("hosted", {"number": 1}, "2012: Yes"),
    ],
)
def test_last_years_value_stands_in_the_hint(
    report: Report, code: str, answer: dict[str, object], hint: str
) -> None:
    section = layout(report, "1.2")
    before = SectionFactory(report=last_year(report), activity=section.activity)
    AnswerFactory(section=before, question=section.question(code), **answer)

    assert field(form(report), code).last_year == hint


def test_what_was_not_relevant_last_year_is_not_recalled(report: Report) -> None:
    section = layout(report, "1.2")
    before = SectionFactory(report=last_year(report), activity=section.activity, rating="not_relevant")
    AnswerFactory(section=before, question=section.question("meetings"), number=6)

    assert field(form(report), "meetings").last_year == "2012: not reported"


def test_not_reported_last_year(report: Report) -> None:
    assert field(form(report), "meetings").last_year == "2012: not reported"


def test_a_draft_of_last_year_is_not_reported(report: Report) -> None:
    section = layout(report, "1.2")
    before = SectionFactory(report=last_year(report, reported=False), activity=section.activity)
    AnswerFactory(section=before, question=section.question("meetings"), number=6)

    assert field(form(report), "meetings").last_year == "2012: not reported"


def test_nothing_is_said_of_a_year_in_which_it_was_not_asked(kenya: Member) -> None:
    first = report_of(kenya, round=RoundFactory(year=2011))
    question_of(activity_of(first), "meetings")
    later = report_of(kenya, round=RoundFactory(year=2013))
    question_of(activity_of(later), "new", valid_from_year=2013)

    assert field(SectionForm(layout(first, "1.2")), "meetings").last_year == ""
    assert field(SectionForm(layout(later, "1.2")), "new").last_year == ""


def test_last_years_words_can_be_read(report: Report) -> None:
    section = layout(report, "1.2")
    before = SectionFactory(report=last_year(report), activity=section.activity, done="Last year's deeds.")
    AnswerFactory(section=before, question=section.question("where"), number=None, text="Accra")

    found = field(form(report), "where")

    assert (found.last_words, found.last_year) == ("Accra", "")
    assert form(report).section.last.done == "Last year's deeds."


@pytest.mark.parametrize(
    ("kind", "widget"),
    [
        ("integer", "number"),
        ("decimal", "number"),
        ("percent", "number"),
        ("money", "number"),
        ("rating", "radio"),
        ("yes_no", "radio"),
        ("choice", "select"),
        ("date", "date"),
        ("text", "text"),
        ("long_text", "long"),
    ],
)
def test_each_kind_has_its_input(kenya: Member, kind: str, widget: str) -> None:
    report = report_of(kenya)
    question_of(activity_of(report), "q", kind=kind)

    assert field(form(report), "q").widget == widget
