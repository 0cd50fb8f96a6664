"""Invented figures: of a plausible size, the same on every load, one story from year to year.

A member has a size, habits and a starting point of its own that do not change; targets
pull all of them along.  What a report says agrees with its other answers, with the report
of the year before and with the official statistics, as the tables of `story` say.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import NormalDist

from actionplan.home.sample import story
from activities.enums import Sex
from activities.reporting.enums import Absence, SplitBy
from activities.reporting.models import Question
from activities.reporting.question_types import Date, DecimalNumber, FivePointRating, Money, Percent, YesNo
from activities.reporting.section_data import AnswerData
from indicators.models import Indicator
from kernel.measures import counted_under
from members.committees.models import Statistic
from members.models import Member
from outputs.models import Plan

MEMBERS_IN_A_TARGET = 100
SHARE_WITHOUT_RECORDS = 0.04
SHARE_WITHOUT_VALUE = 0.02
SHARE_THAT_DISAGREES = 0.05
RATIO_UNITS = ("percent", "points (1-5)", "points (0-100)", "uses per resource")
LARGEST_UNCERTAINTY = 0.999

Groups = Mapping[str, list[str]]


def chance(*words: object) -> float:
    """A number between 0 and 1 that these words always give."""
    digest = hashlib.blake2b(" ".join(map(str, words)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def spread(sigma: float, *words: object) -> float:
    """A deviation from 0, of these words."""
    drawn = min(max(chance(*words), 1 - LARGEST_UNCERTAINTY), LARGEST_UNCERTAINTY)
    return NormalDist(0, sigma).inv_cdf(drawn)


@dataclass
class MemberYear:
    """The numbers of one report, each drawn when it is first asked for; none where there is no value."""

    iso2: str
    year: int
    numbers: dict[str, Decimal | None] = field(default_factory=dict)
    absences: dict[str, AnswerData] = field(default_factory=dict)


class SampleValues:
    """Draws the answers of every report of a plan."""

    def __init__(self, plan: Plan, questions: Iterable[Question]) -> None:
        self.questions = list(questions)
        self.by_code = {question.code: question for question in self.questions}
        self.codes = {question.pk: question.code for question in self.questions}
        self.last_year = plan.years[-1]
        self.targets: dict[str, dict[int, float]] = {}
        self.terms: dict[str, int] = {}
        self.ratios: set[str] = set()
        for indicator in Indicator.objects.filter(plan=plan).prefetch_related("versions", "targets"):
            self._learn(indicator)
        held = Statistic.objects.filter(series="secretariats", year__in=plan.years)
        self.secretariats = {
            (iso2, year): value for iso2, year, value in held.values_list("member__iso2", "year", "value")
        }
        self.recorded = recorded_numbers(plan, self.questions)
        self.reports: dict[tuple[str, int], MemberYear] = {}

    def _learn(self, indicator: Indicator) -> None:
        version = max(indicator.versions.all(), key=lambda version: version.number)
        self.targets[indicator.code] = {
            target.year: float(target.value) for target in indicator.targets.all()
        }
        self.terms[indicator.code] = version.numerator.count("+") + 1
        if indicator.unit in RATIO_UNITS:
            self.ratios.add(indicator.code)

    def of_report(self, iso2: str, year: int, groups: Groups) -> list[AnswerData]:
        """All answers of one member's report; `groups` gives the target groups of each section."""
        report = self.report(iso2, year)
        values: list[AnswerData] = []
        for question in self.questions:
            if question.is_valid_in(year):
                values.extend(self._answers(question, report, groups))
        return values

    def report(self, iso2: str, year: int) -> MemberYear:
        return self.reports.setdefault((iso2, year), MemberYear(iso2, year))

    def _answers(self, question: Question, report: MemberYear, groups: Groups) -> list[AnswerData]:
        if not question.is_numeric:
            return [words(question, report)]
        number = self.number(question.code, report)
        if number is None:
            return [report.absences[question.code]]
        return [AnswerData(question.code, number=number), *parts(question, number, report, groups)]

    def number(self, code: str, report: MemberYear) -> Decimal | None:
        """The value of a question, drawn once; what it depends on is drawn first."""
        if code not in report.numbers:
            question = self.by_code[code]
            absence = self._absence(question, report)
            if absence:
                report.absences[code] = absence
            report.numbers[code] = None if absence else self._drawn(question, report)
        return report.numbers[code]

    def _recorded(self, question: Question, report: MemberYear) -> Decimal | None:
        """What the member's sample records give; a few members do not agree with theirs."""
        if chance(report.iso2, question.code, report.year, "disagrees") < SHARE_THAT_DISAGREES:
            return None
        return self.recorded.get((report.iso2, report.year, question.recorded_as))

    def _absence(self, question: Question, report: MemberYear) -> AnswerData | None:
        if self._recorded(question, report) is not None:
            return None
        code = question.code
        whole = self._whole(question, report)
        needed = self._needed(code, report)
        if question.at_most_id and not whole:
            return not_applicable(code, "Sample: there was nothing to count.")
        if question.kind == FivePointRating.kind and needed is not None and not needed:
            return not_applicable(code, "Sample: there was nothing to rate.")
        aims = self.targets.get(question.serves)
        if aims and report.year not in aims and any(year < report.year for year in aims):
            return not_applicable(code, "Sample: there was no edition in the year.")
        keeps_none = chance(report.iso2, code, "records") < SHARE_WITHOUT_RECORDS
        if keeps_none or chance(report.iso2, code, report.year, "record") < SHARE_WITHOUT_VALUE:
            return AnswerData(code, absence=Absence.NOT_AVAILABLE, reason="Sample: no record was kept.")
        return None

    def _whole(self, question: Question, report: MemberYear) -> Decimal | None:
        whole = self.codes.get(question.at_most_id or 0)
        return self.number(whole, report) if whole else None

    def _needed(self, code: str, report: MemberYear) -> Decimal | None:
        """The value of what the question needs; none where it needs nothing, or that is not known."""
        needed = story.NEEDS.get(code, "")
        return self.number(needed, report) if needed in self.by_code else None

    def _drawn(self, question: Question, report: MemberYear) -> Decimal:
        if (recorded := self._recorded(question, report)) is not None:
            return recorded
        needed = self._needed(question.code, report)
        if needed is not None and not needed:
            return Decimal(0)
        number = self._free(question, report)
        if needed and question.code in story.GIVEN_WITH:
            number = max(number, Decimal(1))
        for table, year in ((story.AT_MOST, report.year), (story.AT_MOST_LAST_YEAR, report.year - 1)):
            most = table.get(question.code, "")
            if most in self.by_code:
                number = min(number, self.number(most, self.report(report.iso2, year)) or Decimal(0))
        slips = chance(report.iso2, "slip") < story.SHARE_OF_SLIPS
        if question.code == story.SLIP and report.year == self.last_year and slips:
            number *= story.SLIPS
        return number

    def _free(self, question: Question, report: MemberYear) -> Decimal:
        """Before it is held against other answers."""
        whole = self._whole(question, report)
        if whole is not None:
            return share_of(whole, self.aim(question, report.year) / 100, question, report)
        of_code = {story.INCLUDES_SECRETARIATS: self._positions, story.EVENTS: self._events}
        of_kind = {
            YesNo.kind: self._yes_or_no,
            FivePointRating.kind: self._rating,
            Money.kind: money,
            DecimalNumber.kind: self._points,
            Percent.kind: self._points,
        }
        draw = of_code.get(question.code) or of_kind.get(question.kind, self._count)
        return draw(question, report)

    def _yes_or_no(self, question: Question, report: MemberYear) -> Decimal:
        return yes_or_no(question, report, self.aim(question, report.year) / 100)

    def _rating(self, question: Question, report: MemberYear) -> Decimal:
        place = (report.iso2, question.code)
        mood = spread(0.5, *place) + spread(0.3, *place, report.year)
        return Decimal(min(5, max(1, round(self.aim(question, report.year, 3.8) + mood))))

    def _points(self, question: Question, report: MemberYear) -> Decimal:
        return points(question, report, self.aim(question, report.year))

    def _count(self, question: Question, report: MemberYear) -> Decimal:
        return count(self._per_member(question, report), question, report)

    def _positions(self, _question: Question, report: MemberYear) -> Decimal:
        held = self.secretariats.get((report.iso2, report.year), Decimal(0))
        return Decimal(int(held) + int(3 * chance(report.iso2, "chairs")))

    def _events(self, _question: Question, report: MemberYear) -> Decimal:
        reached = self.number(story.NEEDS[story.EVENTS], report) or Decimal(0)
        return Decimal(math.ceil(reached / story.PERSONS_AT_AN_EVENT))

    def aim(self, question: Question, year: int, otherwise: float = 50) -> float:
        """What members as a whole come to: the target's way, each indicator at a pace of its own."""
        aims = self.targets.get(question.serves, {})
        known = [aims[each] for each in sorted(aims) if each <= year]
        target = known[-1] if known else aims[min(aims)] if aims else otherwise
        code = question.serves
        pace = 1 + spread(0.07, code, "pace") + (year - 2013) * spread(0.015, code, "drift")
        output = question.activity.output.number if question.activity else 0
        return target * story.ACHIEVED_BY_OUTPUT.get(output, 1.0) * pace

    def _per_member(self, question: Question, report: MemberYear) -> float:
        is_counted = question.serves in self.targets and question.serves not in self.ratios
        if question.code == "q5_4_uses":
            resources = float(self.number("q5_4_resources", report) or 0)
            return resources * self.aim(question, report.year)
        if is_counted and question.code not in story.TYPICAL:
            terms = self.terms.get(question.serves, 1)
            return self.aim(question, report.year, 300) / MEMBERS_IN_A_TARGET / terms
        grown = 1 + 0.03 * (report.year - 2013)
        return story.TYPICAL.get(question.code, story.TYPICAL_COUNT) * grown


