"""Results as readers read them: with their unit, their coverage, or why there is none."""

from collections.abc import Iterator
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.enums import IndicatorLevel
from indicators.models import Indicator, Result
from indicators.selectors.member_values import OwnValues, unit_sign
from indicators.selectors.performance import IndicatorPerformance
from indicators.selectors.sources import is_read_off
from kernel import numbers
from kernel.templatetags.ui import figure, missing

register = template.Library()
COUNTS = ("expected", "reported", "accepted", "given", "given_in_part", "others")


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
    return numbers.bounded(in_unit(result.value, indicator), is_least=result.at_least)


@register.filter
def baseline(standing: IndicatorPerformance) -> str:
    """What the indicator starts from; *at least* as the figure of its year reads."""
    value = in_unit(standing.baseline, standing.indicator)
    return numbers.bounded(value, is_least=standing.baseline_is_least)


@register.filter
def coverage(result: Result | None) -> str:
    """From how many of the members that were expected; a reason for absence is no value."""
    if result is None:
        return ""
    if not result.expected and not result.reported:
        return _("no member to report")
    counts = {name: getattr(result, name) for name in COUNTS}
    return ", ".join(words % counts for words in coverage_words(result))


def coverage_words(result: Result) -> Iterator[str]:
    """Who gave it; then who gave a part, reports that do not give it, and who is not counted."""
    if result.given:
        yield ngettext(
            "%(given)s of %(expected)s member", "%(given)s of %(expected)s members", result.expected
        )
    else:
        yield ngettext("none of %(expected)s member", "none of %(expected)s members", result.expected)
    if result.given_in_part:
        yield ngettext(
            "%(given_in_part)s more gave a part", "%(given_in_part)s more gave a part", result.given_in_part
        )
    if result.accepted < result.reported:
        yield ngettext(
            "%(accepted)s of %(reported)s report accepted",
            "%(accepted)s of %(reported)s reports accepted",
            result.reported,
        )
    elif result.given + result.given_in_part < result.accepted:
        yield ngettext("%(accepted)s report accepted", "%(accepted)s reports accepted", result.accepted)
    if result.others:
        yield ngettext("%(others)s non-member left out", "%(others)s non-members left out", result.others)


@register.filter
def quality(result: Result | None) -> str:
    """What to know of the source: read off a graph, and how many values its publisher filled in."""
    if result is None:
        return ""
    notes = [_("read off a graph") if is_read_off(result.version) else "", imputed(result)]
    return "".join(f"; {note}" for note in notes if note)


def imputed(result: Result) -> str:
    if not result.imputed:
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
def numerator(result: Result) -> str | SafeString:
    return missing(result.why_hidden) if result.hides_terms else term(result.numerator)


@register.filter
def denominator(result: Result) -> str | SafeString:
    return missing(result.why_hidden) if result.hides_terms else term(result.denominator)


@register.filter
def level(indicator: Indicator) -> str:
    """What it belongs to, as lists name it."""
    activity, output = indicator.activity, indicator.output
    if indicator.level == IndicatorLevel.EFFECTIVENESS and activity:
        return _("effectiveness of activity %(code)s") % {"code": activity.code}
    if activity:
        return _("activity %(code)s") % {"code": activity.code}
    return _("output %(number)s") % {"number": output.number} if output else indicator.get_level_display()


@register.filter
def own(mine: OwnValues, indicator: Indicator) -> str:
    """What the reader's own member has, where it has a value."""
    return mine.words.get(indicator.pk, "")
