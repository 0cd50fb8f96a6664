"""Pictures of figures over the years: a trend with its words, and a small one without any.

SVG holds the marks, at places in percent of its width, so that no word shrinks with it.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel import numbers

Value = Decimal | float | None

HEIGHT, TOP, BOTTOM = 220, 26, 182
"""Of a trend, in pixels: the whole, and where its highest and lowest line run."""

SPARK_WIDTH, SPARK_HEIGHT = 150, 36
TICKS = 4
DIGIT = 7.5
"""Width of a digit at 12 pixels, generously."""

WIDE_LABEL, LONG_LABEL = 6, 9
"""Characters beyond which only the first and last values are written: on a phone, and anywhere."""

PHONE = 250
"""Pixels of the years' width on a phone, sparingly: there a value at the edge turns away from it."""

APART = 13
"""Pixels that a word needs to stand clear of a mark."""


class Figured(Protocol):
    """What has an actual and a target."""

    @property
    def value(self) -> Value: ...

    @property
    def target(self) -> Value: ...


@dataclass(frozen=True)
class Point:
    """A year of a trend."""

    label: str
    value: Value
    target: Value = None
    note: str = ""
    """What is written below the year: that it is provisional."""
    is_provisional: bool = False
    is_joined: bool = True
    """A sum so far is not: the line would fall although nothing did."""
    is_least: bool = False
    """More belongs to the value than was given."""


@dataclass(frozen=True)
class Scale:
    """A quantity's axis, from its lowest line to its highest; zero is always on it."""

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, figures: Iterable[Figured]) -> "Scale":
        values = [float(found) for one in figures for found in (one.value, one.target) if found is not None]
        low, high = min([0.0, *values]), max([0.0, *values])
        step = _nice((high - low) / TICKS) if high > low else 1.0
        return cls(step * math.floor(low / step), step * math.ceil(high / step) or step, step)

    @property
    def ticks(self) -> list[float]:
        return [
            self.low + number * self.step for number in range(round((self.high - self.low) / self.step) + 1)
        ]

    def share(self, value: Decimal | float) -> float:
        return (float(value) - self.low) / (self.high - self.low)

    def height(self, value: Decimal | float, top: float = TOP, bottom: float = BOTTOM) -> float:
        return bottom - (bottom - top) * self.share(value)


