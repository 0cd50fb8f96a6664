"""Invented figures: of a plausible size, the same on every load, near the sample targets.

A question that an indicator counts gets the target's share per member; one that is
part of another gets the share that the indicator's target asks for; a question with
neither gets a small count.
"""

import random
from collections.abc import Iterable
from decimal import Decimal

from activities.reporting.content import AnswerData
from activities.reporting.enums import Absence, QuestionKind, Sex, SplitBy
from activities.reporting.models import Question
from indicators.models import Indicator
from outputs.models import Plan

MEMBERS_IN_A_TARGET = 100
SHARE_WITHOUT_VALUE = 0.06
ACHIEVED_BY_OUTPUT = {1: 1.04, 2: 0.99, 3: 0.86, 4: 0.82, 5: 1.02, 6: 0.6}
TYPICAL_INCOME = 4_000_000
FEW = 50


class SampleValues:
    """Draws the answers of one report after the other."""

    def __init__(self, plan: Plan, questions: Iterable[Question]) -> None:
        self.questions = list(questions)
        self.targets: dict[str, dict[int, float]] = {}
        self.terms: dict[str, int] = {}
        for indicator in Indicator.objects.filter(plan=plan).prefetch_related("versions", "targets"):
            self._learn(indicator)

    def _learn(self, indicator: Indicator) -> None:
        version = max(indicator.versions.all(), key=lambda version: version.number)
        self.targets[indicator.code] = {
            target.year: float(target.value) for target in indicator.targets.all()
        }
        self.terms[indicator.code] = version.numerator.count("+") + 1

    def of_report(self, iso2: str, year: int, groups: dict[str, list[str]]) -> list[AnswerData]:
        """All answers of one member's report; `groups` gives the target groups of each section."""
        dice = random.Random(f"{iso2} {year}")  # noqa: S311 (invented figures, no secret)
        drawn: dict[int, Decimal | None] = {}
        values: list[AnswerData] = []
        for question in self.questions:
            values.extend(self._answer(question, year, dice, drawn, groups))
        return values

    def _answer(
        self,
        question: Question,
        year: int,
        dice: random.Random,
        drawn: dict[int, Decimal | None],
        groups: dict[str, list[str]],
    ) -> list[AnswerData]:
        if not question.is_numeric:
            return [self._words(question, dice)]
        whole = drawn.get(question.at_most_id) if question.at_most_id else None
        if question.at_most_id and not whole:
            drawn[question.pk] = None
            return [
                AnswerData(
                    question.code,
                    absence=Absence.NOT_APPLICABLE,
                    reason="Sample: there was nothing to count.",
                )
            ]
        if dice.random() < SHARE_WITHOUT_VALUE:
            drawn[question.pk] = None
            return [
                AnswerData(question.code, absence=Absence.NOT_AVAILABLE, reason="Sample: no record was kept.")
            ]
        number = self._number(question, year, dice, whole)
        drawn[question.pk] = number
        return [AnswerData(question.code, number=number), *self._parts(question, number, dice, groups)]

    def _number(self, question: Question, year: int, dice: random.Random, whole: Decimal | None) -> Decimal:
        target = self.targets.get(question.serves, {}).get(year)
        achieved = ACHIEVED_BY_OUTPUT.get(question.activity.output.number if question.activity else 0, 1.0)
        if question.kind == QuestionKind.YES_NO:
            return Decimal(int(dice.random() < min(0.95, (target or 50) / 100 * achieved)))
        if question.kind == QuestionKind.RATING:
            return Decimal(min(5, max(1, round(dice.gauss((target or 4) * achieved, 0.7)))))
        if whole is not None:
            return self._part_of(whole, (target or 50) / 100 * achieved, dice)
        if question.kind == QuestionKind.MONEY:
            return Decimal(round(TYPICAL_INCOME * dice.lognormvariate(0, 0.9), -3))
        return self._bounded(question, self._count(question, target, achieved, dice))

    @staticmethod
    def _part_of(whole: Decimal, share: float, dice: random.Random) -> Decimal:
        """Of few, each by itself; of many, the share with some spread."""
        if whole <= FEW:
            return Decimal(sum(dice.random() < share for _each in range(int(whole))))
        return Decimal(round(float(whole) * min(1.0, max(0.0, dice.gauss(share, 0.12)))))

    def _count(self, question: Question, target: float | None, achieved: float, dice: random.Random) -> float:
        if question.kind in (QuestionKind.DECIMAL, QuestionKind.PERCENT):
            return dice.gauss((target or 50) * achieved, 12)
        per_member = (target or 300) / MEMBERS_IN_A_TARGET / self.terms.get(question.serves, 1)
        return max(0.0, dice.gauss(per_member * achieved, per_member * 0.45 + 0.4))

    def _bounded(self, question: Question, number: float) -> Decimal:
        low = float(question.minimum or 0)
        high = float(question.maximum) if question.maximum is not None else number
        places = 1 if question.kind in (QuestionKind.DECIMAL, QuestionKind.PERCENT) else 0
        return Decimal(str(round(min(high, max(low, number)), places)))

    def _parts(
        self, question: Question, total: Decimal, dice: random.Random, groups: dict[str, list[str]]
    ) -> list[AnswerData]:
        if question.split_by == SplitBy.SEX:
            women = Decimal(round(float(total) * dice.uniform(0.25, 0.55)))
            return [
                AnswerData(question.code, Sex.FEMALE, women),
                AnswerData(question.code, Sex.MALE, total - women),
            ]
        if question.split_by == SplitBy.TARGET_GROUP:
            return self._by_group(question, int(total), dice, groups.get(question.section_key, []))
        return []

    def _by_group(
        self, question: Question, total: int, dice: random.Random, groups: list[str]
    ) -> list[AnswerData]:
        if not groups:
            return []
        shares = [dice.random() for _group in groups]
        counts = [int(total * share / sum(shares)) for share in shares]
        counts[0] += total - sum(counts)
        return [
            AnswerData(question.code, group, Decimal(count))
            for group, count in zip(groups, counts, strict=True)
        ]

    def _words(self, question: Question, dice: random.Random) -> AnswerData:
        if question.kind == QuestionKind.CHOICE:
            return AnswerData(question.code, text=dice.choice(question.choices)["value"])
        if question.kind == QuestionKind.DATE:
            return AnswerData(question.code, absence=Absence.NOT_YET, reason="Sample: no date was set.")
        return AnswerData(question.code, text=f"Sample text for “{question.label}”.")
