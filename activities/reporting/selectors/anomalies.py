"""What strikes the eye in a report before anyone reads it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from activities.reporting.enums import REPORTED_STATES, Absence
from activities.reporting.models import Answer, Question, Report
from activities.reporting.question_types import type_of

Key = tuple[int, str]
"""Question and part."""


def is_jump(question: Question, before: Decimal | None, now: Decimal | None) -> bool:
    """Whether a figure moved so far in a year that somebody should look; its kind says how far that is."""
    return before is not None and now is not None and type_of(question).is_jump(before, now)


@dataclass
class Anomalies:
    """Counts of what was noticed in one report, by section."""

    jumps: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    absences: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def jump_count(self) -> int:
        return sum(self.jumps.values())

    @property
    def absence_count(self) -> int:
        return sum(self.absences.values())

    @property
    def count(self) -> int:
        return self.jump_count + self.absence_count

    @property
    def sections(self) -> set[str]:
        return {*self.jumps, *self.absences}


def anomalies_of(reports: Iterable[Report]) -> dict[int, Anomalies]:
    """Anomalies by report id; two queries, however many reports.

    Absent figures count where the question is required and applies to the member.
    """
    found = {report.pk: report for report in reports}
    before = _figures_of_last_year(found.values())
    anomalies = {pk: Anomalies() for pk in found}
    answers = (
        Answer.objects.said()
        .filter(section__report__in=found)
        .filter(Q(number__isnull=False) | ~Q(absence=""))
        .select_related("question", "section")
        .order_by()
    )
    for answer in answers:
        report = found[answer.section.report_id]
        figures = before.get((report.member_id, report.round_id), {})
        _note(anomalies[report.pk], answer, figures.get((answer.question_id, answer.part)))
    return anomalies


def _note(anomalies: Anomalies, answer: Answer, before: Decimal | None) -> None:
    key = answer.section.key
    if answer.absence:
        if answer.question.required and answer.absence != Absence.NOT_APPLICABLE:
            anomalies.absences[key] += 1
    elif is_jump(answer.question, before, answer.number):
        anomalies.jumps[key] += 1


def _figures_of_last_year(reports: Iterable[Report]) -> dict[tuple[int, int], dict[Key, Decimal]]:
    """Figures that the same members reported on the year before, by member and this year's round."""
    wanted = Q(pk__in=[])
    rounds: dict[tuple[int, int], int] = {}
    for report in reports:
        rounds[(report.round.plan_id, report.round.year)] = report.round_id
        wanted |= Q(
            section__report__member=report.member_id,
            section__report__round__plan=report.round.plan_id,
            section__report__round__year=report.round.year - 1,
        )
    rows = (
        Answer.objects.said()
        .filter(wanted, section__report__state__in=REPORTED_STATES, number__isnull=False)
        .order_by()
        .values_list(
            "section__report__member",
            "section__report__round__plan",
            "section__report__round__year",
            "question",
            "part",
            "number",
        )
    )
    figures: dict[tuple[int, int], dict[Key, Decimal]] = defaultdict(dict)
    for member, plan, year, question, part, number in rows:
        if number is not None:
            figures[(member, rounds[(plan, year + 1)])][(question, part)] = number
    return figures
