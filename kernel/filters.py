"""What every filter set shares: bounded numbers, and no value that is passed over in silence."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django_filters.filterset import FILTER_FOR_DBFIELD_DEFAULTS
from django_filters.utils import get_model_field

from kernel.asked import not_one_of, refuse_problems
from kernel.fields import LARGEST_ID, LARGEST_NUMBER, YEARS, TrueOrFalseField, WholeNumberField


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


class KnownField(forms.CharField):
    """The key of a record; one that no record has is refused, with those that look alike."""

    def __init__(
        self, *, known: Callable[[], QuerySet[Any, str]], lookup: Callable[[], str], **more: Any
    ) -> None:
        super().__init__(**more)
        self.known, self.lookup = known, lookup

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        keys = self.known()
        if text and not keys.filter(**{self.lookup(): text}).exists():
            raise ValidationError(not_one_of(text, [str(key) for key in keys]))
        return text


class KnownFilter(django_filters.CharFilter):
    """Names a record by the column at the end of its path; one query more, to see that it is there."""

    field_class = KnownField

    def __init__(self, *names: str, **more: Any) -> None:
        super().__init__(*names, **more)
        self.extra |= {"known": self.known, "lookup": self.lookup}

    @property
    def column(self) -> Any:
        return get_model_field(self.model, self.field_name)

    def known(self) -> QuerySet[Any, str]:
        column = self.column
        keys = column.model._default_manager.order_by(column.name)
        return keys.values_list(column.name, flat=True).distinct()

    def lookup(self) -> str:
        return f"{self.column.name}__{self.lookup_expr}"


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
        models.CharField: {"filter_class": KnownFilter},
        models.SlugField: {"filter_class": KnownFilter},
    }

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What cannot be read narrows nothing, so it is refused."""
        refuse_problems(self.form)
        narrowed: QuerySet[Any] = super().filter_queryset(queryset)
        return narrowed
