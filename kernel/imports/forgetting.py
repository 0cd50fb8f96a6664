"""What imports keep of records, when records forget it."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from kernel.models import KEPT_DAYS, Import, ImportedRecord, ImportFile

DETAILS: dict[str, list[Any]] = {"changes": [], "problems": [], "matches": []}
"""Of a statement: what quotes the file; its counts stay."""


def forget_values(model: type[Model], pk: Any, values: Mapping[str, Any]) -> None:
    """Have what imports wrote of this row hold these values, before and after."""
    for record in ImportedRecord.objects.filter(model=model._meta.label, object_pk=str(pk)):
        record.before = replaced(record.before, values)
        record.after = replaced(record.after, values)
        record.save(update_fields=["before", "after"])


def forget_rows(named: QuerySet[Any], values: Mapping[str, Any], which: Q) -> None:
    """The same of rows that are not among those `named`: they are gone, or say no name now."""
    name = next(iter(values))
    keys = named.order_by().annotate(key=Cast("pk", CharField())).values("key")
    records = ImportedRecord.objects.filter(which, model=named.model._meta.label)
    for record in records.exclude(**{f"after__{name}": values[name]}).exclude(object_pk__in=keys):
        record.before = replaced(record.before, values)
        record.after = replaced(record.after, values)
        record.save(update_fields=["before", "after"])


def replaced(kept: Mapping[str, Any] | None, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Nothing is put where nothing stood."""
    if kept is None:
        return None
    return {name: values.get(name, value) if value else value for name, value in kept.items()}


def forget_details(importers: Collection[str], today: dt.date) -> None:
    """Of imports whose files are forgotten: what their statements and choices quote of these files."""
    end = today - dt.timedelta(days=KEPT_DAYS)
    old = Import.objects.filter(importer__in=importers, created_at__date__lt=end)
    for of in old.exclude(statement__changes=[], statement__problems=[], statement__matches=[]):
        of.statement |= DETAILS
        of.save(update_fields=["statement"])
    ImportFile.objects.filter(of__in=old).exclude(options={}).update(options={})
