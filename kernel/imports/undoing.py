"""Takes back all that an import wrote, as one step, unless somebody has changed or built on it since."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import pghistory
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.imports.errors import ImportRefusedError
from kernel.imports.records import Key, current, has_changed_since, python_values
from kernel.joints import DATA_CHANGED, DataChanged
from kernel.models import Import, ImportedRecord, ImportState

DERIVED: set[type[Model]] = set()
"""What is computed from records and goes with them; apps add to it."""

NAMED = 5


def undo(import_id: int, *, by: Any = None) -> Import:
    """Raises ImportRefusedError with the reason; then nothing is changed."""
    try:
        with transaction.atomic():
            of = Import.objects.select_for_update().get(pk=import_id)
            refuse_unless_open(of)
            with pghistory.context(undone_import=of.pk, user=getattr(by, "pk", None)):
                take_back(list(of.records.all()))
            of.state, of.undone_at, of.undone_by = ImportState.UNDONE, timezone.now(), by
            of.save(update_fields=["state", "undone_at", "undone_by"])
            tell_of(of)
    except IntegrityError as error:
        raise refused_by_database(error) from error
    return of


def refuse_unless_open(of: Import) -> None:
    if not of.is_confirmed:
        words = _("Only a confirmed import can be undone. This one is %(state)s.")
        raise ImportRefusedError(words % {"state": of.get_state_display()})
    if of.undo_until and timezone.now() > of.undo_until:
        raise ImportRefusedError(_("An import can be undone for 14 days, which are over."))


def take_back(records: Sequence[ImportedRecord]) -> None:
    now = current(((record.model, record.object_pk) for record in records), held=True)
    refuse_changed(records, now)
    restore([record for record in records if record.before is not None], now)
    added = [record for record in records if record.before is None]
    for label, group in groupby(reversed(added), key=lambda record: record.model):
        remove_inside_out([now[label, record.object_pk] for record in group])


def refuse_changed(records: Iterable[ImportedRecord], now: dict[Key, Model]) -> None:
    changed = []
    for record in records:
        there = now.get((record.model, record.object_pk))
        if there is None:
            changed.append(_("%(record)s was removed") % {"record": name_of(record)})
        elif has_changed_since(record, there):
            changed.append(_("%(record)s was changed") % {"record": f"{there._meta.verbose_name} {there}"})
    if changed:
        words = _("It cannot be undone, because of what happened since: %(changes)s.")
        raise ImportRefusedError(words % {"changes": listed(changed)})


def name_of(record: ImportedRecord) -> str:
    return f"{apps.get_model(record.model)._meta.verbose_name} {record.object_pk}"


def listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    shown = "; ".join(names[:NAMED])
    return _("%(names)s; and %(number)s more") % {"names": shown, "number": more} if more > 0 else shown


def restore(records: Iterable[ImportedRecord], now: dict[Key, Model]) -> None:
    by_model = attrgetter("model")
    for label, group in groupby(sorted(records, key=by_model), key=by_model):
        model: Any = apps.get_model(label)
        before = [restored(model, record, now) for record in group]
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._base_manager.bulk_update(before, names, batch_size=250)


def restored(model: Any, record: ImportedRecord, now: dict[Key, Model]) -> Model:
    """The record as it was; one that counts its versions goes on from the present one."""
    before: Model = model(**python_values(model, record.before or {}))
    if hasattr(before, "take_over"):
        before.take_over(now[record.model, record.object_pk])
    return before


def remove_inside_out(things: list[Model]) -> None:
    """Of things of one model that point at each other, first those at which none points."""
    fields = things[0]._meta.concrete_fields
    own = [field.attname for field in fields if field.is_relation and field.related_model is type(things[0])]
    left = things
    while left:
        pointed_at = {getattr(one, name) for one in left for name in own}
        ends = [one for one in left if one.pk not in pointed_at] or left
        remove(ends)
        gone = {id(one) for one in ends}
        left = [one for one in left if id(one) not in gone]


def remove(things: Sequence[Model]) -> None:
    """Delete them, unless something else points at them."""
    collector = Collector(using="default", origin=None)
    try:
        collector.collect(list(things))
    except ProtectedError as error:
        raise in_use(error.protected_objects) from error
    except RestrictedError as error:
        raise in_use(error.restricted_objects) from error
    own = set(things)
    others = [one for found in collector.data.values() for one in found if one not in own]
    fast = [one for found in collector.fast_deletes for one in found if one not in own]
    if kept := [one for one in (*others, *fast) if type(one) not in DERIVED]:
        raise in_use(kept)
    try:
        with transaction.atomic():
            collector.delete()
    except DatabaseError as error:
        raise refused_by_database(error) from error


def refused_by_database(error: DatabaseError) -> ImportRefusedError:
    return ImportRefusedError(_("The database refuses it: %(why)s") % {"why": " ".join(str(error).split())})


def in_use(things: Iterable[Model]) -> ImportRefusedError:
    names = [f"{one._meta.verbose_name} {one}" for one in things]
    words = _("It cannot be undone, because other records build on it: %(records)s.")
    return ImportRefusedError(words % {"records": listed(names)})


def tell_of(of: Import) -> None:
    """Whoever computes from the data hears of it as when it was loaded."""
    stale = of.statement.get("stale", {})
    if not stale.get("has_writes", True):
        return
    plan: Any = None
    if stale.get("plan"):
        model, pk = stale["plan"]
        plan = apps.get_model(model)._base_manager.filter(pk=pk).first()
        if plan is None:
            return
    DATA_CHANGED.call(DataChanged(plan, stale.get("years")))
