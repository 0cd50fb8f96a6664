"""What a register says of itself, and the list of all registers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from kernel.access import Permission
from kernel.loading.columns import Column
from kernel.registers.records import Record, RecordQuerySet, space

if TYPE_CHECKING:
    from kernel.joints import Panel, PanelPlace
    from kernel.registers.files import RecordImport
    from kernel.registers.filters import RegisterFilter
    from kernel.registers.forms import RecordForm
    from kernel.registers.tables import RecordTable

R = TypeVar("R", bound=Record)
Text = str | Promise


@dataclass(frozen=True)
class Words:
    """What the pages of a register are called and say."""

    title: Text
    add: Text
    """On the button that adds one; without it nobody adds one here."""
    about: Text
    """One sentence: what is recorded here, and for what."""
    empty: Text
    """Where nothing is on record yet: what to do."""


@dataclass(frozen=True)
class Permissions:
    """Each is asked with the record where there is one; `whole_to` says who sees all of one."""

    view: Permission
    add: Permission
    change: Permission
    imports: Permission | None = None
    """Without it no files are taken."""


@dataclass(frozen=True)
class MoveWords:
    """How a move of the workflow looks: its button, what it does in a sentence, whether it asks why."""

    label: Text
    about: Text
    asks_why: bool = False
    fields: tuple[str, ...] = ()
    """What of the record is filled in with the move."""
    required: tuple[str, ...] = ()
    """Of these, what cannot be left out."""
    is_alone: bool = False
    """Whether each is looked at by itself, and never several at once."""


@dataclass(frozen=True)
class Inline:
    """Rows that belong to a record and are filled in with it."""

    name: str
    """The relation's name on the record."""
    model: type[Model]
    fields: tuple[str, ...]
    title: Text
    form: Any = None
    personal: tuple[str, ...] = ()
    """As of a register."""


@dataclass(frozen=True)
class Group:
    """Registers that belong together: a heading on the list of all, and the tabs of each of them."""

    title: Text
    position: int


@dataclass(frozen=True)
class ShownOn:
    """The page of a thing that shows the records in which one of the fields names it."""

    place: "PanelPlace"
    paths: tuple[str, ...]
    asked: str
    """The filter by which the list is narrowed to them."""
    said_by: tuple[str, ...] = ()
    """Columns that say nothing more than these fields."""
    names_it_by: str = "pk"
    """What of the thing the filter asks for."""


@dataclass(frozen=True)
class Confirmed:
    """Records that a member confirms, as somebody else entered them: support that it got, or gives."""

    by: tuple[str, ...]
    """Paths to the members that do."""
    where: Q = field(default_factory=Q)
    """Of which records it is asked."""
    without: tuple[str, ...] = ()
    """Fields that the member does not see, or fills in itself."""


