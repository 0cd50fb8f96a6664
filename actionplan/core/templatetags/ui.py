"""Tags and filters that every template may use."""

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from actionplan.core import registry

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: template.Context, place: str, thing: object) -> SafeString:
    """What upper apps show at `place` about `thing`."""
    request: HttpRequest = context["request"]
    return mark_safe("".join(registry.panels(place, request, thing)))
