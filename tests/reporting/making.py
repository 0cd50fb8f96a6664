"""Reports with a small plan around them, for tests of the member's side."""

from decimal import Decimal
from typing import Any

from activities.models import Activity
from activities.reporting.enums import UNDER_WAY
from activities.reporting.models import Question, Report
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import SectionLayout
from activities.reporting.services.answers import save_section
from members.models import User
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory
from tests.factories.reporting import QuestionFactory, ReportFactory

CHANGED = "Two comments are in the draft."


def activity_of(report: Report, code: str = "1.2", **fields: Any) -> Activity:
    """An activity of the report's plan; its output is made where it is missing."""
    output_number, number = (int(part) for part in code.split("."))
    plan = report.round.plan
    output = plan.outputs.filter(number=output_number).first() or OutputFactory.create(
        plan=plan, number=output_number, short_name=f"Output {output_number}"
    )
    return ActivityFactory.create(output=output, number=number, code=code, **fields)


def question_of(activity: Activity, code: str, **fields: Any) -> Question:
    return QuestionFactory.create(activity=activity, code=code, **fields)


def layout(report: Report, key: str) -> SectionLayout:
    found = layout_of(Report.objects.get(pk=report.pk)).section(key)
    assert found
    return found


def anchor(report: Report, key: str = "1.2") -> str:
    """What the names of a section's inputs begin with."""
    return layout(report, key).anchor


def number(question: str, value: float | str, part: str = "") -> AnswerData:
    return AnswerData(question, part, Decimal(str(value)))


def split(question: str, **parts: int) -> tuple[AnswerData, ...]:
    """`split("q", total=8, female=4)`."""
    return tuple(
        AnswerData(question, "" if part == "total" else part, Decimal(value)) for part, value in parts.items()
    )


def said(*answers: AnswerData, rating: str = "on_track", done: str = "We met.", **fields: Any) -> SectionData:
    """The content of an activity's section; where it is under way, what changed as well."""
    fields.setdefault("changed", CHANGED if rating in UNDER_WAY else "")
    return SectionData(rating=rating, done=done, answers=answers, **fields).tidied()


def save(report: Report, key: str, data: SectionData, by: User, **seen: Any) -> Any:
    """`seen` is the version read, and the window that saves."""
    return save_section(report=report, key=key, data=data, by=by, **{"expected_version": 0} | seen)


def report_of(member: Any, **fields: Any) -> Report:
    return ReportFactory.create(member=member, **fields)
