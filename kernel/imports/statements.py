"""What an import would do, as it is shown and kept: counts, changes old → new, problems, what was assumed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.encoding import force_str
from django.utils.text import capfirst

from kernel.column_words import ColumnWords, label_of
from kernel.loading.changes import FieldChange, Summary, Written
from kernel.loading.problems import File, Problem

MOST_SHOWN = 500
"""Changes and problems that are kept word by word; the rest is counted."""
MOST_ASKED = 200
"""Rows of which it is asked whom they are about; with the cells to put right fewer than Django reads."""

Statement = dict[str, Any]
Thing = tuple[Any, Any]
"""A model and a primary key."""


def statement_of(summary: Summary, problems: Sequence[Problem] = ()) -> Statement:
    return {
        "counts": [asdict(count) for count in summary.counts],
        "changes": changes_of(summary.changes[:MOST_SHOWN]),
        "number_of_changes": len(summary.changes),
        "problems": [problem_of(problem) for problem in problems[:MOST_SHOWN]],
        "number_of_problems": len(problems),
        "rows_with_problems": sorted(
            {(problem.file, problem.row) for problem in problems if problem.is_in_row}
        ),
        "files": [file_of(file) for file in summary.files],
        "matches": [asdict(match) for match in summary.matches[:MOST_ASKED]],
        "number_of_matches": len(summary.matches),
        "digest": digest_of(summary),
    }


def changes_of(changes: Sequence[FieldChange]) -> list[dict[str, str]]:
    """In words; a query for each model that changed links point at."""
    words = ColumnWords(
        (change.model, change.field, value) for change in changes for value in (change.old, change.new)
    )
    return [
        {
            "record": change.record,
            "field": capfirst(label_of(change.model, change.field)),
            "old": words.of(change.model, change.field, change.old),
            "new": words.of(change.model, change.field, change.new),
        }
        for change in changes
    ]


def problem_of(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "cell": problem.cell,
        "is_in_row": problem.is_in_row,
        "value": problem.value,
        "wrong": problem.wrong,
        "mend": problem.mend,
        "allowed": problem.allowed,
        "choices": list(problem.choices),
        "suggestion": problem.suggestion,
    }


def file_of(file: File) -> dict[str, Any]:
    """What was read, and what it was taken for; a document has no more than its name."""
    if file.sheet is None:
        return {"name": file.name}
    assumed = file.sheet.assumed
    return {
        "name": file.name,
        "rows": len(file.sheet.rows),
        "first": file.sheet.rows[0].number if file.sheet.rows else 0,
        "last": file.sheet.rows[-1].number if file.sheet.rows else 0,
        "kind": assumed.kind,
        "encoding": assumed.encoding,
        "separator": assumed.separator,
        "sheet": assumed.sheet,
        "sheets": list(assumed.sheets),
        "decimal_sign": assumed.decimal_sign,
        "date_order": assumed.date_order,
        "examples": assumed.examples,
    }


def digest_of(summary: Summary) -> str:
    """Of all that would be written, so that a statement tells whether the same would be written later."""
    digest = hashlib.sha256()
    for count in summary.counts:
        digest.update(f"{count.name} {count.added} {count.changed} {count.absent}\n".encode())
    for change in summary.changes:
        digest.update(f"{change}\n".encode())
    for match in summary.matches:
        digest.update(f"{match.row} {match.taken}\n".encode())
    added = {(type(each.instance), each.instance.pk) for each in summary.written if each.before is None}
    for written in summary.written:
        digest.update(json.dumps(own_values(written, added), cls=DjangoJSONEncoder).encode())
    return digest.hexdigest()


def own_values(written: Written, added: set[Thing]) -> list[Any]:
    """Of a new record, without keys that the database gives anew each time."""
    if written.before is not None:
        return []
    model = type(written.instance)
    fields = [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]
    linked = {field: field.value_from_object(written.instance) for field in fields if field.is_relation}
    new = {field for field, value in linked.items() if (field.related_model, value) in added}
    kept = [force_str(field.value_from_object(written.instance)) for field in fields if field not in new]
    return [model._meta.label, *kept]
