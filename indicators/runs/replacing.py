"""Rows of a plan's year: compared with those that are kept, of which only what differs is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection, models

from outputs.models import Plan

Row = tuple[Any, ...]

WRITE = """
/* write rows of {table} */
INSERT INTO {table} ({columns}) SELECT * FROM unnest({arrays})
ON CONFLICT ({key}) DO UPDATE SET {assignments}
"""
DELETE = """
DELETE FROM {table} AS kept USING unnest({key_arrays}) AS gone ({key})
WHERE {same_key}
"""


@dataclass(frozen=True)
class Replaced:
    """A table of which a run replaces the rows of a plan's year."""

    model: type[models.Model]
    key: Sequence[str]
    compared: Sequence[str]
    stamped: Sequence[str] = ()
    """Columns that name the run in each row that is written, and are no difference."""

    def replace(self, plan: Plan, year: int, rows: Iterable[Row], *stamp: Any) -> int:
        """Write what differs and delete what is no longer due; how many rows that are.

        Rows have the values of `key` and `compared`, the stamp those of `stamped`.  One query where
        nothing differs, and one for each of what does and what is gone.
        """
        size = len(self.key)
        own = self.model._default_manager.filter(version__indicator__plan=plan, year=year).order_by()
        kept = {row[:size]: row[size:] for row in own.values_list(*self.key, *self.compared)}
        different = [row for row in rows if kept.pop(row[:size], None) != row[size:]]
        self.run(self.write, [(*row, *stamp) for row in different])
        self.run(self.delete, list(kept))
        return len(different) + len(kept)

    def run(self, statement: str, rows: Sequence[Row]) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(statement, [array_of(column) for column in zip(*rows, strict=True)])

    @cached_property
    def write(self) -> str:
        return WRITE.format(
            **self.parts,
            columns=", ".join(map(quoted, [*self.key, *self.compared, *self.stamped])),
            arrays=self.arrays(*self.key, *self.compared, *self.stamped),
            assignments=", ".join(
                f"{quoted(name)} = excluded.{quoted(name)}" for name in [*self.compared, *self.stamped]
            ),
        )

    @cached_property
    def delete(self) -> str:
        same_key = " AND ".join(f"kept.{quoted(name)} = gone.{quoted(name)}" for name in self.key)
        return DELETE.format(**self.parts, key_arrays=self.arrays(*self.key), same_key=same_key)

    @property
    def parts(self) -> dict[str, str]:
        return {"table": self.model._meta.db_table, "key": ", ".join(map(quoted, self.key))}

    def arrays(self, *columns: str) -> str:
        return ", ".join(f"%s::{self.type_of(column)}[]" for column in columns)

    def type_of(self, column: str) -> str:
        """Without its bounds, to which a cast would cut what is too long; the table refuses that."""
        fields = {field.column: field for field in self.model._meta.concrete_fields}
        return str(fields[column].db_type(connection)).partition("(")[0]


def array_of(values: Iterable[Any]) -> str:
    """An array as the database reads it."""
    return f"{{{','.join(map(element, values))}}}"


def element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