def _nice(step: float) -> float:
    """The next step of 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor for factor in (1, 2, 2.5, 5, 10) if factor * power >= step * 0.999) * power


def percent(share: float) -> str:
    return f"{100 * share:.4g}%"


def axis(scale: Scale) -> SafeString:
    """The words of the axis in a picture of their own, as wide as the longest."""
    words = [numbers.shown(tick) for tick in scale.ticks]
    width = round(max(map(len, words)) * DIGIT)
    marks = format_html_join(
        "",
        '<text class="end" x="{}" y="{}">{}</text>',
        ((width, _px(scale.height(tick) + 4), word) for tick, word in zip(scale.ticks, words, strict=True)),
    )
    return format_html(
        '<svg class="axis-words" width="{}" height="{}" aria-hidden="true">{}</svg>', width, HEIGHT, marks
    )


def trend(points: Sequence[Point], scale: Scale, title: str, description: str) -> SafeString:
    places = [(number + 0.5) / len(points) for number in range(len(points))]
    marks = [
        *(_tick(scale, tick) for tick in scale.ticks),
        *_targets(points, places, scale),
        *_lines(points, places, scale),
        *_dots(points, places, scale),
        *_years(points, places),
    ]
    return format_html(
        '<svg class="trend" height="{}" role="img"><title>{}</title><desc>{}</desc>{}</svg>',
        HEIGHT,
        title,
        description,
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _tick(scale: Scale, tick: float) -> SafeString:
    height = _px(scale.height(tick))
    kind = "axis" if abs(tick) < scale.step / 2 else "tick"
    return format_html('<line class="{}" x1="0" x2="100%" y1="{}" y2="{}"/>', kind, height, height)


def _targets(points: Sequence[Point], places: Sequence[float], scale: Scale) -> Iterable[SafeString]:
    half = 0.3 / max(len(points), 1)
    for point, place in zip(points, places, strict=True):
        if point.target is not None:
            height = _px(scale.height(point.target))
            ends = (percent(place - half), percent(place + half), height, height)
            for kind in ("halo", "target"):
                yield format_html('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>', kind, *ends)


def _lines(points: Sequence[Point], places: Sequence[float], scale: Scale) -> Iterable[SafeString]:
    for (one, place), (other, next_place) in pairwise(zip(points, places, strict=True)):
        if one.value is not None and other.value is not None and one.is_joined and other.is_joined:
            kind = "line so-far" if one.is_provisional or other.is_provisional else "line"
            heights = (_px(scale.height(one.value)), _px(scale.height(other.value)))
            ends = (percent(place), percent(next_place), *heights)
            yield format_html('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>', kind, *ends)


def _dots(points: Sequence[Point], places: Sequence[float], scale: Scale) -> Iterable[SafeString]:
    valued = [number for number, point in enumerate(points) if point.value is not None]
    words = [_mark_of(point) for point in points]
    longest = max(map(len, words), default=0)
    for number in valued:
        point, place = points[number], percent(places[number])
        height = scale.height(point.value or 0)
        kind = "dot hollow" if point.is_provisional else "dot"
        yield format_html('<circle class="{}" cx="{}" cy="{}" r="4"/>', kind, place, _px(height))
        is_inner = longest > WIDE_LABEL and number not in {valued[0], valued[-1]}
        if longest <= LONG_LABEL or not is_inner:
            target = None if point.target is None else scale.height(point.target)
            label = _px(_beside(height, target))
            kind = "mid strong inner" if is_inner else f"mid strong{_edge(places[number], words[number])}"
            yield format_html('<text class="{}" x="{}" y="{}">{}</text>', kind, place, label, words[number])


def _edge(place: float, word: str) -> str:
    """Which edge of the picture the word in the middle of its place would cross on a phone."""
    half = len(word) * DIGIT / 2 / PHONE
    if place < half:
        return " first"
    return " last" if place > 1 - half else ""


def _mark_of(point: Point) -> str:
    """The value as short as a picture needs it; the table beside it has it in words."""
    if point.value is None:
        return ""
    return f"{'≥' if point.is_least else ''}{numbers.shown(point.value)}"


def _beside(dot: float, target: float | None) -> float:
    """Where the value of a point is written: above it, unless its target stands there."""
    above, below = dot - 9, dot + 18
    if target is None or not above - APART < target < dot:
        return above
    return below if below < BOTTOM else min(above, target - 5)


def _years(points: Sequence[Point], places: Sequence[float]) -> Iterable[SafeString]:
    for point, place in zip(points, places, strict=True):
        yield format_html(
            '<text class="mid" x="{}" y="{}">{}</text>', percent(place), HEIGHT - 20, point.label
        )
        if point.note:
            yield format_html(
                '<text class="mid note" x="{}" y="{}">{}</text>', percent(place), HEIGHT - 5, point.note
            )


def spark_line(points: Sequence[Point], title: str) -> SafeString:
    """A trend in a cell of a table: marks alone, its numbers stand in the cells beside it."""
    scale = Scale.around(points)

    def across(number: int) -> float:
        return (number + 0.5) * SPARK_WIDTH / max(len(points), 1)

    def down(value: Decimal | float) -> float:
        return scale.height(value, 4, SPARK_HEIGHT - 4)

    marks = [*_spark_targets(points, across, down), *_spark_lines(points, across, down)]
    marks += _spark_dots(points, across, down)
    return format_html(
        '<svg class="spark" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">'
        '<path class="tick" d="M0 {3}H{0}"/>{4}</svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        title,
        _px(down(0)),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )


Across = Callable[[int], float]
Down = Callable[[Decimal | float], float]


def _spark_targets(points: Sequence[Point], across: Across, down: Down) -> Iterable[SafeString]:
    for number, point in enumerate(points):
        if point.target is not None:
            ends = (_px(across(number) - 6), _px(down(point.target)))
            yield format_html('<path class="target faint" d="M{} {}h12"/>', *ends)


def _spark_lines(points: Sequence[Point], across: Across, down: Down) -> Iterable[SafeString]:
    for (number, one), (_next, other) in pairwise(enumerate(points)):
        if one.value is not None and other.value is not None and one.is_joined and other.is_joined:
            kind = "line so-far" if one.is_provisional or other.is_provisional else "line"
            ends = (across(number), down(one.value), across(number + 1), down(other.value))
            yield format_html('<path class="{}" d="M{} {}L{} {}"/>', kind, *map(_px, ends))


def _spark_dots(points: Sequence[Point], across: Across, down: Down) -> Iterable[SafeString]:
    final = [
        number for number, point in enumerate(points) if point.value is not None and not point.is_provisional
    ]
    for number, point in enumerate(points):
        if point.value is not None and (point.is_provisional or number == final[-1]):
            kind = "dot hollow" if point.is_provisional else "dot"
            ends = (_px(across(number)), _px(down(point.value)))
            yield format_html('<circle class="{}" cx="{}" cy="{}" r="3.25"/>', kind, *ends)
