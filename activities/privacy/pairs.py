"""Two records of people beside each other: what they say, what points to them, whether they can be one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Field
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.events.models import Nomination, Participant, Person
from activities.privacy.pointing import clashes, counts_of, samples_of
from kernel.registers.declaration import ANONYMOUS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIRST, SECOND = "first", "second"
LATEST = 5
"""So many of a person's events are shown."""


@dataclass(frozen=True)
class Said:
    """What both say in one field, as it is read."""

    name: str
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether somebody has to choose: what one of them leaves empty is taken from the other."""
        return bool(self.first and self.second) and self.first != self.second


@dataclass(frozen=True)
class Pair:
    first: Person
    second: Person

    @classmethod
    def of(cls, first: int, second: int) -> Self | None:
        """None where one of them is not there, or has no name any more; nobody makes a pair alone."""
        found = people().select_related("member").in_bulk([first, second])
        return cls(found[first], found[second]) if len(found) == len((first, second)) else None

    @property
    def both(self) -> tuple[Person, Person]:
        return self.first, self.second

    @cached_property
    def said(self) -> list[Said]:
        return [
            Said(field.name, capfirst(str(field.verbose_name)), *(read(each, field) for each in self.both))
            for field in fields()
        ]

    @property
    def differing(self) -> list[Said]:
        return [each for each in self.said if each.differs]

    @property
    def digest(self) -> str:
        """By which it is told whether both still stand as they were read."""
        columns = [field.attname for field in Person._meta.concrete_fields]
        values = [[str(getattr(each, column)) for column in columns] for each in self.both]
        return salted_hmac("activities.privacy.pairs", repr(values)).hexdigest()

    @cached_property
    def counted(self) -> list[tuple[str, int, int]]:
        """Of each kind of rows, how many point to the first and to the second."""
        first, second = counts_of([each.pk for each in self.both]).values()
        kinds = dict.fromkeys([*first, *second])
        return [(kind, first[kind], second[kind]) for kind in kinds]

    @cached_property
    def nominated(self) -> tuple[int, int]:
        """Nominations with the address: they name people by themselves, and stay as they are."""
        addresses = [each.email for each in self.both]
        found = list(Nomination.objects.filter(email__in=[*filter(None, addresses)]).values_list("email"))
        first, second = (found.count((address,)) for address in addresses)
        return first, second

    @cached_property
    def events(self) -> tuple[list[Participant], list[Participant]]:
        """As the latest lists name each of them."""
        first, second = (list(listed(each)) for each in self.both)
        return first, second

    @cached_property
    def refusals(self) -> list[str]:
        return list(self._refusals())

    def _refusals(self) -> Iterator[str]:
        """Why they cannot be one, each with how to mend it where that is possible."""
        first, second = samples_of([each.pk for each in self.both]).values()
        if first and second and first != second:
            yield _("One of them is of the demonstration, the other is real; nobody invented is real.")
        if rows := clashes(self.first.pk, self.second.pk):
            words = _(
                "Both are on the same lists, where a person stands once: %(lists)s. Open each list, cancel"
                " one of the two records there with the reason, and come back."
            )
            yield words % {"lists": "; ".join(dict.fromkeys(str(list_of(row)) for row in rows))}


def people() -> Any:
    """Those who have a name."""
    return Person.objects.exclude(name=ANONYMOUS)


def fields() -> list["Field[Any, Any]"]:
    """What a person's record says, one by one."""
    return [field for field in Person._meta.concrete_fields if field.editable and not field.primary_key]


def read(person: Person, field: "Field[Any, Any]") -> str:
    display = getattr(person, f"get_{field.name}_display", None)
    value: StrOrPromise | None = display() if display else getattr(person, field.name)
    return "" if value is None else str(value)


def list_of(row: Any) -> Any:
    """The event, where a row is of one; it names no person."""
    return getattr(row, "event", None) or row._meta.verbose_name


def listed(person: Person) -> Any:
    rows = Participant.objects.filter(person=person).select_related("event")
    return rows.order_by("-event__starts_on", "code")[:LATEST]


def number_of_rows(pks: Collection[int]) -> dict[int, int]:
    return {pk: counted.total() for pk, counted in counts_of(pks).items()}