def recorded_numbers(plan: Plan, questions: Iterable[Question]) -> dict[tuple[str, int, str], Decimal]:
    """By member, year and measure, what records give of the measures that questions name: two queries."""
    names = sorted({question.recorded_as for question in questions if question.recorded_as})
    codes = dict(Member.objects.values_list("pk", "iso2"))
    found: dict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
    for each in counted_under(plan, plan.years, names):
        found[codes[each.member], each.year, each.measure] += each.value
    return found


def not_applicable(code: str, reason: str) -> AnswerData:
    return AnswerData(code, absence=Absence.NOT_APPLICABLE, reason=reason)


def yes_or_no(question: Question, report: MemberYear, share: float) -> Decimal:
    """Who says yes goes on saying so, except where the question is of the year."""
    place = chance(report.iso2, question.code)
    if question.code in story.CHANGES_EACH_YEAR:
        place = (place + 0.25 * chance(report.iso2, question.code, report.year)) % 1
    return Decimal(int(place < min(0.95, share)))


def share_of(whole: Decimal, share: float, question: Question, report: MemberYear) -> Decimal:
    """A part of a whole, nearer the common share the larger the whole is."""
    leaning = spread(0.09, report.iso2, question.code) + spread(0.03, report.iso2, question.code, report.year)
    exact = float(whole) * min(1.0, max(0.0, share + leaning))
    return Decimal(min(int(whole), math.floor(exact + chance(report.iso2, question.code, "rest"))))


