"""People of whom there may be two records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from activities.events.matching import FEW, OTHER_EMAIL, SAME_EMAIL, SAME_NAME, SIMILAR, Index, parts_of
from activities.events.models import Participant, Person
from activities.privacy.pairs import people
from activities.privacy.selectors import MOST, is_like
from kernel.registers.declaration import ANONYMOUS

LIKELY = (SAME_EMAIL, SAME_NAME, OTHER_EMAIL, SIMILAR)
"""The likeliest first."""


@dataclass(frozen=True)
class Double:
    """Two records, that which is older first, and what is alike."""

    first: int
    second: int
    why: Any


@dataclass
class Known:
    """What is known of somebody from all lists."""

    pk: int
    name: str
    email: str
    member_id: int | None


def doubles() -> list[Double]:
    """In two queries, however many people there are."""
    known = {pk: Known(pk, *more) for pk, *more in people().values_list("pk", "name", "email", "member")}
    index = Index(known.values())
    samples: dict[int, set[bool]] = defaultdict(set)
    rows = Participant.objects.standing().exclude(name=ANONYMOUS).order_by("pk")
    for row in rows.only("name", "email", "is_sample", "person"):
        if row.person_id in known:
            index.note(known[row.person_id], row)
            samples[row.person_id].add(row.is_sample)
    found: dict[tuple[int, int], Double] = {}
    for one in known.values():
        for other, why in likely(index, one):
            first, second = sorted((one.pk, other.pk))
            if not (samples[first] and samples[second]) or samples[first] == samples[second]:
                found.setdefault((first, second), Double(first, second, why))
    return sorted(found.values(), key=lambda each: (LIKELY.index(each.why), known[each.first].name))


def likely(index: Index[Known], one: Known) -> Iterator[tuple[Known, Any]]:
    for other, why in index.alike(one).values():
        if other is not one and is_likely(index, one, other, why):
            yield other, why


def is_likely(index: Index[Known], one: Known, other: Known, why: Any) -> bool:
    """An address that many have is that of an office; a given name may be short, and is not another."""
    if why is SIMILAR:
        return True
    if why is SAME_EMAIL and len(index.owners(one)) <= FEW:
        return True
    return parts_of(one.name)[0] == parts_of(other.name)[0] and index.may_be(one, other.name)


def people_like(words: str) -> list[Person]:
    """Those who are called so, by themselves or on a list; the first of them."""
    if not words.replace(",", " ").split():
        return []
    like = is_like(("name", "email"), words)
    rows = Participant.objects.filter(like).exclude(name=ANONYMOUS)
    found = people().filter(like | Q(pk__in=rows.order_by().values("person")))
    return list(found.select_related("member").order_by("name", "pk")[:MOST])
