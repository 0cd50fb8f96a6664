"""A report laid out in steps and sections: what is asked this year, and what has been said."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from activities.models import Activity
from activities.reporting.enums import SplitBy, Step
from activities.reporting.models import Answer, Evidence, Question, Report, Section
from activities.reporting.models.places import key_of
from activities.reporting.section_data import SectionData
from outputs.models import Output, TargetGroup

Parts = tuple[tuple[str, str], ...]
EVIDENCE = Prefetch("evidence", Evidence.objects.select_related("added_by").order_by("added_at", "pk"))


@dataclass(frozen=True)
class SectionLayout:
    """One section: of an activity, or one of the two steps around them."""

    key: str
    title: str
    year: int
    activity: Activity | None
    questions: tuple[Question, ...]
    target_groups: tuple[TargetGroup, ...]
    stored: Section | None
    data: SectionData
    last: SectionData | None
    """What the member reported a year earlier; None where it did not report."""
    last_year: int | None
    """None in the first year of the plan."""

    @property
    def version(self) -> int:
        return self.stored.version if self.stored else 0

    @property
    def evidence(self) -> list[Evidence]:
        return list(self.stored.evidence.all()) if self.stored else []

    @property
    def anchor(self) -> str:
        """The section in names of form fields and within a page."""
        return f"s{self.key}"

    @property
    def step(self) -> str:
        """Empty for a section of an activity."""
        return "" if self.activity else self.key

    @property
    def code(self) -> str:
        """The activity's code as it is printed today, or the step."""
        return self.activity.code if self.activity else self.step

    @property
    def printed(self) -> str:
        """What people call it: the activity's code, or the step's name."""
        return self.activity.code if self.activity else self.title

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)

    def parts_of(self, question: Question) -> Parts:
        """Codes and names of the parts that a question is split by."""
        if question.split_by == SplitBy.SEX:
            return (("female", _("women")), ("male", _("men")))
        if question.split_by == SplitBy.TARGET_GROUP:
            return tuple((group.slug, group.name) for group in self.target_groups)
        return ()


@dataclass(frozen=True)
class StepLayout:
    number: int
    title: str
    name: str
    sections: tuple[SectionLayout, ...] = ()
    output: Output | None = None

    @property
    def is_sign(self) -> bool:
        return not self.sections and self.output is None


@dataclass(frozen=True)
class ReportLayout:
    report: Report
    steps: tuple[StepLayout, ...]

    @cached_property
    def sections(self) -> dict[str, SectionLayout]:
        return {section.key: section for step in self.steps for section in step.sections}

    def section(self, name: str) -> SectionLayout | None:
        """By key, or by the printed code of its activity if that code is one activity's alone."""
        coded = [one for one in self.sections.values() if one.activity and one.activity.code == name]
        return self.sections.get(name) or (coded[0] if len(coded) == 1 else None)

    def step(self, number: int) -> StepLayout | None:
        return next((step for step in self.steps if step.number == number), None)

    def step_of(self, key: str) -> StepLayout:
        return next(step for step in self.steps for section in step.sections if section.key == key)

    def next_step(self, number: int) -> StepLayout | None:
        return self.step(number + 1)


def layout_of(report: Report) -> ReportLayout:
    """The report in steps; the number of queries is the same for every report."""
    return _Builder(report).build()


def report_of_last_year(report: Report) -> Report | None:
    """What the same member reported in the round a year earlier, once it was submitted."""
    return (
        Report.objects.reported()
        .filter(member=report.member_id, round__plan=report.round.plan_id, round__year=report.round.year - 1)
        .select_related("round")
        .first()
    )


class _Builder:
    """Reads everything first, then lays it out."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.year = report.round.year
        self.outputs = _outputs(report)
        self.questions = _questions(report)
        self.stored = {section.key: section for section in _sections(report, EVIDENCE)}
        last = report_of_last_year(report)
        self.last: Mapping[str, Section] = (
            {section.key: section for section in _sections(last)} if last else {}
        )

    def build(self) -> ReportLayout:
        return ReportLayout(self.report, tuple(self._steps()))

    def _steps(self) -> Iterator[StepLayout]:
        yield StepLayout(1, str(Step.DETAILS.label), str(Step.DETAILS.label), (self._around(Step.DETAILS),))
        number = 1
        for number, output in enumerate(self.outputs, start=2):
            sections = tuple(self._of_activity(activity, output) for activity in output.activities.all())
            title = _("Output %(number)s: %(name)s") % {"number": output.number, "name": output.short_name}
            yield StepLayout(number, title, output.short_name, sections, output)
        way_forward = str(Step.WAY_FORWARD.label)
        yield StepLayout(number + 1, way_forward, way_forward, (self._around(Step.WAY_FORWARD),))
        yield StepLayout(number + 2, _("Check and sign"), _("Check and sign"))

    def _around(self, step: Step) -> SectionLayout:
        return self._section(step.value, str(step.label), None, ())

    def _of_activity(self, activity: Activity, output: Output) -> SectionLayout:
        groups = tuple(activity.target_groups.all()) or tuple(output.target_groups.all())
        return self._section(key_of(activity.pk, ""), str(activity), activity, groups)

    def _section(
        self, key: str, title: str, activity: Activity | None, groups: tuple[TargetGroup, ...]
    ) -> SectionLayout:
        stored, last = self.stored.get(key), self.last.get(key)
        return SectionLayout(
            key=key,
            title=title,
            year=self.year,
            activity=activity,
            questions=tuple(self.questions[key]),
            target_groups=groups,
            stored=stored,
            data=_asked(SectionData.of(stored), self.questions[key], groups) if stored else SectionData(),
            last=SectionData.of(last).told if last else None,
            last_year=self.year - 1 if self.year > self.report.round.plan.years[0] else None,
        )


def _asked(data: SectionData, questions: list[Question], groups: tuple[TargetGroup, ...]) -> SectionData:
    """Without answers to questions, and groups, that a changed plan no longer has: kept, not shown."""
    codes = {question.code for question in questions}
    slugs = {group.slug for group in groups}
    return replace(
        data,
        answers=tuple(answer for answer in data.answers if answer.question in codes),
        target_groups=tuple(slug for slug in data.target_groups if slug in slugs),
    )


def _outputs(report: Report) -> list[Output]:
    activities = Activity.objects.in_year(report.round.year).order_by("number")
    return list(
        Output.objects.filter(plan=report.round.plan_id)
        .order_by("number")
        .prefetch_related(
            "target_groups",
            Prefetch("activities", activities.prefetch_related("target_groups")),
        )
    )


def _questions(report: Report) -> dict[str, list[Question]]:
    """This year's questions by section, in their order."""
    found: dict[str, list[Question]] = defaultdict(list)
    questions = Question.objects.for_plan_year(report.round.plan, report.round.year)
    for question in questions.select_related("activity", "at_most").order_by("position", "pk"):
        found[question.section_key].append(question)
    return found


def _sections(report: Report, *more: "Prefetch[Any]") -> list[Section]:
    answers = Answer.objects.select_related("question")
    return list(
        report.sections.select_related("saved_by").prefetch_related(
            "target_groups", Prefetch("answers", answers), *more
        )
    )
