"""What the list of a register can be narrowed by, and how that is said above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kernel.filters import FilterSet
from kernel.words import WordsFilter, words_of


class RegisterFilter(FilterSet):
    """Words, and whether records were cancelled; each register adds its own."""

    q = WordsFilter(label=_("Search"), method="by_words")
    cancelled = django_filters.ChoiceFilter(
        label=_("Cancelled"),
        method="by_cancelled",
        choices=[("yes", _("cancelled")), ("all", _("cancelled or not"))],
        empty_label=_("not cancelled"),
    )

    open_to_all: tuple[str, ...] = ("q", "cancelled")
    """Filters on what everybody may read; by any other one only records are found that are seen whole."""

    def by_words(self, records: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return records.filter(reduce(and_, map(self.holds, words_of(value)), Q()))

    def holds(self, word: str) -> Q:
        """Where one word may stand; registers add the names of those that take part."""
        return Q(search_text__contains=word)

    def by_cancelled(self, records: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return records.filter(cancelled_at__isnull=False) if value == "yes" else records

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        narrowed = super().filter_queryset(queryset)
        return narrowed if self.form.cleaned_data.get("cancelled") else narrowed.filter(cancelled_at=None)


@dataclass(frozen=True)
class Chip:
    """One thing that the list is narrowed by."""

    name: str
    label: str
    value: str


def chips(filters: FilterSet) -> Iterator[Chip]:
    """What was asked for, in words, in the order of the form."""
    for name, value in filters.form.cleaned_data.items():
        if value not in (None, "", []):
            field = filters.form.fields[name]
            yield Chip(name, capfirst(str(field.label or name)), said(field, value))


def said(field: Any, value: Any) -> str:
    if isinstance(value, Model):
        return str(value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(value), str(value))
