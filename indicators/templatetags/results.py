"""Results as readers read them: with their unit, their coverage, or why there is none."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.core import numbers
from actionplan.core.templatetags.ui import figure, missing
from indicators.models import Indicator, Result
from indicators.selectors.mine import Mine, unit_sign

register = template.Library()


@register.filter
def in_unit(value: Decimal | None, indicator: Indicator) -> str:
    """The number; a share with its sign, all other units stand once beside the indicator's name."""
    return figure(value, unit_sign(indicator))


@register.filter
def in_percent(value: Decimal | None) -> str:
    """A percentage of a target, as a whole number."""
    return missing(_("not compared")) if value is None else numbers.with_unit(value, "%", 0)


@register.filter
def actual(result: Result | None, indicator: Indicator) -> str | SafeString:
    """The result's value, or the word that says why there is none."""
    if result is None:
        return missing(_("not computed yet"))
    if result.value is None:
        return missing(result.get_no_value_display())
    return in_unit(result.value, indicator)


@register.filter
def coverage(result: Result | None) -> str:
    """From how many of the members that were expected; accepted ones apart where they are fewer."""
    if result is None:
        return ""
    counts = {"reported": result.reported, "expected": result.expected, "accepted": result.accepted}
    if not result.expected and not result.reported:
        return _("no member to report")
    if not result.reported:
        return (
            ngettext("none of %(expected)s member", "none of %(expected)s members", result.expected) % counts
        )
    words = ngettext(
        "%(reported)s of %(expected)s member", "%(reported)s of %(expected)s members", result.expected
    )
    if result.accepted < result.reported:
        words = ngettext(
            "%(reported)s of %(expected)s member, %(accepted)s accepted",
            "%(reported)s of %(expected)s members, %(accepted)s accepted",
            result.expected,
        )
    return words % counts


@register.filter
def imputed(result: Result | None) -> str:
    """How many members' values the publisher of the statistics filled in."""
    if result is None or not result.imputed:
        return ""
    words = ngettext(
        "%(count)s value filled in by its publisher",
        "%(count)s values filled in by their publisher",
        result.imputed,
    )
    return words % {"count": result.imputed}


@register.filter
def term(value: Decimal | None) -> str | SafeString:
    """A numerator or denominator."""
    return missing(_("no data")) if value is None else figure(value)


@register.filter
def own(mine: Mine, indicator: Indicator) -> str:
    """What the reader's own member has, where it has a value."""
    return mine.words.get(indicator.pk, "")
