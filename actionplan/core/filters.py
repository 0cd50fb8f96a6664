"""What every filter set shares: bounded numbers, and no value that is passed over in silence."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import QuerySet
from django_filters.filterset import FILTER_FOR_DBFIELD_DEFAULTS

from actionplan.core.asked import refuse_problems
from actionplan.core.fields import LARGEST_ID, LARGEST_NUMBER, YEARS, TrueOrFalseField, WholeNumberField


class WholeNumberFilter(django_filters.NumberFilter):
    """A number in plain digits, from `least` to `most`."""

    field_class = WholeNumberField

    def __init__(self, *names: str, least: int = 0, most: int = LARGEST_NUMBER, **more: Any) -> None:
        super().__init__(*names, min_value=least, max_value=most, **more)

    def get_max_validator(self) -> None:
        """The field's own bound is the tighter one."""


class YearFilter(WholeNumberFilter):
    def __init__(self, *names: str, **more: Any) -> None:
        super().__init__(*names, least=YEARS[0], most=YEARS[1], **more)


class IdFilter(WholeNumberFilter):
    """The number of a record."""

    def __init__(self, *names: str, **more: Any) -> None:
        super().__init__(*names, least=1, most=LARGEST_ID, **more)


class TrueOrFalseFilter(django_filters.BooleanFilter):
    field_class = TrueOrFalseField


INTEGERS: tuple[Any, ...] = (
    *(models.IntegerField, models.SmallIntegerField, models.PositiveIntegerField),
    *(models.PositiveSmallIntegerField, models.AutoField),
)


class FilterSet(django_filters.FilterSet):
    """The base of every filter set: fields of models get the filters of this file."""

    FILTER_DEFAULTS = {
        **FILTER_FOR_DBFIELD_DEFAULTS,
        **{field: {"filter_class": WholeNumberFilter} for field in INTEGERS},
        models.BooleanField: {"filter_class": TrueOrFalseFilter},
    }

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What cannot be read narrows nothing, so it is refused."""
        refuse_problems(self.form)
        narrowed: QuerySet[Any] = super().filter_queryset(queryset)
        return narrowed
