"""What cannot be true of a section: each check names the field and says how to mend it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.enums import Absence, SplitBy
from activities.reporting.models import Question
from activities.reporting.question_types import type_of
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.layout import SectionLayout
from activities.reporting.typed_answers import Problems
from kernel.numbers import exact
from kernel.texts import too_long

Answers = dict[str, AnswerData]


def completed_splits(section: SectionLayout, data: SectionData) -> SectionData:
    """Fills in what follows: of women, men and total the third; of target groups the total.

    What was said of a number that is filled in stays beside it.
    """
    completed = [
        answer
        for question in section.questions
        if question.split_by != SplitBy.NONE
        for answer in _completed(section, question, data.of_question(question.code)).values()
    ]
    codes = {answer.question for answer in completed}
    others = [answer for answer in data.answers if answer.question not in codes]
    return replace(data, answers=(*others, *completed)).tidied()


def problems_of(section: SectionLayout, data: SectionData) -> Problems:
    """Problems by field: a question's code, `rating` or `target_groups`."""
    found: Problems = defaultdict(list)
    for field, message in _all_problems(section, data):
        found[field].append(message)
    return dict(found)


def _completed(section: SectionLayout, question: Question, answers: Answers) -> Answers:
    derived = _derived(question, _numbers(answers), [code for code, _name in section.parts_of(question)])
    added = {
        part: replace(answers.get(part) or AnswerData(question.code, part), number=number)
        for part, number in derived.items()
    }
    return answers | added


def _derived(question: Question, numbers: dict[str, Decimal], parts: list[str]) -> dict[str, Decimal]:
    """The numbers that follow from those given; none where they would be negative."""
    given = [part for part in parts if part in numbers]
    whole = sum((numbers[part] for part in given), Decimal(0))
    if "" not in numbers:
        enough = len(given) == len(parts) if question.split_by == SplitBy.SEX else bool(given)
        return {"": whole} if enough else {}
    missing = [part for part in parts if part not in numbers]
    if question.split_by == SplitBy.SEX and len(given) == 1 and whole <= numbers[""]:
        return {missing[0]: numbers[""] - whole}
    return {}


def _all_problems(section: SectionLayout, data: SectionData) -> Iterator[tuple[str, str]]:
    yield from _problems_around(section, data)
    for question in section.questions:
        answers = data.of_question(question.code)
        for message in _problems_of_question(section, question, answers):
            yield question.code, message
        for message in _above_limit(question, answers, data):
            yield question.code, message


def _problems_around(section: SectionLayout, data: SectionData) -> Iterator[tuple[str, str]]:
    if data.rating and section.activity and data.rating not in section.ratings:
        yield "rating", _("“%(value)s” is not one of the ratings.") % {"value": data.rating}
    texts = {"why_not_relevant": data.why_not_relevant, "done": data.done, "changed": data.changed}
    for name, text in texts.items():
        if message := too_long(text):
            yield name, message
    if not section.activity and any((data.rating, data.target_groups, *texts.values())):
        yield "rating", _("This section has no rating, texts or target groups of its own.")
    groups = {group.slug for group in section.target_groups}
    for slug in data.target_groups:
        if slug not in groups:
            yield "target_groups", _("“%(value)s” is not a target group of this activity.") % {"value": slug}
    asked = {question.code for question in section.questions}
    for code in sorted({answer.question for answer in data.answers} - asked):
        yield code, _("The question “%(code)s” is not asked in this section this year.") % {"code": code}


def _problems_of_question(section: SectionLayout, question: Question, answers: Answers) -> Iterator[str]:
    absence = next((answer.absence for answer in answers.values() if answer.absence), "")
    if absence and absence not in Absence.values:
        yield _("“%(value)s” is not one of the reasons.") % {"value": absence}
        return
    if absence and any(answer.has_value for answer in answers.values()):
        yield _("You gave a value and also “%(absence)s”. Keep one of them.") % {
            "absence": Absence(absence).label
        }
        return
    parts = {"", *(code for code, _name in section.parts_of(question))}
    for part, answer in answers.items():
        if message := too_long(answer.text) or too_long(answer.reason):
            yield message
        if part not in parts:
            yield _("“%(part)s” is not a part that is asked for.") % {"part": part}
        else:
            yield from type_of(question).check(question, answer) if answer.has_value else ()
    yield from _wrong_sum(section, question, answers)


def _wrong_sum(section: SectionLayout, question: Question, answers: Answers) -> Iterator[str]:
    numbers = _numbers(answers)
    parts = [code for code, _name in section.parts_of(question)]
    given = [numbers[code] for code in parts if code in numbers]
    if "" not in numbers or not given:
        return
    whole, of_parts = numbers[""], sum(given, Decimal(0))
    if question.split_by == SplitBy.SEX:
        yield from _wrong_sum_of_sexes(numbers, whole)
    elif of_parts > whole or (len(given) == len(parts) and of_parts != whole):
        yield _("The target groups add up to %(sum)s, but you gave %(total)s in total.") % {
            "sum": exact(of_parts),
            "total": exact(whole),
        }


def _wrong_sum_of_sexes(numbers: dict[str, Decimal], whole: Decimal) -> Iterator[str]:
    women, men = numbers.get("female"), numbers.get("male")
    if women is not None and men is not None and women + men == whole:
        return
    named = [words for words in (_women(women), _men(men)) if words]
    people = _(" and ").join(named)
    yield _("You gave %(people)s, but %(total)s in total.") % {"people": people, "total": exact(whole)}


def _women(number: Decimal | None) -> str:
    if number is None:
        return ""
    return ngettext("%(count)s woman", "%(count)s women", int(number)) % {"count": exact(number)}


def _men(number: Decimal | None) -> str:
    if number is None:
        return ""
    return ngettext("%(count)s man", "%(count)s men", int(number)) % {"count": exact(number)}


def _above_limit(question: Question, answers: Answers, data: SectionData) -> Iterator[str]:
    """A part of something cannot exceed it: in total, nor for women or men where both are split."""
    if question.at_most is None:
        return
    limits = _numbers(data.of_question(question.at_most.code))
    for part, number in _numbers(answers).items():
        if part in limits and number > limits[part]:
            yield _("%(number)s is more than the %(limit)s of “%(label)s”.") % {
                "number": exact(number),
                "limit": exact(limits[part]),
                "label": question.at_most.label,
            }


def _numbers(answers: Answers) -> dict[str, Decimal]:
    return {part: answer.number for part, answer in answers.items() if answer.number is not None}
