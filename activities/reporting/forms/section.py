"""A section's form: from what was typed to what it says."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from activities.reporting.completeness import jumps_of, reasons_lacking
from activities.reporting.forms.fields import Choice, QuestionField, typed_answer
from activities.reporting.models import Question
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.layout import SectionLayout
from activities.reporting.typed_answers import Problems, read_section
from activities.reporting.validation import completed_splits, problems_of
from kernel.fields import whole_or

if TYPE_CHECKING:
    from django.http import QueryDict

TEXTS = ("rating", "why_not_relevant", "done", "changed")
MOST_GROUPS, FIRST_GROUPS = 7, 5
"""So many target groups are shown at once; of more, the first few, and the others when asked for."""


class SectionForm:
    """Shows the stored content, or what was posted; nothing that was typed is ever dropped.

    `version` and `seen` come back with the form: the version that was read, and a digest of
    what the form held then, which tells an untouched form from an edited one.
    """

    def __init__(self, section: SectionLayout, posted: "QueryDict | None" = None) -> None:
        self.section = section
        anchor = section.anchor
        self.is_posted = posted is not None and f"{anchor}-version" in posted
        if posted is not None and self.is_posted:
            self.typed = {name: str(posted[name]) for name in posted if name.startswith(f"{anchor}-")}
            self.groups = [str(slug) for slug in posted.getlist(f"{anchor}-groups")]
        else:
            self.typed = _typed(section)
            self.groups = list(section.data.target_groups)
        self.problems: Problems
        self.data = self._parsed()

    @property
    def anchor(self) -> str:
        return self.section.anchor

    @property
    def version(self) -> int:
        """A text that is no number is no version: it overwrites nothing."""
        return whole_or(self.typed.get(f"{self.anchor}-version", str(self.section.version)), 0)

    @property
    def seen(self) -> str:
        return self.typed.get(f"{self.anchor}-seen") or self.section.data.digest

    @property
    def is_touched(self) -> bool:
        """Whether something was typed since the form was shown."""
        return self.is_posted and (bool(self.problems) or self.data.digest != self.seen)

    @cached_property
    def all_problems(self) -> Problems:
        """Of the content as a whole, and of single inputs."""
        return problems_of(self.section, self.data) | self.problems

    @property
    def is_refused(self) -> bool:
        """Touched, and with problems: not saved, to be shown again as typed."""
        return self.is_touched and bool(self.all_problems)

    @property
    def why_not_relevant(self) -> str:
        return self.typed.get(f"{self.anchor}-why_not_relevant", "")

    @property
    def done(self) -> str:
        return self.typed.get(f"{self.anchor}-done", "")

    @property
    def changed(self) -> str:
        return self.typed.get(f"{self.anchor}-changed", "")

    @property
    def tells_change(self) -> bool:
        """Whether something is said of it, so that it stands open."""
        return bool(self.changed or self.groups or self.problem_of_changed)

    @property
    def ratings(self) -> list[Choice]:
        chosen = self.typed.get(f"{self.anchor}-rating", "")
        return [Choice(rating.value, str(rating.label), rating == chosen) for rating in self.section.ratings]

    @cached_property
    def target_groups(self) -> list[Choice]:
        return [
            Choice(group.slug, group.name, group.slug in self.groups) for group in self.section.target_groups
        ]

    @property
    def first_groups(self) -> list[Choice]:
        """All, or of many the first few."""
        return (
            self.target_groups[:FIRST_GROUPS] if len(self.target_groups) > MOST_GROUPS else self.target_groups
        )

    @property
    def more_groups(self) -> list[Choice]:
        return self.target_groups[len(self.first_groups) :]

    @property
    def is_more_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.more_groups)

    @property
    def fields(self) -> Iterator[QuestionField]:
        for question in self.section.questions:
            code = question.code
            yield QuestionField(
                self.section, question, self.typed, self.shown.get(code, ""), self.jumps.get(code, "")
            )

    @cached_property
    def jumps(self) -> dict[str, str]:
        return jumps_of(self.section, self.data)

    @cached_property
    def shown(self) -> dict[str, str]:
        """One text per field: its first problem, or the reason that it lacks."""
        if not self.is_touched:
            return reasons_lacking(self.section, self.section.data)
        return {code: problems[0] for code, problems in self.all_problems.items() if problems}

    @property
    def problem_of_why_not_relevant(self) -> str:
        return self.shown.get("why_not_relevant", "")

    @property
    def problem_of_done(self) -> str:
        return self.shown.get("done", "")

    @property
    def problem_of_changed(self) -> str:
        return self.shown.get("changed", "")

    @property
    def problem_of_rating(self) -> str:
        return self.shown.get("rating", "")

    def _parsed(self) -> SectionData:
        texts = {name: self.typed.get(f"{self.anchor}-{name}", "") for name in TEXTS}
        answers = tuple(
            answer for question in self.section.questions for answer in self._answers_to(question)
        )
        typed = SectionData(**texts, target_groups=tuple(self.groups), answers=answers)
        data, self.problems = read_section(self.section, typed)
        return completed_splits(self.section, data)

    def _answers_to(self, question: Question) -> Iterator[AnswerData]:
        """As they were typed; of what is chosen, saying why there is no answer takes the choice back."""
        name = f"{self.anchor}-{question.code}"
        absence, text = self.typed.get(f"{name}:absence", ""), self.typed.get(name, "")
        if absence:
            reason = self.typed.get(f"{name}:reason", "")
            kept = "" if question.type.is_chosen else text
            yield AnswerData(question.code, text=kept, absence=absence, reason=reason)
        else:
            yield AnswerData(question.code, text=text, reason=self.typed.get(f"{name}:why", ""))
        for part, _label in self.section.parts_of(question):
            yield AnswerData(question.code, part, text=self.typed.get(f"{name}.{part}", ""))


def _typed(section: SectionLayout) -> dict[str, str]:
    """What the form's inputs hold when it is opened."""
    data = section.data
    typed = {f"{section.anchor}-{name}": getattr(data, name) for name in TEXTS}
    for answer in data.answers:
        if question := section.question(answer.question):
            typed |= typed_answer(f"{section.anchor}-{answer.question}", question, answer)
    return typed
