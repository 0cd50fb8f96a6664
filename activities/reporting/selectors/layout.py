"""A report in steps and sections: what is asked this year, and what has been said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from activities.models import Activity
from activities.reporting.enums import OF_PROGRESS, OF_REACH, Rating, SplitBy
from activities.reporting.models import Evidence, Question, Report, Section
from activities.reporting.section_data import SectionData
from outputs.models import Output, TargetGroup

Parts = tuple[tuple[str, str], ...]


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

    @property
    def asks_reach(self) -> bool:
        """Whether the member says if it was reached, and not how far it came."""
        return self.activity is not None and self.activity.asks_reach_in(self.year)

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Those that are offered; one that was given before they changed stays."""
        if not self.activity:
            return ()
        offered = OF_REACH if self.asks_reach else OF_PROGRESS
        said = self.stored.rating if self.stored else ""
        return offered if not said or said in offered else (*offered, Rating(said))

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
    """One step; `sections` are those that are laid out, `keys` those that it has."""

    number: int
    title: str
    name: str
    keys: tuple[str, ...] = ()
    sections: tuple[SectionLayout, ...] = ()
    output: Output | None = None

    def open_sections(self, recorded: Collection[str]) -> list[SectionLayout]:
        """The activities of which nothing is said, and nothing is on record: `recorded` are keys."""
        return [
            section
            for section in self.sections
            if section.activity
            and section.data.is_empty
            and not section.evidence
            and section.key not in recorded
        ]

    @property
    def is_sign(self) -> bool:
        return not self.keys and self.output is None


@dataclass(frozen=True)
class ReportLayout:
    """The steps of a report, with all of its sections or some of them."""

    report: Report
    steps: tuple[StepLayout, ...]
    activities: Mapping[str, Activity]
    """Those of the year, by the keys of their sections."""

    @cached_property
    def sections(self) -> dict[str, SectionLayout]:
        """By key, those that are laid out."""
        return {section.key: section for step in self.steps for section in step.sections}

    @property
    def keys(self) -> list[str]:
        """Of all sections, in the order of the form."""
        return [key for step in self.steps for key in step.keys]

    def key_named(self, name: str) -> str | None:
        """By key, or by the printed code of its activity if that code is one activity's alone."""
        if name in self.keys:
            return name
        coded = [key for key, activity in self.activities.items() if activity.code == name]
        return coded[0] if len(coded) == 1 else None

    def section(self, name: str) -> SectionLayout | None:
        return self.sections.get(self.key_named(name) or "")

    def step(self, number: int) -> StepLayout | None:
        return next((step for step in self.steps if step.number == number), None)

    def step_of(self, key: str) -> StepLayout:
        return next(step for step in self.steps if key in step.keys)

    def next_step(self, number: int) -> StepLayout | None:
        return self.step(number + 1)
