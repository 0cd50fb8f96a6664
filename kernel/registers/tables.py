"""The list of a register as a table: its columns, their order, and what is added up under them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, DecimalField, IntegerField, Model, QuerySet, Sum
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from kernel.registers.declaration import Register
from kernel.registers.shown import heading, kept_back_words, shown

NAME = "record"


class RecordColumn(tables.Column):
    """A value in words; what this reader may not see says so."""

    def __init__(self, *, is_public: bool, is_number: bool, **more: Any) -> None:
        super().__init__(empty_values=(), **more)
        self.is_public, self.is_number = is_public, is_number

    def render(self, record: Any, bound_column: Any, **_more: Any) -> str | SafeString:
        if not (self.is_public or record.is_whole):
            return kept_back_words()
        return shown(record, bound_column.name)


class RecordTable(tables.Table):
    """Columns are made from the register's names; a register's own table says more of some."""

    class Meta:
        template_name = "registers/table.html"
        order_by_field = "sort"
        attrs: dict[str, str] = {}


def table_of(register: Register[Any], rows: QuerySet[Any], chosen: Iterable[str], sort: str) -> RecordTable:
    """The register's table with these columns, in the order asked for."""
    made = register.table or RecordTable
    own = made.base_columns
    columns = [(name, column(register, name)) for name in chosen if name not in own]
    first = (NAME, tables.Column(verbose_name=capitalised(register), order_by=("code",), empty_values=()))
    table = made(
        rows, extra_columns=[first, *columns], sequence=[NAME, *chosen], order_by=sort or None, orderable=True
    )
    table.data.data = rows  # in the listing's order: the table's own leaves equals in any order
    return table


def capitalised(register: Register[Any]) -> str:
    return capfirst(str(register.model._meta.verbose_name))


def column(register: Register[Any], name: str) -> RecordColumn:
    return RecordColumn(
        verbose_name=heading(register.model, name),
        accessor=name,
        orderable=is_orderable(register.model, name),
        is_public=name in register.public,
        is_number=name in register.totals or is_numeric(register.model, name),
    )


def is_orderable(model: type[Model], name: str) -> bool:
    """Columns of the table are; relations to several, and what is put into words row by row, are not."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name in getattr(model, "ordered_by", ())
    return not (field.many_to_many or field.one_to_many)


def is_numeric(model: type[Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return isinstance(field, (IntegerField, DecimalField)) and not getattr(field, "choices", None)


@dataclass(frozen=True)
class Total:
    """A column added up over all rows of the filter, not of the page."""

    name: str
    value: Decimal | None
    given: int
    rows: int

    @property
    def is_whole(self) -> bool:
        """Whether each row gives it; else the sum is at least so much."""
        return self.given == self.rows


def totals(register: Register[Any], rows: QuerySet[Any]) -> dict[str, Total]:
    """One query for all; nothing where the register adds nothing up."""
    if not register.totals:
        return {}
    asked: dict[str, Any] = {"rows": Count("pk")}
    for name in register.totals:
        asked |= {f"sum_{name}": Sum(name), f"given_{name}": Count(name)}
    row = rows.filter(register.totals_of).order_by().aggregate(**asked)
    return {
        name: Total(name, row[f"sum_{name}"], row[f"given_{name}"], row["rows"]) for name in register.totals
    }
