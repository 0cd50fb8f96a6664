"""The records that an import wrote, as they were and as they are, whichever app they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from kernel.loading.changes import Written, kept_values
from kernel.models import Import, ImportedRecord

Key = tuple[str, str]
"""A model's label and a primary key."""

BATCH = 1000


def keep_records(of: Import, written: Iterable[Written]) -> None:
    """Remember each record once, with what it was at first and is now; a query for each model."""
    first: dict[Key, Mapping[str, Any] | None] = {}
    for one in written:
        first.setdefault((one.instance._meta.label, str(one.instance.pk)), one.before)
    now = current(first)
    ImportedRecord.objects.bulk_create(
        (
            ImportedRecord(of=of, model=key[0], object_pk=key[1], before=before, after=kept_values(now[key]))
            for key, before in first.items()
        ),
        batch_size=BATCH,
    )


def current(keys: Iterable[Key], *, held: bool = False) -> dict[Key, Model]:
    """Those that are still there, as they are now; `held` until the transaction ends."""
    by_model: dict[str, list[str]] = defaultdict(list)
    for label, pk in keys:
        by_model[label].append(pk)
    found: dict[Key, Model] = {}
    for label, pks in by_model.items():
        model: Any = apps.get_model(label)
        things = model._base_manager.select_for_update(of=("self",)) if held else model._base_manager
        found |= {(label, str(pk)): one for pk, one in things.in_bulk(pks).items()}
    return found


def python_values(model: type[Model], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, as the model's fields have it."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return {name: by_name[name].to_python(value) for name, value in kept.items() if name in by_name}


def has_changed_since(record: ImportedRecord, now: Model) -> bool:
    return bool(record.after != kept_values(now))
