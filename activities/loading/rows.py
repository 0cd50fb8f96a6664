"""What a plan file may say of an activity."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from activities.enums import ScopeLevel
from kernel.loading.rows import Code, Origin, Required, Row, Text, Year, bad_value
from outputs.loading.rows import OutputRow, PlanDocument, TargetGroupRow


class ActivityRow(Row):
    code: Code
    number: Annotated[int, Field(ge=1)] | None = None
    title: Required
    short_name: Text = ""
    valid_from: Year | None = None
    valid_to: Year | None = None
    description: Text = ""
    effectiveness_measured: bool = False
    what_is_measured: Text = ""
    use_of_measurement: Text = ""
    actors: list[Required] = []
    scope_levels: list[ScopeLevel] = []
    levels_origin: Origin = "plan"
    target_groups: list[Required | TargetGroupRow] = []
    reach_asked_from: Year | None = None
    measures: list[Required] = []
    note: Text = ""

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise bad_value(f"{self.valid_to} lies before {self.valid_from}.", "Put the years in order.")
        if self.effectiveness_measured and not self.what_is_measured:
            raise bad_value(
                "Its effectiveness is measured, but nothing says what is.", "Fill in what_is_measured."
            )
        if self.place is None:
            raise bad_value(
                f"The code {self.code} ends in no number.", "Add number, its place in the output."
            )
        return self

    @property
    def place(self) -> int | None:
        """Its number in the output: said, or the end of its code (`1.2` is the second)."""
        last = self.code.rpartition(".")[2]
        return self.number or (int(last) if last.isdecimal() else None)


class OutputWithActivities(OutputRow):
    activities: list[ActivityRow] = []


class PlanFile(PlanDocument[OutputWithActivities]):
    """A whole plan file."""
