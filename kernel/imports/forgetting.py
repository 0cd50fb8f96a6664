"""What imports keep of records, when records forget it."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

from kernel.models import KEPT_DAYS, Import, ImportedRecord, ImportFile

DETAILS: dict[str, list[Any]] = {"changes": [], "problems": [], "matches": []}
"""Of a statement: what quotes the file; its counts stay."""


def forget_values(model: type[Model], pk: Any, values: Mapping[str, Any]) -> None:
    """Have what imports wrote of this row hold these values, before and after."""
    for record in ImportedRecord.objects.filter(model=model._meta.label, object_pk=str(pk)):
        record.before = replaced(record.before, values)
        record.after = replaced(record.after, values)
        record.save(update_fields=["before", "after"])


def replaced(kept: Mapping[str, Any] | None, values: Mapping[str, Any]) -> dict[str, Any] | None:
    return None if kept is None else {name: values.get(name, value) for name, value in kept.items()}


def forget_details(importers: Collection[str], today: dt.date) -> None:
    """Of imports whose files are forgotten: what their statements and choices quote of these files."""
    end = today - dt.timedelta(days=KEPT_DAYS)
    old = Import.objects.filter(importer__in=importers, created_at__date__lt=end)
    for of in old.exclude(statement__changes=[], statement__problems=[], statement__matches=[]):
        of.statement |= DETAILS
        of.save(update_fields=["statement"])
    ImportFile.objects.filter(of__in=old).exclude(options={}).update(options={})
