"""What a plan file may hold."""

import datetime as dt
from typing import Annotated, Generic, Self, TypeVar

from django.utils.text import slugify
from pydantic import Field, model_validator

from kernel.loading.rows import Code, Origin, Required, Row, Text, bad_value
from outputs.enums import FrameworkLevel

SLUG_LENGTH = 100


class PeriodRow(Row):
    start: dt.date
    end: dt.date

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.end <= self.start:
            raise bad_value(
                f"The plan ends on {self.end}, before it starts on {self.start}.", "Correct one of them."
            )
        return self


class ContextFactRow(Row):
    label: Required
    value: Required
    as_of: Text = ""
    position: int | None = None


class HeadRow(Row):
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
    title: Required
    period: PeriodRow
    administered_by: Text = ""
    reviewed_by: Text = ""
    predecessor: Text = ""
    vision: Text = ""
    context_facts: list[ContextFactRow] = []
    key_objective: Text = ""
    source: Text = ""


class IndicatorInWordsRow(Row):
    statement: Required
    means_of_verification: Text = ""
    origin: Origin = "plan"
    position: int | None = None


class GoalRow(Row):
    level: Text = ""
    statement: Required
    dimensions: list[Required] = []
    indicators: list[IndicatorInWordsRow] = []
    note: Text = ""


class PurposeRow(Row):
    level: Text = ""
    statement: Required
    indicators: list[Required] = []


class DutyRow(Row):
    duty: Required
    origin: Origin = "plan"
    position: int | None = None


class ResponsibilityRow(Row):
    party: Required
    duties: list[Required | DutyRow]


class StatementRow(Row):
    level: FrameworkLevel
    output: Text = ""
    statement: Required
    origin: Origin = "plan"
    position: int | None = None


class TargetGroupRow(Row):
    code: Required
    name: Required


class OutputRow(Row):
    code: Code
    number: Annotated[int, Field(ge=1)]
    title: Required
    short_name: Required
    rationale: Text = ""
    target_groups: list[Required | TargetGroupRow] = []


OutputRowType = TypeVar("OutputRowType", bound=OutputRow)


class CountCheckRow(Row):
    """What the file says of itself, so that a lost activity is noticed."""

    total: int | None = None
    per_output: dict[str, int] = {}
    effectiveness_clauses: int | None = None
    effectiveness_codes: list[str] | None = None


class PlanDocument(Row, Generic[OutputRowType]):
    plan: HeadRow
    goal: GoalRow
    purpose: PurposeRow
    responsibilities: list[ResponsibilityRow] = []
    assumptions: list[StatementRow] = []
    means_of_verification: list[StatementRow] = []
    activity_count_check: CountCheckRow | None = None
    outputs: list[OutputRowType]
    iso_added_value_topics: list[Required] = []


def group_of(entry: str | TargetGroupRow) -> tuple[str, str]:
    """Slug and name of a target group."""
    return (slug_of(entry), entry) if isinstance(entry, str) else (entry.code, entry.name)


def slug_of(name: str) -> str:
    return slugify(name)[:SLUG_LENGTH]
