"""Making one of two records of a person; it cannot be undone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory import context

from activities.events.matching import name_key
from activities.events.models import Person
from activities.privacy.pairs import FIRST, SECOND, Pair, fields
from activities.privacy.pointing import links, rows_of
from activities.privacy.rules import ERASE_PEOPLE
from kernel.access import require
from kernel.joints import DATA_CHANGED, DataChanged
from kernel.registers.records import Record, one_after_another
from kernel.workflow import WorkflowError
from members.models import User

GONE = gettext_lazy(
    "One of the two records is not there any more: both were made one already, or the person was taken out."
    " Nothing more was changed."
)
CHANGED = gettext_lazy(
    "The two records are not as this page showed them, so nothing was merged. Look at both again."
)


@transaction.atomic
def merge(first: int, second: int, *, by: User, seen: str, chosen: Mapping[str, str]) -> Person:
    """All that points to the second points to the first, which says what was chosen; the second goes.

    `seen` is the digest of both as they were read; `chosen` says by field `first` or `second`, where
    they differ. Raises `WorkflowError` with the reason, and then nothing is changed.
    """
    require(by, ERASE_PEOPLE)
    pair = held(first, second)
    if pair is None:
        raise WorkflowError(str(GONE))
    if pair.digest != seen:
        raise WorkflowError(str(CHANGED))
    if pair.refusals:
        raise WorkflowError(" ".join(pair.refusals))
    values = values_of(pair, chosen)
    # Who merged what is told by numbers: a name that is taken out later stands nowhere else.
    told = {"user": by.pk, "reason": "", "kept": first, "removed": second}
    with context(action=f"{Person._meta.app_label}.merge", **told):
        records = write(pair, values)
    tell(records)
    return pair.first


def held(first: int, second: int) -> Pair | None:
    """Both, and what points to them, until the transaction ends: first rows, then people, as elsewhere."""
    one_after_another(Person)
    for link in links():
        rows = rows_of(link, [first, second]).select_for_update(of=("self",)).order_by("pk")
        list(rows.values_list("pk", flat=True))
    both = Person.objects.select_for_update(of=("self",)).filter(pk__in=[first, second]).order_by("pk")
    list(both.values_list("pk", flat=True))
    return Pair.of(first, second)


def values_of(pair: Pair, chosen: Mapping[str, str]) -> dict[str, Any]:
    """By column; of what one leaves empty, that of the other."""
    sides = {FIRST: pair.first, SECOND: pair.second}
    if [each for each in pair.differing if chosen.get(each.name) not in sides]:
        raise WorkflowError(_("Choose for each field in which they differ."))
    taken = {each.name: FIRST if each.first else SECOND for each in pair.said}
    taken |= {each.name: chosen[each.name] for each in pair.differing}
    return {field.attname: getattr(sides[taken[field.name]], field.attname) for field in fields()}


def write(pair: Pair, values: Mapping[str, Any]) -> list[Record]:
    """The records that pointed to the second; who reads one of them meanwhile is told that it changed."""
    records: list[Record] = []
    try:
        with transaction.atomic():
            for link in links():
                rows = rows_of(link, [pair.second.pk])
                if issubclass(link.model, Record):
                    records += rows.select_related(*link.model.year_follows_from)
                    rows.update(**{link.name: pair.first}, version=F("version") + 1)
                else:
                    rows.update(**{link.name: pair.first})
            pair.second.delete()
            for column, value in values.items():
                setattr(pair.first, column, value)
            pair.first.name_key = name_key(pair.first.name)
            pair.first.save()
    except IntegrityError as error:
        words = _("They cannot be one, for something that points to both of them may point to a person once.")
        raise WorkflowError(words) from error
    return records


def tell(records: Iterable[Record]) -> None:
    """Figures of their years are stale, plan by plan."""
    years: dict[Any, set[int | None]] = {}
    for record in records:
        years.setdefault(getattr(record, "plan", None), set()).update(record.years)
    for plan, found in years.items():
        known = None if None in found else sorted(year for year in found if year is not None)
        DATA_CHANGED.call(DataChanged(plan=plan, years=known))
