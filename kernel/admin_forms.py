"""Forms of the administration: what was not touched stays, and values are typed as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    INPUT_CLASSES,
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from kernel.fields import refuse_far_day

WRITTEN_DATE = "%-d %B %Y"
DATES = ["%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y"]
"""As it is shown, abbreviated, as the calendar fills it in, and others that can mean one day only."""
NARROW = 32
"""Texts that are never longer get a short field."""
DECIMAL_COMMA = re.compile(r"[-+]?\d+,(\d{1,2}|\d{4,})")


TYPED = (forms.Textarea, forms.TextInput, forms.DateInput)
"""Widgets whose text is what people type."""


class LinesField(SimpleArrayField):
    """A list, one entry on each line; an entry may hold commas."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        super().__init__(base_field, delimiter="\n", **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(line.strip() for line in value.splitlines() if line.strip())
        return super().to_python(value)


class WrittenDateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs["input_formats"] = DATES
        kwargs["error_messages"] = {"invalid": _("Write a date like 31 March 2014.")}
        super().__init__(**kwargs, validators=[refuse_far_day])


class WrittenDateWidget(UnfoldAdminSingleDateWidget):
    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:  # noqa: A002 (Django's name)
        example = {"placeholder": _("31 March 2014"), "size": "18"}
        super().__init__(attrs=(attrs or {}) | example, format=format or WRITTEN_DATE)


class WrittenDecimalField(forms.DecimalField):
    """Blanks between thousands are read over, powers of ten are refused.

    A comma is the decimal sign where it can be nothing else.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"invalid": _("Write a number like 1250.5, with a point.")}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split())
            if DECIMAL_COMMA.fullmatch(value):
                value = value.replace(",", ".")
            if "e" in value.casefold():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Without the zeros that fill up its decimal places."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class WrittenDecimalWidget(UnfoldAdminTextInputWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=(attrs or {}) | {"inputmode": "decimal", "size": "12"})


OVERRIDES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.DateField: {"form_class": WrittenDateField, "widget": WrittenDateWidget},
    models.DecimalField: {"form_class": WrittenDecimalField, "widget": WrittenDecimalWidget},
    ArrayField: {"form_class": LinesField, "widget": UnfoldAdminTextareaWidget},
}


def ticked(db_field: "ArrayField[Any, Any]") -> forms.Field:
    """Of a list whose entries are chosen from few."""
    return forms.MultipleChoiceField(
        label=db_field.verbose_name,
        choices=db_field.base_field.choices or [],
        required=not db_field.blank,
        help_text=db_field.help_text,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )


def fit(field: forms.Field) -> None:
    """Give a field a size that fits what it holds."""
    widget = field.widget
    if isinstance(field, LinesField):
        field.help_text = _("One entry on each line.")
        widget.attrs["rows"] = 4
    elif isinstance(field, forms.CharField) and isinstance(widget, UnfoldAdminTextareaWidget):
        widget.attrs["rows"] = 4
    elif isinstance(widget, WrittenDecimalWidget) or is_short(field):
        classes = widget.attrs.get("class", " ".join(INPUT_CLASSES)).split()
        widget.attrs["class"] = " ".join(name for name in classes if name not in {"max-w-2xl", "w-full"})
        widget.attrs["class"] += " max-w-full w-48"


def is_short(field: forms.Field) -> bool:
    if isinstance(field, forms.IntegerField):
        return True
    return type(field) in {forms.CharField, forms.SlugField} and 0 < (field.max_length or 0) <= NARROW  # type: ignore[attr-defined]


class UnchangedStays(forms.ModelForm):  # type: ignore[type-arg]
    """A field that comes back as it was shown keeps its value, to the last blank and line end.

    A browser sends line ends as two characters, fields trim and round: each would change the row.
    """

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in self.fields if self.is_changed(name)]

    def is_changed(self, name: str) -> bool:
        bound = self[name]
        posted = bound.data
        if not isinstance(posted, str) or not isinstance(bound.field.widget, TYPED):
            return bool(bound._has_changed())  # type: ignore[attr-defined]  # noqa: SLF001 (as forms do)
        shown = bound.field.widget.format_value(bound.field.prepare_value(bound.initial))
        return one_line_end(posted) != one_line_end(str(shown or ""))

    def _post_clean(self) -> None:
        names = {field.name for field in self._meta.model._meta.concrete_fields if not field.is_relation}
        for name in names & self.cleaned_data.keys():
            if name not in self.changed_data and self.instance.pk:
                self.cleaned_data[name] = getattr(self.instance, name)
            elif isinstance(self.cleaned_data[name], str):
                self.cleaned_data[name] = self.cleaned_data[name].replace("\r\n", "\n")
        super()._post_clean()  # type: ignore[misc]


def one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
