"""Sample reports: written in bulk, in the states that a round really has."""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pgtrigger
from django.db import connection, transaction
from django.utils import timezone

from actionplan.home.sample.people import has_left
from actionplan.home.sample.values import SampleValues, chance
from activities.models import Activity
from activities.reporting.canonical import activities_in, canonical_content, sha256
from activities.reporting.enums import CHANGES_WANTED, UNDER_WAY, Rating, ReportState, RoundAction, Step
from activities.reporting.models import (
    Answer,
    Question,
    Remark,
    Report,
    Return,
    Round,
    Section,
    Transition,
    Version,
)
from activities.reporting.models.places import key_of
from members.models import Member, User
from outputs.models import Plan, TargetGroup

PATHS = {
    ReportState.OPEN: (),
    ReportState.DRAFT: (ReportState.DRAFT,),
    ReportState.EXEMPT: (ReportState.EXEMPT,),
    ReportState.SUBMITTED: (ReportState.DRAFT, ReportState.SUBMITTED),
    ReportState.IN_REVIEW: (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.IN_REVIEW),
    ReportState.RETURNED: (
        ReportState.DRAFT,
        ReportState.SUBMITTED,
        ReportState.IN_REVIEW,
        ReportState.RETURNED,
    ),
    ReportState.ACCEPTED: (
        ReportState.DRAFT,
        ReportState.SUBMITTED,
        ReportState.IN_REVIEW,
        ReportState.ACCEPTED,
    ),
}
SIGNED = (ReportState.SUBMITTED, ReportState.IN_REVIEW, ReportState.RETURNED, ReportState.ACCEPTED)
BY_DEVT = (ReportState.IN_REVIEW, ReportState.RETURNED, ReportState.ACCEPTED, ReportState.EXEMPT)
SHARE_EXEMPT = 0.02
SHARE_SILENT = 0.17
"""Of the members in the first year; each year a few of them begin to report."""

PRESENT_SHARES = {
    ReportState.ACCEPTED: 0.3,
    ReportState.IN_REVIEW: 0.03,
    ReportState.SUBMITTED: 0.12,
    ReportState.RETURNED: 0.05,
    ReportState.DRAFT: 0.2,
    ReportState.EXEMPT: 0.02,
    ReportState.OPEN: 0.28,
}
RATINGS = ((0.15, Rating.NOT_STARTED), (0.3, Rating.DELAYED), (1.1, Rating.ON_TRACK))
"""Up to which progress a rating is given; beyond the last it is completed."""

AS_REACH = {
    Rating.NOT_STARTED: Rating.NOT_REACHED,
    Rating.DELAYED: Rating.PARTLY,
    Rating.ON_TRACK: Rating.REACHED,
    Rating.COMPLETED: Rating.REACHED,
}
"""What is said instead where members are asked if it reached them."""

DRAFTED_SECTIONS = 9
REASON = "Sample: the member asked to be left out this year."
DONE = "Sample text: what was done under"
REMARKED = "1.2"
REMARK = "Sample remark: please name the committee and say who benefited."


@dataclass
class People:
    """Who signs and reviews the samples, and whose reports stay as somebody signing in wants them."""

    signatories: dict[str, User]
    """By country code."""
    reviewer: User
    fixed: dict[str, ReportState] = field(default_factory=dict)
    """The state in the present round by country code."""

    def signatory(self, member: Member) -> User:
        return self.signatories[member.iso2]


