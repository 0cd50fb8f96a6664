"""All rows that point to people, of whichever room, and where two of them cannot point to one person."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, Field, OuterRef, Q, UniqueConstraint
from pghistory.models import Event

from activities.events.models import Person

FOLLOWED = ("event", "member")
"""Links that are read of a row, for what it is called."""


def links() -> list["Field[Any, Any]"]:
    """The foreign keys to a person: found, not listed, so that no room is forgotten; the history stays."""
    found = (each for each in Person._meta.get_fields(include_hidden=True) if each.auto_created)
    keys: Iterator[Any] = (each.field for each in found if each.one_to_many or each.one_to_one)  # type: ignore[union-attr]
    return [key for key in keys if not issubclass(key.model, Event)]


def rows_of(link: "Field[Any, Any]", people: Collection[Any]) -> Any:
    rows: Any = link.model._base_manager.all()
    return rows.filter(**{f"{link.name}__in": people})


def counts_of(pks: Collection[int]) -> dict[int, Counter[str]]:
    """By person and what the rows are called; a query for each link, however many people there are."""
    found: dict[int, Counter[str]] = {pk: Counter() for pk in pks}
    for link in links():
        words = str(link.model._meta.verbose_name_plural)
        counted = rows_of(link, pks).order_by().values_list(link.name).annotate(number=Count("pk"))
        for pk, number in counted:
            found[pk][words] += number
    return found


def samples_of(pks: Collection[int]) -> dict[int, set[bool]]:
    """Whether the rows of each are of a demonstration, of real events, or of both."""
    found: dict[int, set[bool]] = {pk: set() for pk in pks}
    for link in links():
        if any(field.name == "is_sample" for field in link.model._meta.fields):
            for pk, is_sample in rows_of(link, pks).order_by().values_list(link.name, "is_sample").distinct():
                found[pk].add(is_sample)
    return found


def clashes(first: int, second: int) -> list[Any]:
    """Rows of the second that cannot point to the first, because such a one does already."""
    found: dict[Any, Any] = {}
    for link in links():
        names = {field.name for field in link.model._meta.fields}
        for columns, where in once(link):
            others = {name: OuterRef(name) for name in columns if name != link.name}
            of_first = rows_of(link, [first]).filter(where, **others)
            rows = rows_of(link, [second]).filter(where).filter(Exists(of_first))
            followed = [name for name in FOLLOWED if name in names]
            for row in rows.select_related(*followed).order_by("pk"):
                found[link.model, row.pk] = row
    return list(found.values())


def once(link: "Field[Any, Any]") -> Iterator[tuple[Sequence[str], Q]]:
    """Columns that stand together once at most, the link among them, and in which rows."""
    meta = link.model._meta
    for each in meta.constraints:
        if isinstance(each, UniqueConstraint) and link.name in each.fields:
            yield each.fields, each.condition or Q()
    for columns in meta.unique_together:
        if link.name in columns:
            yield columns, Q()
    if link.unique:
        yield (link.name,), Q()
