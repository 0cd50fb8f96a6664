"""A record's values in words, the same on the list, the record's page and in files."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Manager, Model, URLField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kernel.column_words import words_of
from kernel.registers.links import RecordCodeField, address_of


def field_named(model: type[Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def heading(model: type[Model], name: str) -> str:
    """What a column or fact is called: the field's name, or what its method or annotation says."""
    field = field_named(model, name)
    words = getattr(field, "verbose_name", None) or getattr(model, "headings", {}).get(name, name)
    return capfirst(str(words))


def value_of(record: Model, name: str) -> Any:
    """A column, relation, property or annotation; of relations to several a list."""
    value = getattr(record, name)
    if isinstance(value, Manager):
        return list(value.all())
    return value() if callable(value) else value


def in_text(record: Model, name: str) -> str:
    """The value in words; empty where there is none."""
    value = value_of(record, name)
    if value is None or value in ("", []):
        return ""
    return words_of(field_named(type(record), name), value)


def missing_words() -> SafeString:
    return format_html('<em class="missing">{}</em>', _("not recorded"))


def kept_back_words() -> SafeString:
    return format_html('<em class="missing">{}</em>', _("not shown"))


def shown(record: Model, name: str) -> str | SafeString:
    """The same for a page: a link where the thing has a page, a word where there is nothing."""
    words = in_text(record, name)
    if not words:
        return missing_words()
    value = value_of(record, name)
    if look := getattr(record, "looks", {}).get(value if name == "state" else None, ""):
        return format_html('<span class="status {}">{}</span>', look, words)
    if isinstance(field_named(type(record), name), RecordCodeField) and (address := address_of(words)):
        return format_html('<a href="{}">{}</a>', address, words)
    if isinstance(field_named(type(record), name), URLField):
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', words, words)
    if isinstance(value, Model) and hasattr(value, "get_absolute_url"):
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), words)
    return words
