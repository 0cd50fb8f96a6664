"""Records that say who somebody is: those whose time is over, and those of one person."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from kernel.registers.declaration import REGISTERS, Personal, Register

ANONYMOUS = "anonymous"
"""What stands in the place of a name."""
CHUNK = 500


@dataclass(frozen=True)
class Named:
    """A record with the name in it."""

    register: Register[Any]
    record: Any

    @property
    def personal(self) -> Personal:
        assert self.register.personal  # noqa: S101 - of registers of people alone
        return self.register.personal

    @property
    def name(self) -> str:
        return str(getattr(self.record, self.personal.name))


def registers_of_people() -> list[Register[Any]]:
    return [register for register in REGISTERS.values() if register.personal]


def named_records(register: Register[Any]) -> Any:
    name = register.personal.name if register.personal else ""
    links = register.model.year_follows_from
    return register.records.select_related(*links).exclude(**{f"{name}__in": ("", ANONYMOUS)})


def overdue(today: dt.date, years: int) -> Iterator[Named]:
    """Those of which more than so many whole years have passed; sample people never were any."""
    for register in registers_of_people():
        for record in named_records(register).filter(is_sample=False).order_by("pk").iterator(CHUNK):
            if record.last_year is not None and record.last_year + years < today.year:
                yield Named(register, record)


def named_like(words: str) -> list[Named]:
    """Those with exactly this name or e-mail address, in whichever case."""
    text = " ".join(words.split())
    found = []
    for register in registers_of_people():
        personal = register.personal
        if text and personal:
            columns = (personal.name, *personal.found_by)
            same = reduce(or_, (Q(**{f"{column}__iexact": text}) for column in columns))
            found += [Named(register, each) for each in named_records(register).filter(same).order_by("pk")]
    return found
