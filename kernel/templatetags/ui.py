"""Tags and filters that every template may use."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BoundField, Textarea
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kernel import numbers, registry
from kernel.days import day_of, due_words, moment_words, place, zone_named
from kernel.joints import PLACES

register = template.Library()

MESSAGE_KINDS = {"success": "good", "warning": "warn", "error": "bad"}
STATUS_CLASSES = {
    "on_track": "on-track",
    "accepted": "on-track",
    "completed": "on-track",
    "done": "on-track",
    "at_risk": "at-risk",
    "returned": "at-risk",
    "delayed": "at-risk",
    "lost": "at-risk",
    "off_track": "off-track",
    "overdue": "off-track",
    "failed": "off-track",
    "going": "going",
    "submitted": "going",
    "in_review": "going",
    "running": "going",
}
Number = Decimal | int | float | None


@register.simple_tag(takes_context=True)
def panels(context: template.Context, place: str, thing: object) -> SafeString:
    """What upper apps show at `place` about `thing`."""
    request: HttpRequest = context["request"]
    return format_html_join("", "{}", ((panel,) for panel in PLACES[place].render(request, thing)))


@register.simple_tag(takes_context=True)
def due(context: template.Context, day: dt.date) -> str:
    """A due date with whose midnight counts, and the hour of whoever reads the page or the e-mail."""
    if "recipient" not in context:
        return due_words(day)
    return due_words(day, zone_named(getattr(context["recipient"], "time_zone", "")))


@register.filter
def moment(at: dt.datetime, form: str = "DATETIME_FORMAT") -> str:
    """A time of the reader's day, with the name of the zone."""
    return moment_words(at, form=form)


@register.simple_tag(name="moment", takes_context=True)
def moment_for_recipient(context: template.Context, at: dt.datetime) -> str:
    """The same in the zone of whoever gets the e-mail."""
    return moment_words(at, zone_named(getattr(context.get("recipient"), "time_zone", "")))


@register.simple_tag
def due_place() -> str:
    """For the heading of a column of due dates."""
    return _("midnight in %(place)s") % {"place": place()}


@register.filter
def due_day(day: dt.date) -> str:
    """A due date in a column whose heading says whose midnight counts."""
    return date_format(day, "SHORT_DATE_FORMAT")


@register.filter
def due_before(day: dt.date) -> str:
    """A former due date in a sentence in which the new one says whose midnight counts."""
    return date_format(day)


@dataclass(frozen=True)
class Entry:
    """An entry of the main navigation; `current` is empty, `page` or `true` (a page below it)."""

    label: str | Promise
    url: str
    current: str

    @property
    def is_current(self) -> bool:
        return bool(self.current)


@register.simple_tag(takes_context=True)
def navigation_entries(context: template.Context) -> list[Entry]:
    """The main navigation; the entry of this very page is current, else those of its section."""
    match = getattr(context.get("request"), "resolver_match", None)
    view = match.view_name if match else ""
    items: list[registry.NavigationItem] = context.get("navigation") or []
    exact = any(item.url_name == view for item in items)
    return [
        Entry(
            item.label,
            reverse(item.url_name),
            "page"
            if item.url_name == view
            else "true"
            if item.section and view.startswith(item.section) and not exact
            else "",
        )
        for item in items
    ]


@register.simple_tag
def profile_url() -> str:
    """The address of the reader's own page, where the portal has one."""
    try:
        return reverse("members:profile")
    except NoReverseMatch:
        return ""


@register.simple_tag
def message_kind(message: Message) -> str:
    return MESSAGE_KINDS.get(message.level_tag, "")


@register.filter
def figure(value: Number, unit: str = "") -> str:
    """A number as the reader's language writes it; a missing one as a word, never as zero."""
    if value is None:
        return missing("")
    return numbers.with_unit(value, unit)


@register.filter
def percent(value: Number) -> str:
    """`57.4` as "57.4 %"."""
    return figure(value, "%")


@register.filter
def missing(reason: str) -> SafeString:
    """The word that stands where there is no value."""
    return format_html('<em class="missing">{}</em>', reason or _("not reported"))


@register.filter
def any_sample(rows: Iterable[Any], place: str) -> bool:
    """Whether at least one row has sample data at its attribute or place; its column's head says so once."""
    return any((row[int(place)] if place.isdecimal() else getattr(row, place)).is_sample for row in rows)


@register.filter
def status_class(kind: str) -> str:
    """The look of a state or status: its colour and shape; unknown words are neutral."""
    return STATUS_CLASSES.get(str(kind).replace("-", "_"), "")


@dataclass(frozen=True)
class MeterShape:
    """Where bar and mark of a meter end, in percent of its width, as SVG wants to read it."""

    now: str
    maximum: str
    width: str
    mark: str


@register.simple_tag
def meter_shape(value: Number, target: Number, maximum: Number) -> MeterShape:
    """A bar longer than `maximum` fills the whole; its mark keeps inside."""
    whole = float(maximum or 0)

    def share(part: Number, most: float = 100) -> str:
        if part is None or not whole:
            return ""
        return f"{min(max(100 * float(part) / whole, 0), most):.4g}"

    now = min(max(float(value or 0), 0), whole)
    return MeterShape(f"{now:.6g}", f"{whole:.6g}", "" if not value else share(value), share(target, 99.5))


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The numbers that a pager shows around the current page, ellipses included."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


TYPED = ("text", "search")


@register.filter
def typed_input(field: BoundField) -> SafeString:
    """The field's input; what people type runs in the direction of its own language."""
    widget = field.field.widget
    is_text = isinstance(widget, Textarea) or getattr(widget, "input_type", "") in TYPED
    return field.as_widget(attrs={"dir": "auto"} if is_text else None)


@register.filter
def is_date(field: BoundField) -> bool:
    return getattr(field.field.widget, "input_type", "") == "date"


@register.filter
def date_in_words(field: BoundField) -> str:
    """The chosen date as people write it; empty without one."""
    value = field.value()
    day = value if isinstance(value, dt.date) else day_of(str(value or ""))
    return date_format(day) if day else ""
