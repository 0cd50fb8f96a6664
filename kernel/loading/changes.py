"""What a load changes: wanted records compared with those that the database holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet

from kernel.loading.matches import Match
from kernel.loading.problems import File
from kernel.loading.progress import in_batches

M = TypeVar("M", bound=Model)
Key = tuple[Any, ...]
Wanted = Sequence[tuple[int, M]]
"""Unsaved instances, each with its line in the file."""


@dataclass
class Count:
    """What became of the records of one model."""

    name: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    """In the database, not in the file; left as they are."""

    @property
    def writes(self) -> int:
        return self.added + self.changed


@dataclass(frozen=True)
class FieldChange:
    """A field of a record that gets another value."""

    record: str
    """In words."""
    model: type[Model]
    field: str
    """Its column."""
    old: Any
    new: Any

    def __str__(self) -> str:
        return f"{self.record}: {self.field}: {self.old} → {self.new}"


@dataclass(frozen=True)
class Written:
    """A record that was added or changed, and what it was before."""

    instance: Model
    before: Mapping[str, Any] | None


@dataclass
class Summary:
    """What one load did, model by model."""

    counts: list[Count] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    """In order: what others point at stands before them."""
    files: list[File] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    dry_run: bool = False
    plan: Any = None
    years: list[int] | None = None
    """As in `Load`: whose results became stale."""

    @property
    def details(self) -> list[str]:
        return [str(change) for change in self.changes]

    @property
    def writes(self) -> int:
        return sum(count.writes for count in self.counts)

    def of(self, name: str) -> Count:
        return next(count for count in self.counts if count.name == name)


class Table(Generic[M]):
    """The records of one model during a load.

    `write` may be called several times, parents before children.  A wanted instance may
    point at other wanted instances: those have a primary key once they are written.
    """

    def __init__(
        self,
        queryset: QuerySet[M],
        *,
        key: Sequence[str],
        summary: Summary,
        fields: Sequence[str] | None = None,
        name: str = "",
    ) -> None:
        self.model = queryset.model
        self.key = key
        self.fields = fields if fields is not None else self.own_fields()
        self.existing: dict[Key, M] = {self.key_of(instance): instance for instance in queryset}
        self.seen: set[Key] = set()
        self.summary = summary
        self.count = Count(name or str(self.model._meta.verbose_name_plural))
        self.count.absent = len(self.existing)
        self.changed_keys: list[Key] = []
        summary.counts.append(self.count)

    def own_fields(self) -> list[str]:
        """Every column that a file can set: not the key, nor what the database fills in."""
        concrete = self.model._meta.concrete_fields
        return [f.attname for f in concrete if f.attname not in self.key and f.editable and not f.primary_key]

    def key_of(self, instance: M) -> Key:
        return tuple(getattr(instance, name) for name in self.key)

    def write(self, wanted: Iterable[M]) -> None:
        """Add and change what differs; afterwards every wanted instance has its primary key."""
        added, changed = [], []
        for instance in wanted:
            point_at_saved(instance)
            key = self.key_of(instance)
            existing = self.existing.get(key)
            self.seen.add(key)
            if existing is None:
                added.append(instance)
                self.summary.written.append(Written(instance, None))
            elif self.adopt(instance, existing):
                changed.append(instance)
                self.summary.written.append(Written(instance, kept_values(existing)))
        self.save(added, changed)
        self.tally(len(added), len(changed))

    def adopt(self, instance: M, existing: M) -> bool:
        """Give `instance` the identity of the record that it stands for; whether they differ."""
        instance.pk = existing.pk
        instance._state.adding = False
        differing = [name for name in self.fields if getattr(instance, name) != getattr(existing, name)]
        record = f"{self.model._meta.verbose_name} {existing}" if differing else ""
        for name in differing:
            old, new = getattr(existing, name), getattr(instance, name)
            self.summary.changes.append(FieldChange(record, self.model, name, old, new))
        return bool(differing)

    def save(self, added: list[M], changed: list[M]) -> None:
        manager = self.model._base_manager
        for batch in in_batches(added, self.count.name):
            manager.bulk_create(batch)
        for batch in in_batches(changed, self.count.name):
            manager.bulk_update(batch, self.field_names(), batch_size=250)
        self.changed_keys += [self.key_of(instance) for instance in (*added, *changed)]

    def field_names(self) -> list[str]:
        return [field.name for field in self.model._meta.concrete_fields if field.attname in self.fields]

    def tally(self, added: int, changed: int) -> None:
        self.count.added += added
        self.count.changed += changed
        self.count.unchanged = len(self.seen & self.existing.keys()) - self.count.changed
        self.count.absent = len(self.existing.keys() - self.seen)

    def absent(self) -> list[M]:
        """Records that no wanted instance stood for."""
        return [instance for key, instance in self.existing.items() if key not in self.seen]


def follow_renames(
    queryset: QuerySet[M], wanted: Iterable[M], *, key: Sequence[str], also: str, summary: Summary
) -> None:
    """Give records their new key where only that differs in the file and `also` tells which they are.

    Without it a renamed record would be doubled: what hangs on it stays with the old one.
    """
    rows = list(wanted)
    for row in rows:
        point_at_saved(row)
    keys = {tuple(getattr(row, name) for name in key) for row in rows}
    known = {tuple(getattr(row, name) for name in key): row for row in queryset.all()}
    free = {getattr(row, also): row for place, row in known.items() if place not in keys}
    for row in rows:
        place = tuple(getattr(row, name) for name in key)
        if place not in known and (existing := free.get(getattr(row, also))):
            summary.written.append(Written(existing, kept_values(existing)))
            queryset.filter(pk=existing.pk).update(**dict(zip(key, place, strict=True)))
            record = f"{queryset.model._meta.verbose_name} {existing}"
            for name in key:
                old, new = getattr(existing, name), getattr(row, name)
                if old != new:
                    summary.changes.append(FieldChange(record, queryset.model, name, old, new))


class Links:
    """Which records belong together in a many-to-many relation, for some owners.

    Links that a file no longer names are left, as records are.
    """

    def __init__(
        self,
        name: str,
        through: type[Model],
        *,
        key: tuple[str, str],
        owners: Iterable[Model],
        summary: Summary,
    ) -> None:
        queryset = through._base_manager.filter(**{f"{key[0]}__in": [owner.pk for owner in owners]})
        self.table = Table(queryset, key=key, summary=summary, fields=(), name=name)
        self.through, self.key = through, key

    def write(self, pairs: Iterable[tuple[Model, Model]]) -> None:
        owner, other = self.key
        self.table.write([self.through(**{owner: left.pk, other: right.pk}) for left, right in pairs])


def kept_values(instance: Model) -> dict[str, Any]:
    """What stands in each column of a record, as texts from which the fields read the same again."""
    return {
        field.attname: None if field.value_from_object(instance) is None else field.value_to_string(instance)
        for field in instance._meta.concrete_fields
    }


def point_at_saved(instance: Model) -> None:
    """Fill in the keys of related instances that were saved after `instance` was built."""
    for relation in instance._meta.concrete_fields:
        if isinstance(relation, ForeignKey) and relation.is_cached(instance):
            related = getattr(instance, relation.name)
            setattr(instance, relation.attname, related.pk if related else None)


def check_fields(file: File, line: int, instance: Model) -> None:
    """What the model itself refuses: lengths, choices, numbers too large, text missing."""
    relations = {
        field.name for field in instance._meta.concrete_fields if field.is_relation or field.primary_key
    }
    try:
        instance.clean_fields(exclude=relations)
    except ValidationError as errors:
        for name, messages in errors.message_dict.items():
            file.refuse(line, name, " ".join(messages))
