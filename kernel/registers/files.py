"""A register's records in files: columns that are written and read alike, and how they are imported."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext_lazy as _

from kernel.access import refusal_of
from kernel.imports.importers import Importer, Request, Slot
from kernel.imports.templates import allowed_of
from kernel.loading.changes import Summary, Table
from kernel.loading.chosen_kinds import ReferenceKind, SeveralKind
from kernel.loading.columns import Column, column_of
from kernel.loading.kinds import TextKind, YesNoKind
from kernel.loading.load import one_load
from kernel.loading.matches import Match
from kernel.loading.model_import import ModelImport, Wanted, differs
from kernel.loading.problems import File
from kernel.registers.declaration import Register
from kernel.registers.records import Record, RecordQuerySet, codes
from kernel.registers.services import PROTECTED
from kernel.registers.shown import heading

SAMPLE = "is_sample"
FILE = "records"
CODE_ALONE = ("code",)


def columns(register: Register[Any], by: Any = None) -> list[Column]:
    """What is filled in, by whom it concerns: of things named, those that this person may choose."""
    choices = register.choices(by) if by is not None else {}
    own = register.file_columns()
    names = [*(["code"] if register.file_key == CODE_ALONE else []), *register.fields]
    return [
        own.get(name) or column_of(register.model, name, **chosen_from(register, name, choices))
        for name in names
        if not (name in choices and choices[name] is None)
    ]


def chosen_from(register: Register[Any], name: str, choices: Any) -> dict[str, Any]:
    things = choices.get(name)
    if things is None:
        return {}
    field: Any = register.model._meta.get_field(name)
    kind = ReferenceKind(field.related_model, lambda: things)
    return {"kind": SeveralKind(kind) if field.many_to_many else kind}


def told_only(register: Register[Any]) -> list[Column]:
    """Columns of exports that an import reads over: they follow from others, or have pages of their own."""
    derived = [name for name in register.all_columns if not is_filled(register, name)]
    names = ["state", *derived] if register.moves and "state" not in derived else derived
    texts = [Column(name, heading(register.model, name), TextKind()) for name in names]
    told = [*texts, Column(SAMPLE, _("sample data"), YesNoKind()), *register.files_tell_also]
    return [column_of(register.model, "code"), *told] if register.file_key != CODE_ALONE else told


def is_filled(register: Register[Any], name: str) -> bool:
    try:
        register.model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return name in register.fields


def added_to(stored: Mapping[str, Sequence[Any]], several: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Links that a file leaves out stay."""
    return {
        name: [*stored[name], *(thing for thing in things if thing not in stored[name])]
        for name, things in several.items()
    }


def dated(register: Register[Any]) -> RecordQuerySet:
    """All records, so that their years and links cost no query each; without codes those that stand."""
    links = register.model.year_follows_from
    several = register.relations[1]
    found = register.records.select_related(*links).prefetch_related(*several)
    return found if register.file_key == CODE_ALONE else found.standing()


class RecordImport(ModelImport[Record]):
    """Rows are about the record of their code; one without a code is new."""

    unchecked = PROTECTED

    def __init__(self, register: Register[Any], by: Any) -> None:
        told = told_only(register)
        super().__init__(
            register.model,
            key=register.file_key,
            columns=[*columns(register, by), *told],
            defaults={"code": ""} if register.file_key == CODE_ALONE else {},
            queryset=dated(register),
            visible=register.records.whole_to(by) if by is not None else None,
            check=self.may_be_written,
            ignored=[column.name for column in told],
        )
        self.register, self.by = register, by
        self.free: dict[int | None, Iterator[str]] = {}
        self.matches: list[Match] = []

    def complete(self, new: Record, line: int) -> None:
        if not new.code:
            if new.year not in self.free:
                self.free[new.year] = codes(type(new), new.year)
            new.code = next(self.free[new.year])

    def may_be_written(self, new: Record, old: Record | None) -> None:
        permissions = self.register.permissions
        if self.by is None:
            return
        wanted = permissions.add if old is None else permissions.change
        if not self.by.has_perm(wanted, old or new):
            raise ValidationError(refusal_of(wanted))
        if old is not None and old.is_cancelled:
            raise ValidationError(_("It was cancelled."))

    def link_problems(
        self, instance: Record, existing: Record | None, several: Mapping[str, Sequence[Any]]
    ) -> Iterator[tuple[str, str]]:
        """Of the whole that it will be; what a row leaves as it is was taken before."""
        names = [field.name for field in instance._meta.many_to_many]
        stored = {name: list(getattr(existing, name).all()) if existing else [] for name in names}
        is_same = all(set(things) <= set(stored[name]) for name, things in several.items())
        if existing and is_same and not differs(instance, existing):
            return iter(())
        return instance.problems_of_links({**stored, **added_to(stored, several)})

    def read(self, file: File, **given: Any) -> list[Wanted[Record]]:
        rows = super().read(file, **given)
        for row in rows:
            old = self.existing.get(self._key_of(row.instance))
            if old is not None and differs(row.instance, old):
                row.instance.version = old.version + 1
        return rows

    def years_of(self, wanted: Sequence[Wanted[Record]]) -> list[int] | None:
        """The years in which it counted and now counts; None, for all, where one is unknown."""
        now = [row.instance for row in wanted]
        before = [old for each in now if (old := self.existing.get(self._key_of(each)))]
        years = {year for record in (*now, *before) for year in record.years}
        return None if None in years else sorted(year for year in years if year is not None)

    def compared(self) -> Sequence[str]:
        filled = [self.register.model._meta.get_field(name) for name in self.register.fields]
        names = [field.attname for field in filled if not field.many_to_many]
        return [name for name in (*names, *self.model.follows) if name not in self.key_columns]

    def write(self, wanted: Sequence[Wanted[Record]], summary: Summary) -> Table[Record]:
        table = super().write(wanted, summary)
        summary.changes[:] = [change for change in summary.changes if change.field not in self.model.follows]
        return table


def importer(register: Register[Any]) -> Importer:
    """The register among all that can be imported; a `LookupError` where it takes no files."""
    if register.permissions.imports is None:
        raise LookupError(register.key)
    return Importer(
        key=register.key,
        title=register.words.title,
        permission=register.permissions.imports,
        slots=(Slot(FILE, register.words.title, lambda: allowed_of(columns(register))),),
        run=lambda request, dry_run: load(register, request, dry_run=dry_run),
        about=_("Rows with a code change that record; rows without one are added. Nothing is removed."),
        position=register.position,
        asks=register.file_asks,
    )


def load(register: Register[Any], request: Request, *, dry_run: bool) -> Summary:
    """All rows, or none; who computes from them hears of it."""
    with one_load(f"import_{register.key}", dry_run=dry_run) as load:
        file = load.file(request.sources[FILE])
        reading = (register.reader or RecordImport)(register, request.by)
        wanted = reading.read(file, **request.given)
        load.summary.matches = reading.matches
        if not dry_run:
            load.problems.stop_if_any()
        reading.write(wanted, load.summary)
        load.years = reading.years_of(wanted)
    return load.summary
