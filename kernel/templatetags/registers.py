"""What the pages of registers ask for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.http import HttpRequest

if TYPE_CHECKING:
    from kernel.registers.listing import Listing
    from kernel.registers.tables import Total

register = template.Library()


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str) -> str:
    """The address of this page without one parameter, from its first page on."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag
def total_of(listing: "Listing", name: str) -> "Total | None":
    return listing.totals.get(name)


@register.filter
def title_of(record: Any) -> str:
    """What a record is called beside its code."""
    return str(getattr(record, "title", "") or record)


@register.filter
def at(things: Sequence[Any], place: int) -> Any:
    return things[place]
