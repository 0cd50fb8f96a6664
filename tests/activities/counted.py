"""What a source of facts gives."""

from collections import Counter
from typing import Any

from django.db import connection

from kernel.measures import FACTS, Source
from outputs.models import Plan


def facts(source: Source, plan: Plan, *years: int) -> list[dict[str, Any]]:
    rows = source.facts(plan, years)
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        return [dict(zip(FACTS, row, strict=True)) for row in cursor.fetchall()]


def counts(source: Source, plan: Plan, *years: int) -> Counter[str]:
    """By measure."""
    found: Counter[str] = Counter()
    for fact in facts(source, plan, *years):
        found[fact["measure"]] += fact["value"]
    return found
