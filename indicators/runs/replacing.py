"""A year's rows of a table replaced in one statement, which tells how many differ."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection, models

from outputs.models import Plan

# What is computed goes in as JSON, and is compared with what is there as it was when the statement began.
REPLACE = """
/* replace a year of {table} */
WITH computed AS (
    SELECT * FROM json_to_recordset(%s) AS computed ({types})
),
different AS (
    SELECT computed.* FROM computed
    LEFT JOIN {table} AS kept ON {same_key}
    WHERE kept.id IS NULL OR ({kept}) IS DISTINCT FROM ({computed})
),
gone AS (
    DELETE FROM {table} AS kept
    WHERE kept.id IN ({scope}) AND NOT EXISTS (SELECT FROM computed WHERE {same_key})
    RETURNING 1
),
written AS (
    INSERT INTO {table} ({columns}) SELECT {columns} FROM {written}
    ON CONFLICT ({key}) DO UPDATE SET {assignments}
)
SELECT (SELECT count(*) FROM different) + (SELECT count(*) FROM gone)
"""


@dataclass(frozen=True)
class Replaced:
    """A table of which a run replaces the rows of a plan's year."""

    model: type[models.Model]
    key: Sequence[str]
    compared: Sequence[str]
    named_anyway: Sequence[str] = ()
    """Columns that are written in every row, even where nothing else differs."""

    def replace(self, plan: Plan, year: int, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write what differs and delete what is no longer due; how many rows that are."""
        kept = self.model._default_manager.filter(version__indicator__plan=plan, year=year)
        scope, parameters = kept.order_by().values("pk").query.sql_with_params()
        text = json.dumps(list(rows), default=str)
        with connection.cursor() as cursor:
            cursor.execute(self.statement.replace("{scope}", scope), [text, *parameters])
            [(changed,)] = cursor.fetchall()
        return int(changed)

    @cached_property
    def statement(self) -> str:
        names = [*self.key, *self.compared, *self.named_anyway]
        assigned = [*self.compared, *self.named_anyway]
        return REPLACE.format(
            table=self.model._meta.db_table,
            types=", ".join(f"{quoted(name)} {self.type_of(name)}" for name in names),
            same_key=" AND ".join(f"kept.{quoted(name)} = computed.{quoted(name)}" for name in self.key),
            kept=", ".join(f"kept.{quoted(name)}" for name in self.compared),
            computed=", ".join(f"computed.{quoted(name)}" for name in self.compared),
            columns=", ".join(map(quoted, names)),
            written="computed" if self.named_anyway else "different",
            key=", ".join(map(quoted, self.key)),
            assignments=", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in assigned),
            scope="{scope}",
        )

    def type_of(self, column: str) -> str:
        fields = {field.column: field for field in self.model._meta.concrete_fields}
        return str(fields[column].db_type(connection))


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
