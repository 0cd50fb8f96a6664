"""Where records say who somebody is: those whose time is over, and those of one person."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from pghistory.core import event_models

from kernel.registers.declaration import ANONYMOUS, REGISTERS, Register

CHUNK, MOST = 500, 200
"""Rows read at a time, and shown at once to choose from."""
LATELY = dt.timedelta(days=30)
"""What was written within it waits: somebody works on it, or may take an import back."""


@dataclass(frozen=True)
class Place:
    """Columns that tell who somebody is: of a register's records, or of rows that belong to them."""

    register: Register[Any]
    model: type[Model]
    columns: Sequence[str]
    """The name first."""
    of: str = ""
    """The field of a row that names its record."""

    @property
    def path(self) -> str:
        return f"{self.of}__" if self.of else ""

    def named(self) -> Any:
        """Rows in which somebody is still to be read."""
        rows: Any = self.model._base_manager.all()
        return rows.select_related(*self.links).filter(in_sight(self.columns))

    @property
    def links(self) -> list[str]:
        """What is read of each row's record: its member, and by what its year is found."""
        names = {field.name for field in self.register.model._meta.fields}
        of_record = [*({"member"} & names), *self.register.model.year_follows_from]
        return [*filter(None, [self.of]), *(f"{self.path}{link}" for link in of_record)]

    def record_of(self, row: Any) -> Any:
        return getattr(row, self.of) if self.of else row

    def events(self) -> list[Any]:
        """The managers of what the rows were before."""
        return [each._default_manager for each in event_models(tracks_model=self.model)]


@dataclass(frozen=True)
class Named:
    """A row with somebody in it."""

    place: Place
    row: Any

    @property
    def record(self) -> Any:
        return self.place.record_of(self.row)

    @property
    def words(self) -> list[str]:
        return [text for name in self.place.columns if (text := str(getattr(self.row, name)))]


def in_sight(columns: Sequence[str]) -> Q:
    name, *others = columns
    return reduce(or_, (~Q(**{other: ""}) for other in others), ~Q(**{f"{name}__in": ("", ANONYMOUS)}))


def places() -> Iterator[Place]:
    for register in REGISTERS.values():
        if register.personal:
            yield Place(register, register.model, register.personal)
        for inline in register.inlines:
            if inline.personal:
                of: Any = register.model._meta.get_field(inline.name)
                yield Place(register, inline.model, inline.personal, of.field.name)


def overdue(today: dt.date, years: int) -> Iterator[Named]:
    """Those of which more than so many whole years have passed; sample people never were any."""
    for place in places():
        rows = place.named().filter(**{f"{place.path}is_sample": False})
        for events in place.events():
            since = today - LATELY
            lately = events.filter(pgh_obj_id=OuterRef("pk"), pgh_created_at__date__gt=since)
            rows = rows.exclude(Exists(lately))
        for row in rows.order_by("pk").iterator(CHUNK):
            if is_over(place.record_of(row), today, years):
                yield Named(place, row)


def is_over(record: Any, today: dt.date, years: int) -> bool:
    """Whether its last year is so long ago; what was cancelled ended with it."""
    last: int | None = record.last_year
    if last is None and record.cancelled_at:
        last = record.cancelled_at.year
    return last is not None and last + years < today.year


def is_like(columns: Sequence[str], words: str) -> Q:
    """An address as it is, in whichever case; of a name all words, in any order."""
    text = " ".join(words.split())
    if "@" in text:
        return reduce(or_, (Q(**{f"{column}__iexact": text}) for column in columns))
    names = text.replace(",", " ").split()
    return reduce(
        or_, (reduce(and_, (Q(**{f"{column}__icontains": name}) for name in names)) for column in columns)
    )


def is_exactly(columns: Sequence[str], words: str) -> Q:
    """As it was typed, in whichever case: a part of a name is that of many."""
    text = " ".join(words.split())
    return reduce(or_, (Q(**{f"{column}__iexact": text}) for column in columns))


def named_like(words: str) -> list[Named]:
    """Where the words stand, the first of them; a name may be that of others, too."""
    if not words.replace(",", " ").split():
        return []
    found = (
        Named(place, row)
        for place in places()
        for row in place.named().filter(is_like(place.columns, words)).order_by("pk")[:MOST]
    )
    return list(islice(found, MOST))
