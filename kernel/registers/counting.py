"""What is counted of a register: facts for the engine, from what each measure takes of it."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import CharField, F, Func, IntegerField, JSONField, Model, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left, NullIf

from kernel.measures import NOTHING, UNKNOWN, Dimension, Measure, Rows, Source, facts_of
from kernel.registers.records import Record


def year_in(partial_date: str) -> Any:
    """The year of a date that is known in part; null where it is not known at all."""
    return Cast(NullIf(Left(partial_date, 4), Value("")), IntegerField())


def known(column: str) -> Any:
    """What stands there, or the category of what is not known."""
    return Coalesce(NullIf(F(column), Value("")), Value(UNKNOWN), output_field=CharField())


class RegisterSource(Source):
    """Standing records of members, or rows of theirs, each counting 1 or the number in a column."""

    model: ClassVar[type[Record]]
    rows: ClassVar[type[Model] | None] = None
    """Where not records are counted, but rows that belong to them."""
    of: ClassVar[str] = ""
    """The field of such a row that names its record."""
    counted: ClassVar[Mapping[Measure, Q]]
    """Of which records, or rows, each measure is made."""
    year: ClassVar[Any]
    """A column or expression: the year in which a record counts."""
    member: ClassVar[str] = "member"
    """The path to the member that it counts for."""
    divided_by: ClassVar[Mapping[Dimension, str]] = {}
    """The column of each dimension."""
    columns: ClassVar[Mapping[Measure, str]] = {}
    """Of measures that add up a column, that column."""
    is_of_plan: ClassVar[bool] = True
    is_sample: ClassVar[Any] = None
    """Whether a record, or what it is about, is sample data; by itself, what the record says."""

    @property
    def path(self) -> str:
        """From what is counted to its record."""
        return f"{self.of}__" if self.of else ""

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        model = self.rows or self.model
        of_plan = {f"{self.path}plan": plan} if self.is_of_plan else {}
        standing = {f"{self.path}cancelled_at": None, f"{self.member}__isnull": False}
        records = model._default_manager.filter(**standing, **of_plan)
        counted = records.alias(counted_in=self.year).filter(counted_in__in=list(years))
        return Rows.all_of(
            *(self.facts_of(measure, counted.filter(q)) for measure, q in self.counted.items())
        )

    def facts_of(self, measure: Measure, records: Any) -> Rows:
        column = self.columns.get(measure)
        if column:
            records = records.filter(**{f"{column}__isnull": False})
        return facts_of(
            records,
            measure=Value(measure.name),
            member=F(f"{self.member}_id"),
            year=self.year,
            value=F(column) if column else Value(1),
            record=Concat(
                Value(f"{self.model._meta.label_lower}/"), F(f"{self.path}code"), output_field=CharField()
            ),
            dimensions=self.dimensions(measure),
            is_sample=self.is_sample or F(f"{self.path}is_sample"),
        )

    def dimensions(self, measure: Measure) -> Any:
        pairs = [(dimension.key, self.divided_by[dimension]) for dimension in measure.dimensions]
        if not pairs:
            return NOTHING
        arguments = [part for key, column in pairs for part in (Value(key), known(column))]
        return Func(*arguments, function="jsonb_build_object", output_field=JSONField())

    def records(self, keys: Sequence[str]) -> Mapping[str, Any]:
        codes = [key.partition("/")[2] for key in keys]
        found = self.model._default_manager.filter(code__in=codes)
        return {f"{self.model._meta.label_lower}/{record.code}": record for record in found}