def money(question: Question, report: MemberYear) -> Decimal:
    typical = story.TYPICAL_INCOME if question.code == "details_income_total" else story.TYPICAL_FUNDS
    size = math.exp(spread(0.8, report.iso2, "income"))
    grown = 1 + 0.03 * (report.year - 2011) + spread(0.02, report.iso2, question.code, report.year)
    return Decimal(round(typical * size * grown, -3))


def points(question: Question, report: MemberYear, aim: float) -> Decimal:
    drawn = aim + spread(9, report.iso2, question.code) + spread(1.5, report.iso2, question.code, report.year)
    low = float(question.minimum or 0)
    high = float(question.maximum) if question.maximum is not None else drawn
    return Decimal(str(round(min(high, max(low, drawn)), 1)))


def count(per_member: float, question: Question, report: MemberYear) -> Decimal:
    """Of a member by its size: small ones count a little, and what is below one now and then one."""
    size = math.exp(spread(0.55, report.iso2, "size") + spread(0.35, report.iso2, question.code) - 0.2)
    year = 1 + spread(0.06, report.iso2, question.code, report.year)
    return Decimal(math.floor(per_member * size * year + chance(report.iso2, question.code, "rest")))


def parts(question: Question, total: Decimal, report: MemberYear, groups: Groups) -> list[AnswerData]:
    """The parts by which a question is split; they add up to the total."""
    if question.split_by == SplitBy.SEX:
        share = 0.38 + spread(0.06, report.iso2, "women") + 0.01 * (report.year - 2013)
        women = Decimal(round(float(total) * min(0.9, max(0.05, share))))
        return [
            AnswerData(question.code, Sex.FEMALE, women),
            AnswerData(question.code, Sex.MALE, total - women),
        ]
    named = groups.get(question.section_key, []) if question.split_by == SplitBy.TARGET_GROUP else []
    if not named:
        return []
    weights = [0.2 + chance(report.iso2, question.code, group) for group in named]
    counts = [int(float(total) * weight / sum(weights)) for weight in weights]
    counts[0] += int(total) - sum(counts)
    return [
        AnswerData(question.code, group, Decimal(each)) for group, each in zip(named, counts, strict=True)
    ]


def words(question: Question, report: MemberYear) -> AnswerData:
    """A choice stays the member's own; texts say that they are samples."""
    if question.type.has_choices:
        place = int(len(question.choices) * chance(report.iso2, question.code))
        return AnswerData(question.code, text=question.choices[place]["value"])
    if question.kind == Date.kind:
        return AnswerData(question.code, absence=Absence.NOT_YET, reason="Sample: no date was set.")
    return AnswerData(question.code, text=f"Sample text for “{question.label}”.")
