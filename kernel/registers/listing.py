"""One look at a register: what is asked for, what of it this person may see, and in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from kernel.asked import AskedWronglyError, Several, not_one_of, page_number, stable
from kernel.registers.declaration import Register
from kernel.registers.filters import Chip, RegisterFilter, chips
from kernel.registers.records import RecordQuerySet
from kernel.registers.tables import NAME, RecordTable, Total, is_orderable, table_of, totals

COLUMNS = Several("columns")
SORT = "sort"
PAGE = "page"
ROWS = "rows"
SIZES = (25, 50, 100, 500)
PARAMETERS = (SORT, PAGE, ROWS, COLUMNS)
"""What every list takes besides its filters."""


@dataclass(frozen=True)
class Without:
    """What would be found if one thing were not asked for."""

    chip: Chip
    count: int


class Listing:
    """The records asked for by an address; a parameter that cannot be read raises `AskedWronglyError`."""

    def __init__(self, register: Register[Any], query: QueryDict, user: Any) -> None:
        self.register, self.query, self.user = register, query, user

    @cached_property
    def visible(self) -> RecordQuerySet:
        whole = self.register.records.whole_to(self.user)
        visible = self.register.visible_to(self.user)
        return visible.annotate(is_whole=Exists(whole.filter(pk=OuterRef("pk"))))

    @cached_property
    def filters(self) -> RegisterFilter:
        return self.filtered(self.query)

    def filtered(self, query: QueryDict) -> RegisterFilter:
        made = self.register.filterset(query, self.visible)
        hidden = [chip for chip in self.asked(made) if chip.name not in made.open_to_all]
        return made if not hidden else self.register.filterset(query, self.visible.filter(is_whole=True))

    def asked(self, filters: RegisterFilter) -> list[Chip]:
        return list(chips(filters)) if filters.form.is_valid() else []

    @property
    def chips(self) -> list[Chip]:
        return self.asked(self.filters)

    @cached_property
    def records(self) -> QuerySet[Any]:
        """All that fit, in order; by what is not everybody's, only those that are seen whole are ordered."""
        found: QuerySet[Any] = self.filters.qs.listed()
        if self.sort_name and self.sort_name not in self.orders_for_all:
            found = found.filter(is_whole=True)
        return stable(found.order_by(*self.order)) if self.sort else stable(found)

    @property
    def orders_for_all(self) -> tuple[str, ...]:
        return (NAME, *self.register.public)

    @cached_property
    def sort(self) -> str:
        sort = self.query.get(SORT, "")
        if sort and sort.removeprefix("-") not in self.orderable:
            raise AskedWronglyError({SORT: [not_one_of(sort, self.orderable)]})
        return sort

    @property
    def sort_name(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def order(self) -> list[str]:
        column = "code" if self.sort_name == NAME else self.sort_name
        return [f"-{column}" if self.sort.startswith("-") else column]

    @cached_property
    def orderable(self) -> list[str]:
        names = self.register.all_columns
        return [NAME, *(name for name in names if is_orderable(self.register.model, name))]

    @cached_property
    def columns(self) -> list[str]:
        """Those chosen, in the register's order; as declared where none is."""
        chosen = self.query.getlist(COLUMNS)
        for name in chosen:
            if name not in self.register.all_columns:
                raise AskedWronglyError({COLUMNS: [not_one_of(name, self.register.all_columns)]})
        return [name for name in self.register.all_columns if name in chosen] or list(self.register.columns)

    @cached_property
    def size(self) -> int:
        asked = self.query.get(ROWS, str(SIZES[0]))
        sizes = {str(size): size for size in SIZES}
        if asked not in sizes:
            raise AskedWronglyError({ROWS: [not_one_of(asked, list(sizes))]})
        return sizes[asked]

    @cached_property
    def table(self) -> RecordTable:
        table = table_of(self.register, self.records, self.columns, self.sort)
        table.paginate(per_page=self.size)
        table.page = table.paginator.get_page(page_number(self.query))
        return table

    @property
    def page(self) -> Page[Any]:
        page: Page[Any] = self.table.page
        return page

    @cached_property
    def count_of_all(self) -> int:
        """How many this person sees at all, cancelled ones apart."""
        return self.visible.filter(cancelled_at=None).count()

    @cached_property
    def totals(self) -> dict[str, Total]:
        return totals(self.register, self.records.filter(is_whole=True))

    def without(self) -> Iterator[Without]:
        """Where nothing fits: how many would without each thing asked for."""
        for chip in self.chips:
            query = self.query.copy()
            query.pop(chip.name)
            yield Without(chip, self.filtered(query).qs.count())

    @property
    def chosen_columns(self) -> list[str]:
        """Named in the address; empty where the register's own are shown."""
        return self.columns if COLUMNS in self.query else []

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """What the form of columns carries on."""
        left_out = {COLUMNS, PAGE}
        return [
            (name, value) for name, values in self.query.lists() if name not in left_out for value in values
        ]