@dataclass
class SampleRound:
    """Writes the reports of one round; `progress` is called once per report."""

    round: Round
    values: SampleValues
    people: People
    is_present: bool
    progress: Callable[[], object]

    def __post_init__(self) -> None:
        plan: Plan = self.round.plan
        self.dice = random.Random(self.round.year)  # noqa: S311 (invented dates, no secret)
        self.questions = {question.code: question for question in self.values.questions}
        activities = (
            Activity.objects.in_year(self.round.year)
            .filter(output__plan=plan)
            .select_related("output")
            .prefetch_related("target_groups", "output__target_groups")
            .order_by("output__number", "number")
        )
        self.activities = {key_of(activity.pk, ""): activity for activity in activities}
        self.groups: dict[str, list[TargetGroup]] = {
            key: list(activity.target_groups.all() or activity.output.target_groups.all())
            for key, activity in self.activities.items()
        }

    @transaction.atomic
    def write(self, members: Iterable[Member]) -> list[Report]:
        """All reports of the round, in bulk and without a history: what is invented has none."""
        states = {member: self._state(member) for member in members}
        self.signed = {member.pk: self._moment() for member in states}
        with pgtrigger.ignore():
            reports = Report.objects.bulk_create(
                self._report(member, state) for member, state in states.items()
            )
            self._fill(reports)
            for report in reports:
                self._leave_a_trail(report)
                self.progress()
            self._write_down(reports)
        return reports

    def _write_down(self, reports: Iterable[Report]) -> None:
        """Opened by DEVT and closed by itself, as rounds are."""
        if opened_at := self.round.opened_at:
            members = {"members": [report.member.iso2 for report in reports]}
            by = self.people.reviewer
            self.round.acts.create(action=RoundAction.OPENED, at=opened_at, by=by, details=members)
        for report in reports:
            if report.state == ReportState.EXEMPT:
                self._write_exemption_down(report)
        if closed_at := self.round.closed_at:
            self.round.acts.create(action=RoundAction.CLOSED, at=closed_at)

    def _write_exemption_down(self, report: Report) -> None:
        freed = report.transitions.get(target=ReportState.EXEMPT)
        self.round.acts.create(
            action=RoundAction.EXEMPTED,
            at=freed.at,
            by=freed.by,
            reason=freed.reason,
            details={"members": [report.member.iso2]},
        )

    def _state(self, member: Member) -> ReportState:
        if self.is_present and member.iso2 in self.people.fixed:
            return self.people.fixed[member.iso2]
        if self.is_present:
            state = self.dice.choices(list(PRESENT_SHARES), list(PRESENT_SHARES.values()))[0]
            return ReportState.OPEN if has_left(member.iso2) else state
        return ReportState.ACCEPTED if member.iso2 in self.people.fixed else self._past_state(member)

    def _past_state(self, member: Member) -> ReportState:
        """Who keeps silent does so for years, until it begins."""
        if chance(member.iso2, self.round.year, "exempt") < SHARE_EXEMPT:
            return ReportState.EXEMPT
        silent = SHARE_SILENT - 0.02 * (self.round.year - self.round.plan.years[0])
        return ReportState.OPEN if chance(member.iso2, "silent") < silent else ReportState.ACCEPTED

    def _rating(self, member: Member, activity: Activity) -> Rating:
        """It goes forward from year to year and never back."""
        years = self.round.year - self.round.plan.years[0]
        progress = chance(member.iso2, activity.code, "progress") + 0.08 * years
        rating = next((rating for most, rating in RATINGS if progress < most), Rating.COMPLETED)
        return AS_REACH[rating] if self._asks_reach(activity) else rating

    def _asks_reach(self, activity: Activity) -> bool:
        return activity.asks_reach_in(self.round.year)

    def _done(self, activity: Activity) -> str:
        return "" if self._asks_reach(activity) else f"{DONE} {activity.code} in {self.round.year}."

    def _report(self, member: Member, state: ReportState) -> Report:
        accepted = state == ReportState.ACCEPTED
        reviewed = state in (ReportState.ACCEPTED, ReportState.IN_REVIEW, ReportState.RETURNED)
        return Report(
            round=self.round,
            member=member,
            state=state,
            is_sample=True,
            accepted_at=self.signed[member.pk] + dt.timedelta(days=6) if accepted else None,
            accepted_by=self.people.reviewer if accepted else None,
            review_started_by=self.people.reviewer if reviewed else None,
            exempt_reason=REASON if state == ReportState.EXEMPT else "",
        )

    def _moment(self) -> dt.datetime:
        """When a report was signed: mostly before the due date, never in the future."""
        last = timezone.now() - dt.timedelta(days=10)
        due = dt.datetime.combine(self.round.due_on, dt.time(10), tzinfo=dt.UTC)
        drawn = due - dt.timedelta(days=self.dice.triangular(-14, 35, 6), minutes=self.dice.randrange(600))
        return min(drawn, last - dt.timedelta(minutes=self.dice.randrange(20_000)))

    def _fill(self, reports: list[Report]) -> None:
        begun = [report for report in reports if report.state not in (ReportState.OPEN, ReportState.EXEMPT)]
        sections = Section.objects.bulk_create(
            section for report in begun for section in self._sections(report)
        )
        through = Section.target_groups.through
        through.objects.bulk_create(
            through(section=section, targetgroup=group)
            for section in sections
            for group in self._benefited(section)
        )
        by_place = {(section.report_id, section.key): section for section in sections}
        answers = (answer for report in begun for answer in self._answers(report, by_place))
        Answer.objects.bulk_create(answers, batch_size=2000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE reporting_answer")

    def _told_of(self, member: Member) -> set[str]:
        """Where it says what changed: of all activities, and of three once the form asks of no more."""
        if not any(map(self._asks_reach, self.activities.values())):
            return set(self.activities)
        by_chance = {key: chance(member.iso2, one.code, "changed") for key, one in self.activities.items()}
        under_way = [key for key, one in self.activities.items() if self._rating(member, one) in UNDER_WAY]
        return set(sorted(under_way, key=by_chance.__getitem__)[:CHANGES_WANTED])

    def _benefited(self, section: Section) -> list[TargetGroup]:
        """One to three groups, who differ from member to member."""
        groups = self.groups.get(section.key, []) if section.changed else []
        code = section.activity.code if section.activity else section.step
        place = (section.report.member.iso2, code, self.round.year)
        first, many = int(len(groups) * chance(*place, "group")), 1 + int(3 * chance(*place, "groups"))
        return groups[first : first + many]

    def _sections(self, report: Report) -> Iterator[Section]:
        keys = [Step.DETAILS, *self.activities, Step.WAY_FORWARD]
        told = self._told_of(report.member)
        for key in keys[:DRAFTED_SECTIONS] if report.state == ReportState.DRAFT else keys:
            activity = self.activities.get(key)
            yield Section(
                report=report,
                activity=activity,
                step="" if activity else key,
                rating=self._rating(report.member, activity) if activity else "",
                done=self._done(activity) if activity else "",
                changed="Sample text: what changed, and for whom." if key in told else "",
                version=1,
                saved_at=self.signed[report.member_id] - dt.timedelta(hours=2),
                saved_by=self.people.signatory(report.member),
            )

    def _answers(self, report: Report, sections: dict[tuple[int, str], Section]) -> Iterator[Answer]:
        slugs = {key: [group.slug for group in groups[:4]] for key, groups in self.groups.items()}
        for answer in self.values.of_report(report.member.iso2, self.round.year, slugs):
            question = self.questions[answer.question]
            if section := sections.get((report.pk, question.section_key)):
                yield Answer(
                    section=section,
                    question=question,
                    part=answer.part,
                    number=answer.number,
                    text=answer.text,
                    absence=answer.absence,
                    reason=answer.reason,
                )

    def _leave_a_trail(self, report: Report) -> None:
        states = [ReportState.OPEN, *PATHS[ReportState(report.state)]]
        signed = self.signed[report.member_id]
        Transition.objects.bulk_create(
            Transition(
                report=report,
                source=source,
                target=target,
                at=signed + dt.timedelta(days=3 * number - 3),
                by=self.people.reviewer if target in BY_DEVT else self.people.signatory(report.member),
                reason=REASON if target == ReportState.EXEMPT else "",
            )
            for number, (source, target) in enumerate(pairwise(states))
        )
        if report.state in SIGNED:
            self._keep_version(report, signed)
        if report.state == ReportState.RETURNED:
            self._return(report)

    def _keep_version(self, report: Report, signed: dt.datetime) -> None:
        content = canonical_content(report)
        Version.objects.create(
            report=report,
            number=1,
            receipt=f"{self.round.plan.code}/{self.round.year}/{report.member.iso2}/1",
            content=content,
            activities=activities_in(report),
            sha256=sha256(content),
            submitted_at=signed,
            submitted_by=self.people.signatory(report.member),
        )

    def _return(self, report: Report) -> None:
        made = Return.objects.create(
            report=report,
            number=1,
            reason="",
            due_on=timezone.now().date() + dt.timedelta(days=14),
            returned_at=timezone.now() - dt.timedelta(days=3),
            returned_by=self.people.reviewer,
        )
        activity = next((one for one in self.activities.values() if one.code == REMARKED), None)
        Remark.objects.create(
            report=report,
            activity=activity,
            step="" if activity else Step.DETAILS,
            text=REMARK,
            written_by=self.people.reviewer,
            sent_with=made,
        )


def question_queryset(plan: Plan) -> list[Question]:
    """The plan's questions with what the values need, parts after their wholes."""
    questions = Question.objects.filter(plan=plan).select_related("activity__output", "at_most")
    return sorted(questions, key=lambda question: (question.at_most_id is not None, question.position))