@dataclass(frozen=True, kw_only=True)
class Register(Generic[R]):
    """A register; fields are named as on the model."""

    key: str
    """The name in addresses, of pages and API."""
    model: type[R]
    words: Words
    permissions: Permissions
    fields: tuple[str, ...]
    """What is filled in, in order, on the form, in files and in the API."""
    folded: tuple[str, ...] = ()
    """Fields that few records need: on the form they stand behind a line that opens."""
    columns: tuple[str, ...]
    """The list's, in order, after the record's name."""
    more_columns: tuple[str, ...] = ()
    """Columns that may be chosen besides."""
    public: tuple[str, ...] = ()
    """What of a record everybody reads who sees it; the rest is for those who see it whole."""
    filterset: "type[RegisterFilter]"
    form: "type[RecordForm] | None" = None
    table: "type[RecordTable] | None" = None
    reader: "type[RecordImport] | None" = None
    """Of its own where rows of files say more than the columns do."""
    panels: "tuple[Panel, ...]" = ()
    """What else a record's page shows; each tells only what its reader may know."""
    shown_on: tuple[ShownOn, ...] = ()
    preset: tuple[str, ...] = ()
    """Fields that the address of the page to add one may fill in."""
    is_offered: Callable[[Any, Any], bool] = lambda _user, _thing: True
    """Whether the page of a thing that these fields name offers this person to add one."""
    choices: Callable[[Any], Mapping[str, QuerySet[Any] | None]] = lambda _user: {}
    """Of fields that name other things: which this person may choose; None where it is not theirs to fill."""
    initial: Callable[[Any], Mapping[str, Any]] = lambda _user: {}
    """What the form of a new record begins with."""
    inlines: tuple[Inline, ...] = ()
    totals: tuple[str, ...] = ()
    """Columns of numbers that are added up under the list."""
    totals_of: Q = field(default_factory=Q)
    """Which records are added up there."""
    totals_about: Text = ""
    """What is said of it, where they are not all."""
    file_key: tuple[str, ...] = ("code",)
    """By what a row of a file is about a record that is there; by its code, unless lists carry none."""
    file_columns: Callable[[], Mapping[str, Column]] = dict
    """Columns of files that are read otherwise than their fields are."""
    files_tell_also: tuple[Column, ...] = ()
    """Columns that lists have and that are read over."""
    file_asks: Mapping[str, Callable[[], forms.Field]] = field(default_factory=dict)
    """What is asked once for all rows of a file that has no column for it."""
    bulk: tuple[str, ...] = ()
    """Fields that may be changed for several records at once."""
    moves: Mapping[str, MoveWords] = field(default_factory=dict)
    period: tuple[str, str] | None = None
    """First and last day, where the register has a calendar."""
    personal: tuple[str, ...] = ()
    """Fields that tell who somebody is, the name first; they are emptied after some years, or on request."""
    confirmed: Confirmed | None = None
    """Which records members are asked to confirm."""
    group: Group
    pages: tuple[tuple[str, Text, Permission], ...] = ()
    """Pages of its own beside the list: name among its addresses, what it is called, for whom."""
    position: int = 100

    @property
    def name(self) -> str:
        """The name of its pages among the addresses."""
        return space(self.key)

    @cached_property
    def all_columns(self) -> tuple[str, ...]:
        return (*self.columns, *self.more_columns)

    def address(self, page: str) -> str:
        return f"{self.name}:{page}"

    @property
    def records(self) -> RecordQuerySet:
        """All of them; what people may see starts from `visible_to`."""
        found: Any = self.model._default_manager.all()
        return found

    @cached_property
    def relations(self) -> tuple[list[str], list[str]]:
        """Of what is filled in: the fields that name one thing, and those that name several."""
        filled = [self.model._meta.get_field(name) for name in self.fields]
        one = [field.name for field in filled if field.is_relation and not field.many_to_many]
        return one, [field.name for field in filled if field.many_to_many]

    def with_relations(self, records: Any) -> Any:
        """With all that is filled in, so that queries do not grow with rows."""
        one, several = self.relations
        return records.select_related(*one).prefetch_related(*several)

    def with_all(self, records: Any) -> Any:
        """The same with the rows that belong to each, and what these name."""
        rows = [
            Prefetch(each.name, each.model._default_manager.select_related(*links_of(each)))
            for each in self.inlines
        ]
        return self.with_relations(records).prefetch_related(*rows)

    def visible_to(self, user: Any) -> RecordQuerySet:
        return self.records.visible_to(user)

    def sees_whole(self, user: Any, record: R) -> bool:
        return self.records.whole_to(user).filter(pk=record.pk).exists()


def links_of(inline: Inline) -> list[str]:
    """Fields of the rows that name one thing each."""
    fields = [inline.model._meta.get_field(name) for name in inline.fields]
    return [field.name for field in fields if field.is_relation and not field.many_to_many]


ANONYMOUS = "anonymous"
"""What stands in the place of a name that a record cannot be without."""
REGISTERS: dict[str, Register[Any]] = {}
"""All registers by key."""


def registers_of(user: Any) -> list[Register[Any]]:
    """Those that this person may open, in order."""
    allowed = (each for each in REGISTERS.values() if user.has_perm(each.permissions.view))
    return sorted(allowed, key=lambda register: (register.group.position, register.position))
