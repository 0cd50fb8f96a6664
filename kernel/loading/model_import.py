"""Rows of a file as records of a model: read by its columns, checked by it, added or changed by a key."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.loading.changes import Links, Summary, Table
from kernel.loading.chosen_kinds import ReferenceKind
from kernel.loading.columns import Column
from kernel.loading.headings import match_headings
from kernel.loading.kinds import DateKind, NumberKind, PartialDayKind, Reading
from kernel.loading.problems import File
from kernel.loading.reading import Sheet, SheetRow, UnreadableFileError, read_sheet
from kernel.loading.settling import settle_dates, settle_numbers
from kernel.typed import NotReadableError

M = TypeVar("M", bound=Model)
FEW_ROWS = 200
"""Up to so many each row is held to the database's constraints before anything is written: it takes a query
for each, and of more rows the database tells in one statement that some do not hold."""

Values = dict[str, Any]
Check = Callable[[M, M | None], None]
"""With a record and what it was; raises ValidationError for what the model itself cannot know."""


@dataclass
class Wanted(Generic[M]):
    """What a row says: an instance that is not written yet, and what is to be linked to it."""

    line: int
    instance: M
    several: Mapping[str, Sequence[Model]] = field(default_factory=dict)


class ModelImport(Generic[M]):
    """How rows become records of `model`.

    `key` names the columns that tell which record a row is about; `defaults` fills the fields of a new
    record that no column gives; `visible` holds the records that whoever imports may change, and
    `queryset` all among which a key is unique.  A column that the file has not leaves its field alone;
    the `ignored` ones only tell what others of the row mean.
    """

    unchecked: ClassVar[Collection[str]] = ()
    """Columns that no file sets, and checks may not touch."""

    keep_one: ClassVar[Any] = gettext_lazy("Keep one of the two.")
    """How to mend two rows about the same."""

    def __init__(
        self,
        model: type[M],
        *,
        key: Sequence[str],
        columns: Sequence[Column],
        defaults: Mapping[str, Any] | None = None,
        queryset: QuerySet[M] | None = None,
        visible: QuerySet[M] | None = None,
        check: Check[M] | None = None,
        ignored: Collection[str] = (),
    ) -> None:
        self.model, self.key, self.columns = model, tuple(key), tuple(columns)
        self.defaults = dict(defaults or {})
        self.queryset = model._default_manager.all() if queryset is None else queryset
        self.visible, self.check = visible, check
        self.not_own = {column.name for column in columns if column.is_many} | {*ignored}
        self.key_columns = tuple(model._meta.get_field(name).attname for name in key)  # type: ignore[union-attr]

    def read(self, file: File, **given: Any) -> list[Wanted[M]]:
        """The rows that can be read and hold; all else is a problem of `file`.

        `given` are values that hold for each row, such as the plan.
        """
        try:
            file.sheet = sheet = read_sheet(file.source())
        except UnreadableFileError as error:
            file.refuse_whole(error)
            return []
        places = match_headings(file, self.columns, needed={*self.key} - {*given, *self.defaults})
        if places is None:
            return []
        self._settle(file, places)
        self.existing = {self._key_of(one): one for one in self.queryset}
        visible = self.visible
        self.may_change = None if visible is None else set(visible.values_list("pk", flat=True))
        self.reader = RowReader(self, file, places, given, asks_database=len(sheet.rows) <= FEW_ROWS)
        return self.reader.rows(sheet)

    def _settle(self, file: File, places: Mapping[str, int]) -> None:
        kinds = {column.name: column.kind for column in self.columns}
        settle_numbers(file, [place for name, place in places.items() if isinstance(kinds[name], NumberKind)])
        days = (DateKind, PartialDayKind)
        settle_dates(file, [place for name, place in places.items() if isinstance(kinds[name], days)])

    def _key_of(self, instance: M) -> tuple[Any, ...]:
        return tuple(getattr(instance, name) for name in self.key_columns)

    def write(self, wanted: Sequence[Wanted[M]], summary: Summary) -> Table[M]:
        """Add and change; the several of a column are linked, and links that the file leaves out stay.

        Raises LoadingError with the rows at fault where the database refuses some of a large file.
        """
        try:
            with transaction.atomic():
                return self._write(wanted, summary)
        except IntegrityError:
            self.reader.refuse_constraints(wanted)
            raise

    def _write(self, wanted: Sequence[Wanted[M]], summary: Summary) -> Table[M]:
        if not summary.dry_run:
            self._hold(wanted)
        table = Table(self.queryset, key=self.key_columns, summary=summary, fields=self.compared())
        table.write([row.instance for row in wanted])
        for column in self.columns:
            if column.is_many:
                self._link(column, wanted, summary)
        return table

    def _hold(self, wanted: Sequence[Wanted[M]]) -> None:
        """Let nobody change what will be written; refuse what somebody changed since it was read."""
        changing = {}
        for row in wanted:
            existing = self.existing.get(self._key_of(row.instance))
            if existing is not None and differs(row.instance, existing):
                changing[existing.pk] = row, existing
        now = self.model._base_manager.select_for_update(of=("self",)).in_bulk(list(changing))
        for pk, (row, existing) in changing.items():
            if pk not in now or differs(now[pk], existing):
                wrong = _("Somebody changed %(record)s while the file was read.") % {"record": existing}
                self.reader.file.refuse(row.line, "", wrong, _("Read the file again."))
        self.reader.file.problems.stop_if_any()

    def complete(self, new: M, line: int) -> None:
        """Fill in what the row of a new record, in that line, may leave out, such as its key."""

    def said_of(self, own: Values, existing: M | None, *, is_named: bool) -> Values:
        """What a row tells of an existing record; `is_named` where it holds its key."""
        return own

    def link_problems(
        self, instance: M, existing: M | None, several: Mapping[str, Sequence[Any]]
    ) -> Iterable[tuple[str, str]]:
        """By column, what is wrong with what a row names several of."""
        return ()

    def compared(self) -> Sequence[str] | None:
        """The columns that are written; None stands for all that people can fill in."""
        return None

    def _link(self, column: Column, wanted: Sequence[Wanted[M]], summary: Summary) -> None:
        relation: Any = self.model._meta.get_field(column.name)
        through = relation.remote_field.through
        key = (f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id")
        owners = [row.instance for row in wanted]
        links = Links(str(column.heading), through, key=key, owners=owners, summary=summary)
        links.write([(row.instance, other) for row in wanted for other in row.several.get(column.name, ())])


@dataclass
class RowReader(Generic[M]):
    """The rows of one file."""

    importing: ModelImport[M]
    file: File
    places: Mapping[str, int]
    given: Mapping[str, Any]
    asks_database: bool = True
    """Whether each row is held to the constraints of the database at once, some queries a row."""
    first: dict[tuple[Any, ...], int] = field(default_factory=dict)
    """The row in which a key came first."""

    def rows(self, sheet: Sheet) -> list[Wanted[M]]:
        for problem in sheet.problems:
            heading = sheet.headings[problem.place] if problem.place >= 0 else ""
            self.file.refuse(problem.row, heading, problem.wrong, problem.mend)
        unread = {problem.row for problem in sheet.problems}
        found = (self._row(row) for row in sheet.rows if row.number not in unread)
        return [wanted for wanted in found if wanted]

    def _row(self, row: SheetRow) -> Wanted[M] | None:
        values: Values = dict(self.given)
        reading = Reading(decimal_sign=".", values=values)
        is_whole = True
        for column in self._columns():
            text = row.texts[self.places[column.name]]
            try:
                values[column.name] = self._value(column, text, reading)
            except NotReadableError as error:
                self._refuse(row, column, str(error), column.kind.near(text, reading))
                is_whole = False
        return self._wanted(row, values) if is_whole else None

    def _columns(self) -> Iterator[Column]:
        return (column for column in self.importing.columns if column.name in self.places)

    def _value(self, column: Column, text: str, reading: Reading) -> Any:
        value = column.read(text, reading)
        if value is None and column.required:
            raise NotReadableError(_("It is empty."))
        return value

    def _refuse(self, row: SheetRow, column: Column, wrong: str, near: str = "") -> None:
        self._refuse_at(row.number, column, wrong, near)

    def _refuse_at(self, number: int, column: Column, wrong: str, near: str = "") -> None:
        heading = self.file.sheet.headings[self.places[column.name]] if self.file.sheet else column.name
        allowed, choices = column.kind.allowed, tuple(column.kind.choices)
        self.file.refuse(number, heading, wrong, suggestion=near, allowed=allowed, choices=choices)

    def _wanted(self, row: SheetRow, values: Values) -> Wanted[M] | None:
        own = {name: value for name, value in values.items() if name not in self.importing.not_own}
        probe = self.importing.model(**{**self.importing.defaults, **filled(self.importing.model, own)})
        self.importing.complete(probe, row.number)
        own |= {name: getattr(probe, name) for name in self.importing.key}
        key = self.importing._key_of(probe)  # noqa: SLF001 - of one module
        if self._is_twice(row, key):
            return None
        existing = self.importing.existing.get(key)
        own = self.importing.said_of(own, existing, is_named=self._names_it(values))
        instance = probe if existing is None else changed(existing, filled(self.importing.model, own))
        if not (self._may_change(row, existing) and self._holds(row, instance, existing)):
            return None
        many = (column.name for column in self.importing.columns if column.is_many)
        several = {name: values[name] or () for name in many if name in values}
        if problems := dict(self.importing.link_problems(instance, existing, several)):
            self._tell(row.number, ValidationError(problems))
            return None
        return Wanted(row.number, instance, several)

    def _names_it(self, values: Values) -> bool:
        """Whether the row itself holds the key of its record."""
        return all(values.get(name) not in (None, "") for name in self.importing.key)

    def _is_twice(self, row: SheetRow, key: tuple[Any, ...]) -> bool:
        line = self.first.setdefault(key, row.number)
        if line != row.number:
            wrong = _("The row is about the same as row %(row)s.") % {"row": line}
            self.file.refuse(row.number, self._key_heading(), wrong, str(self.importing.keep_one))
        return line != row.number

    def _key_heading(self) -> str:
        name = next((name for name in self.importing.key if name in self.places), "")
        return self.file.sheet.headings[self.places[name]] if name and self.file.sheet else ""

    def _may_change(self, row: SheetRow, existing: M | None) -> bool:
        may_change = self.importing.may_change
        if existing is None or may_change is None or existing.pk in may_change:
            return True
        self.file.refuse(row.number, self._key_heading(), _("It is on record, and you may not change it."))
        return False

    def _holds(self, row: SheetRow, instance: M, existing: M | None) -> bool:
        """Whether the model takes the record; one that does not change is on record already."""
        if existing is not None and not differs(instance, existing):
            return True
        try:
            instance.full_clean(
                exclude={*self.importing.unchecked, *self._references()},
                validate_unique=False,
                validate_constraints=False,
            )
            if self.asks_database:
                instance.validate_constraints(exclude={*self.importing.unchecked})
            if self.importing.check:
                self.importing.check(instance, existing)
        except ValidationError as errors:
            self._tell(row.number, errors)
            return False
        return True

    def _references(self) -> Iterator[str]:
        """What was read as a thing that is there, and is not looked for again."""
        for column in self._columns():
            if column.name not in self.importing.not_own and isinstance(column.kind, ReferenceKind):
                yield column.name

    def refuse_constraints(self, wanted: Sequence[Wanted[M]]) -> None:
        """Hold each row to the database's constraints, after one was refused; all that fail are told."""
        for row in wanted:
            try:
                row.instance.validate_constraints(exclude={*self.importing.unchecked})
            except ValidationError as errors:
                self._tell(row.line, errors)
        self.file.problems.stop_if_any()

    def _tell(self, number: int, errors: ValidationError) -> None:
        told = errors.message_dict if hasattr(errors, "error_dict") else {NON_FIELD_ERRORS: errors.messages}
        by_name = {column.name: column for column in self._columns()}
        for name, messages in told.items():
            if name in by_name:
                self._refuse_at(number, by_name[name], " ".join(messages))
            else:
                label = "" if name == NON_FIELD_ERRORS else f"{name}: "
                self.file.refuse(number, "", f"{label}{' '.join(messages)}")


def filled(model: type[Model], values: Values) -> Values:
    """With what the field has for an empty cell: nothing, its default, or an empty text."""
    return {name: empty_of(model, name) if value is None else value for name, value in values.items()}


def empty_of(model: type[Model], name: str) -> Any:
    field: Any = model._meta.get_field(name)
    return None if field.null or field.is_relation else field.get_default()


def changed(existing: M, values: Values) -> M:
    """A copy of the record with these values."""
    found = copy(existing)
    found._state = copy(existing._state)
    found._state.fields_cache = dict(existing._state.fields_cache)
    for name, value in values.items():
        setattr(found, name, value)
    return found


def differs(one: Model, other: Model) -> bool:
    names = [field.attname for field in one._meta.concrete_fields]
    return any(getattr(one, name) != getattr(other, name) for name in names)
