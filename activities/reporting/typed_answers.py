"""From what was typed to answers: one way for forms, the API and spreadsheets."""

from collections import defaultdict
from dataclasses import replace

from activities.reporting.models import Question
from activities.reporting.question_types import AS_TYPED, Notation, type_of
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.layout import SectionLayout
from kernel.typed import NotReadableError

Problems = dict[str, list[str]]


def read_answer(question: Question, answer: AnswerData, notation: Notation = AS_TYPED) -> AnswerData:
    """The answer with its text read as the question's kind reads it; a number given as such stays."""
    if answer.number is not None or not answer.text:
        return answer
    value = type_of(question).read(question, answer.text, notation)
    return replace(answer, number=value.number, text=value.text)


def read_section(section: SectionLayout, data: SectionData) -> tuple[SectionData, Problems]:
    """The content with its answers read, without those that cannot be, and by question why they cannot."""
    answers: list[AnswerData] = []
    problems: Problems = defaultdict(list)
    for answer in data.answers:
        question = section.question(answer.question)
        try:
            answers.append(read_answer(question, answer) if question else answer)
        except NotReadableError as refused:
            problems[answer.question].append(str(refused))
    return replace(data, answers=tuple(answers)), dict(problems)
