"""What an import would do, as it is shown and kept: counts, changes old → new, problems, what was assumed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.encoding import force_str

from kernel.loading.changes import FieldChange, Summary, Written
from kernel.loading.problems import File, Problem

MOST_SHOWN = 500
"""Changes and problems that are kept word by word; the rest is counted."""

Statement = dict[str, Any]


def statement_of(summary: Summary, problems: Sequence[Problem] = ()) -> Statement:
    return {
        "counts": [asdict(count) for count in summary.counts],
        "changes": [change_of(change) for change in summary.changes[:MOST_SHOWN]],
        "number_of_changes": len(summary.changes),
        "problems": [problem_of(problem) for problem in problems[:MOST_SHOWN]],
        "number_of_problems": len(problems),
        "rows_with_problems": sorted({(problem.file, problem.row) for problem in problems if problem.cell}),
        "files": [file_of(file) for file in summary.files],
        "digest": digest_of(summary),
    }


def change_of(change: FieldChange) -> dict[str, str]:
    return {
        "record": change.record,
        "field": change.field,
        "old": shown(change.old),
        "new": shown(change.new),
    }


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else force_str(value)


def problem_of(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "cell": problem.cell,
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
    for written in summary.written:
        digest.update(json.dumps(own_values(written), cls=DjangoJSONEncoder, sort_keys=True).encode())
    return digest.hexdigest()


def own_values(written: Written) -> list[Any]:
    """Without keys, which the database gives anew each time."""
    if written.before is not None:
        return []
    fields = written.instance._meta.concrete_fields
    plain = [field for field in fields if not field.is_relation and not field.primary_key and field.editable]
    values = [force_str(field.value_from_object(written.instance)) for field in plain]
    return [written.instance._meta.label, *values]


def field_in_words(model: type[Model], name: str) -> str:
    try:
        return force_str(model._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name
