"""From the plan and a report to its layout: the whole of it, or as much as a page is about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from activities.models import Activity
from activities.reporting.enums import Step
from activities.reporting.models import Answer, Evidence, Question, Report, Section
from activities.reporting.models.places import key_of
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.layout import ReportLayout, SectionLayout, StepLayout
from outputs.models import Output, TargetGroup

ANSWERS = Prefetch(
    "answers",
    Answer.objects.select_related("question").only(
        *("section", "part", "number", "text", "absence", "reason", "question__code")
    ),
)
EVIDENCE = Prefetch("evidence", Evidence.objects.select_related("added_by").order_by("added_at", "pk"))


def layout_of(
    report: Report, *, only: Iterable[str] | None = None, step: int | None = None, bare: bool = False
) -> ReportLayout:
    """The report in steps, with all sections, with those named in `only`, or with those of one `step`.

    Two queries for the steps and eleven for the sections, however many; five less for `bare` sections, which
    do not tell of evidence and of the year before.
    """
    frame = _frame(report)
    keys = _keys(frame, only, step)
    content = _Content(frame, keys, bare=bare)
    steps = (
        replace(each, sections=tuple(content.section(key) for key in each.keys if key in keys))
        for each in frame.steps
    )
    return replace(frame, steps=tuple(steps))


def reread(layout: ReportLayout, report: Report) -> ReportLayout:
    """The same sections with what they say now: four queries."""
    stored = _sections(report, _inside(layout.activities, layout.sections), EVIDENCE)
    steps = (
        replace(step, sections=tuple(_with(section, stored.get(section.key)) for section in step.sections))
        for step in layout.steps
    )
    return replace(layout, report=report, steps=tuple(steps))


def report_of_last_year(report: Report) -> Report | None:
    """What the same member reported in the round a year earlier, once it was submitted."""
    return (
        Report.objects.reported()
        .filter(member=report.member_id, round__plan=report.round.plan_id, round__year=report.round.year - 1)
        .select_related("round")
        .first()
    )


def _keys(frame: ReportLayout, only: Iterable[str] | None, step: int | None) -> Collection[str]:
    if step is not None:
        chosen = frame.step(step)
        return chosen.keys if chosen else ()
    if only is not None:
        return [key for name in only if (key := frame.key_named(name))]
    return frame.keys


def _frame(report: Report) -> ReportLayout:
    """The steps without their sections."""
    outputs = Output.objects.filter(plan=report.round.plan_id).order_by("number")
    by_output: dict[int, list[Activity]] = defaultdict(list)
    activities = Activity.objects.in_year(report.round.year).filter(output__plan=report.round.plan_id)
    for activity in activities.order_by("number", "pk"):
        by_output[activity.output_id].append(activity)
    steps = tuple(_steps([(output, by_output[output.pk]) for output in outputs]))
    by_key = {key_of(each.pk, ""): each for inside in by_output.values() for each in inside}
    return ReportLayout(report, steps, by_key)


def _steps(outputs: list[tuple[Output, list[Activity]]]) -> Iterator[StepLayout]:
    yield _around(1, Step.DETAILS)
    for number, (output, activities) in enumerate(outputs, start=2):
        for activity in activities:
            activity.output = output
        title = _("Output %(number)s: %(name)s") % {"number": output.number, "name": output.short_name}
        keys = tuple(key_of(activity.pk, "") for activity in activities)
        yield StepLayout(number, title, output.short_name, keys, output=output)
    yield _around(len(outputs) + 2, Step.WAY_FORWARD)
    yield StepLayout(len(outputs) + 3, _("Check and sign"), _("Check and sign"))


def _around(number: int, step: Step) -> StepLayout:
    return StepLayout(number, str(step.label), str(step.label), (step.value,))


class _Content:
    """Reads what the chosen sections ask and say, then lays them out."""

    def __init__(self, frame: ReportLayout, keys: Collection[str], *, bare: bool) -> None:
        self.frame = frame
        self.report = frame.report
        self.year = frame.report.round.year
        if not keys:
            return
        activities = [frame.activities[key] for key in keys if key in frame.activities]
        prefetch_related_objects(activities, "target_groups")
        outputs = {activity.output_id: activity.output for activity in activities}
        prefetch_related_objects(list(outputs.values()), "target_groups")
        inside = _inside(frame.activities, keys)
        self.questions = _questions(self.report, inside)
        self.stored = _sections(self.report, inside, *(() if bare else (EVIDENCE,)))
        last = None if bare else report_of_last_year(self.report)
        self.last: Mapping[str, Section] = _sections(last, inside) if last else {}

    def section(self, key: str) -> SectionLayout:
        activity = self.frame.activities.get(key)
        groups = _groups(activity) if activity else ()
        last = self.last.get(key)
        section = SectionLayout(
            key=key,
            title=str(activity or Step(key).label),
            year=self.year,
            activity=activity,
            questions=tuple(self.questions[key]),
            target_groups=groups,
            stored=None,
            data=SectionData(),
            last=SectionData.of(last).told if last else None,
            last_year=self.year - 1 if self.year > self.report.round.plan.years[0] else None,
        )
        return _with(section, self.stored.get(key))


def _with(section: SectionLayout, stored: Section | None) -> SectionLayout:
    data = _asked(section, SectionData.of(stored)) if stored else SectionData()
    return replace(section, stored=stored, data=data)


def _inside(activities: Mapping[str, Activity], keys: Collection[str]) -> Q:
    """What hangs on the activities of these sections, or on these steps."""
    inside = [activities[key] for key in keys if key in activities]
    return Q(activity__in=inside) | Q(step__in=[key for key in keys if key in Step.values])


def _groups(activity: Activity) -> tuple[TargetGroup, ...]:
    return tuple(activity.target_groups.all()) or tuple(activity.output.target_groups.all())


def _asked(section: SectionLayout, data: SectionData) -> SectionData:
    """Without answers to questions, and groups, that a changed plan no longer has: kept, not shown."""
    codes = {question.code for question in section.questions}
    slugs = {group.slug for group in section.target_groups}
    return replace(
        data,
        answers=tuple(answer for answer in data.answers if answer.question in codes),
        target_groups=tuple(slug for slug in data.target_groups if slug in slugs),
    )


def _questions(report: Report, inside: Q) -> dict[str, list[Question]]:
    """This year's questions by section, in their order."""
    by_section: dict[str, list[Question]] = defaultdict(list)
    questions = Question.objects.for_plan_year(report.round.plan, report.round.year).filter(inside)
    for question in questions.select_related("at_most").order_by("position", "pk"):
        by_section[question.section_key].append(question)
    return by_section


def _sections(report: Report, inside: Q, *more: "Prefetch[Any]") -> dict[str, Section]:
    sections = report.sections.filter(inside).select_related("saved_by")
    return {section.key: section for section in sections.prefetch_related("target_groups", ANSWERS, *more)}
