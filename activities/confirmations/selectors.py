"""What a member is asked to confirm, and how each record stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from activities.confirmations.models import Confirmation, seen_of
from kernel.column_words import ColumnWords
from kernel.registers.declaration import REGISTERS, Register
from kernel.registers.records import naming
from kernel.registers.shown import heading, in_text
from members.models import Member


class Standing(TextChoices):
    OPEN = "open", _("to confirm")
    CHANGED = "changed", _("changed since you confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    RESOLVED = "resolved", _("answered by DEVT")


WAITING = (Standing.OPEN, Standing.CHANGED, Standing.RESOLVED)
"""Of which the member is still to say whether they are right."""


UNTOLD = {"member", "state", "activity_codes", "francs"}
"""Columns that say nothing new to the member."""


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass
class Item:
    """A record with what the member said of it last."""

    register: Register[Any]
    record: Any
    seen: dict[str, Any]
    last: Confirmation | None = None
    differences: list[Difference] = field(default_factory=list)
    """What changed since it was said, old and new."""

    @property
    def standing(self) -> Standing:
        last = self.last
        if last is None:
            return Standing.OPEN
        if last.is_open_dispute:
            return Standing.DISPUTED
        if not last.is_right:
            return Standing.RESOLVED
        return Standing.CONFIRMED if last.seen == self.seen else Standing.CHANGED

    @property
    def in_short(self) -> str:
        """What its list shows of it, in one line, where it is known."""
        columns = [name for name in self.register.columns if name not in UNTOLD]
        texts = ((heading(self.register.model, name), in_text(self.record, name)) for name in columns)
        return " · ".join(f"{label}: {text}" for label, text in texts if text)

    @property
    def is_waiting(self) -> bool:
        return self.standing in WAITING


def version_of(item: Item) -> str:
    """The record as it stands, in a word."""
    return f"{item.record.code}:{item.record.version}"


def items_of(member: Member) -> list[Item]:
    """All records that the member is asked to confirm; a few queries a register that has any."""
    found = [
        Item(register, record, seen_of(register, record))
        for register in confirmed_registers()
        for record in register.with_all(asked_of(register, member)).order_by("-pk")
    ]
    return with_last(found, member)


def confirmed_registers() -> list[Register[Any]]:
    asked = (register for register in REGISTERS.values() if register.confirmed)
    return sorted(asked, key=lambda register: (register.group.position, register.position))


def asked_of(register: Register[Any], member: Member) -> Any:
    if register.confirmed is None:
        return register.records.none()
    party = reduce(or_, (naming(register.model, path, [member.pk]) for path in register.confirmed.by))
    return register.records.standing().filter(party & register.confirmed.where)


def item_of(member: Member, code: str) -> Item | None:
    """One of them; None where the member is not asked about a record of this code."""
    for register in confirmed_registers():
        if code.startswith(f"{register.model.code_prefix}-"):
            record = register.with_all(asked_of(register, member)).filter(code=code).first()
            if record is not None:
                return with_last([Item(register, record, seen_of(register, record))], member)[0]
    return None


def with_last(items: list[Item], member: Member) -> list[Item]:
    """With what was said last of each, and what changed since."""
    codes = [item.record.code for item in items]
    last: dict[str, Confirmation] = {}
    for each in Confirmation.objects.filter(member=member, code__in=codes).order_by("at", "pk"):
        last[each.code] = each
    for item in items:
        item.last = last.get(item.record.code)
    changed = [item for item in items if item.is_waiting and item.last and item.last.seen != item.seen]
    words = ColumnWords(value for item in changed for value in values_of(item))
    for item in changed:
        item.differences = list(differences(item, words))
    return items


def values_of(item: Item) -> Iterator[tuple[Any, str, Any]]:
    before = item.last.seen if item.last else {}
    for name in changed_names(item):
        if not isinstance(item.seen.get(name), list):
            yield item.register.model, name, before.get(name)
            yield item.register.model, name, item.seen.get(name)


def changed_names(item: Item) -> list[str]:
    before = item.last.seen if item.last else {}
    return [name for name in item.seen if before.get(name) != item.seen[name]]


def differences(item: Item, words: ColumnWords) -> Iterator[Difference]:
    """Of lists, which hold links and rows, only that they changed."""
    before = item.last.seen if item.last else {}
    model = item.register.model
    titles = {inline.name: str(inline.title) for inline in item.register.inlines}
    for name in changed_names(item):
        label = titles.get(name) or heading(model, name.removesuffix("_id"))
        if isinstance(item.seen[name], list):
            yield Difference(label, "", "")
        else:
            yield Difference(
                label, words.of(model, name, before.get(name)), words.of(model, name, item.seen[name])
            )
