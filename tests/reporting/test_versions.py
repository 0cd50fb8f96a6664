"""The canonical content: complete, ordered, and with the same hash after storage."""

from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.reporting.canonical import canonical_content, canonical_json, sha256
from activities.reporting.models import Report, Version
from kernel.numbers import plain
from tests.factories.activities import ActivityFactory
from tests.factories.members import UserFactory
from tests.factories.outputs import OutputFactory, TargetGroupFactory
from tests.factories.reporting import AnswerFactory, QuestionFactory, ReportFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return ReportFactory(draft=True, round__plan__code="P", member__iso2="KE")


def add_section(report: Report, number: int, answers: int = 1) -> None:
    output = OutputFactory(plan=report.round.plan, number=number)
    section = SectionFactory(report=report, activity=ActivityFactory(output=output, number=1))
    AnswerFactory.create_batch(answers, section=section)


def test_content_states_what_the_member_entered(report: Report) -> None:
    activity = ActivityFactory(
        output__plan=report.round.plan, output__number=1, number=2, code="1.2", title="Twinning"
    )
    section = SectionFactory(
        report=report, activity=activity, rating="on_track", done="We met.", changed="Farmers sell more."
    )
    section.target_groups.set([TargetGroupFactory(plan=report.round.plan, slug="smes", name="SMEs")])
    question = QuestionFactory(activity=activity, code="q", label="Experts", unit="persons")
    AnswerFactory(section=section, question=question, number=Decimal(8))
    AnswerFactory(section=section, question=question, part="female", number=None, absence="not_available")

    assert canonical_content(report) == {
        "format": 2,
        "plan": "P",
        "year": 2013,
        "member": "KE",
        "nil": False,
        "nil_statement": "",
        "sections": [
            {
                "key": "1.2",
                "title": "1.2 Twinning",
                "rating": "on_track",
                "why_not_relevant": "",
                "done": "We met.",
                "changed": "Farmers sell more.",
                "target_groups": [{"group": "smes", "name": "SMEs"}],
                "answers": [
                    {
                        "question": "q",
                        "label": "Experts",
                        "unit": "persons",
                        "part": "",
                        "number": "8",
                        "text": "",
                        "absence": "",
                        "reason": "",
                    },
                    {
                        "question": "q",
                        "label": "Experts",
                        "unit": "persons",
                        "part": "female",
                        "number": None,
                        "text": "",
                        "absence": "not_available",
                        "reason": "",
                    },
                ],
                "evidence": [],
            }
        ],
    }


def test_sections_follow_the_order_of_the_form(report: Report) -> None:
    SectionFactory(report=report, activity=None, step="way_forward")
    add_section(report, 10)
    add_section(report, 2)
    SectionFactory(report=report, activity=None, step="details")

    keys = [section["key"] for section in canonical_content(report)["sections"]]

    assert keys == ["details", "2.1", "10.1", "way_forward"]


def test_a_section_never_saved_is_left_out(report: Report) -> None:
    SectionFactory(report=report, activity=None, step="details", version=0)

    assert canonical_content(report)["sections"] == []


def test_hash_survives_storage(report: Report) -> None:
    add_section(report, 1)
    content = canonical_content(report)
    version = Version.objects.create(
        report=report,
        number=1,
        receipt="P/2013/KE/1",
        content=content,
        sha256=sha256(content),
        submitted_at=timezone.now(),
        submitted_by=UserFactory(),
    )

    version.refresh_from_db()

    assert sha256(version.content) == version.sha256


def test_hash_is_that_of_the_canonical_json() -> None:
    assert canonical_json({"b": "é", "a": None}) == '{"a":null,"b":"é"}'
    assert sha256({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("number", "text"), [("0", "0"), ("3.0000", "3"), ("3.5000", "3.5"), ("3E+2", "300"), ("100", "100")]
)
def test_plain_number(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize("sections", [1, 3])
def test_queries_do_not_grow(
    report: Report, sections: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, sections + 1):
        add_section(report, number, answers=sections)

    with django_assert_num_queries(11):
        canonical_content(report)
