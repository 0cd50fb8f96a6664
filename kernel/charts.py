"""Charts of a page: a trend or bars, and the words of the table that belongs to each.

A missing value is a gap in a line and a word in a row, never zero; the axis of a quantity
starts at zero.  What is provisional is hollow and dashed, and a sum so far is not joined.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kernel import drawing, numbers
from kernel.drawing import Point, Scale, Value, percent


@dataclass(frozen=True)
class Cell:
    """A value in words, or the words that stand where there is none."""

    text: str
    is_missing: bool


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Chart:
    """A trend: its picture, the words of its axis, and the same figures as a table."""

    title: str
    axis: SafeString
    svg: SafeString
    columns: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Bar:
    """A group with its actual and, where there is one, its target."""

    label: str
    value: Value
    target: Value = None
    url: str = ""
    missing: str = ""
    """Why there is no value."""
    is_least: bool = False
    """More belongs to the value than was given."""


@dataclass(frozen=True)
class BarRow:
    """A bar's places in percent of its cell, and the words of the cells beside it."""

    label: str
    url: str
    start: str
    width: str
    mark: str
    cells: list[Cell]


@dataclass(frozen=True)
class BarChart:
    """Bars with their numbers in the cells beside them, so that the table is the chart's own."""

    title: str
    columns: list[str]
    rows: list[BarRow]
    is_provisional: bool = False


@dataclass(frozen=True)
class Segment:
    """A part of a bar that is divided by kinds."""

    kind: str
    label: str
    count: int
    start: str
    width: str
    middle: str


def trend_chart(points: Sequence[Point], unit: str, title: str) -> Chart:
    """Actual as a line and targets as marks over the years; a year without a value breaks the line."""
    scale = Scale.around(points)
    names = [_("Actual"), _("Target")] if any(one.target is not None for one in points) else [_("Actual")]
    rows = [Row(_year(point), _cells(point)[: len(names)]) for point in points]
    columns = [_("Year"), *(f"{name}, {unit}" if unit else name for name in names)]
    picture = drawing.trend(points, scale, title, _in_words(unit, names, rows))
    return Chart(title, drawing.axis(scale), picture, columns, rows)


def bar_chart(
    groups: Sequence[Bar], unit: str, title: str, columns: Sequence[str], *, is_provisional: bool = False
) -> BarChart:
    """Actual as bars and targets as marks, a row for each group in the order given.

    `columns` names the group, the actual and the target, whose cell is left out where no group has one.
    """
    scale = Scale.around(groups)
    most = 2 if any(one.target is not None for one in groups) else 1
    rows = [BarRow(one.label, one.url, *_places(one, scale), _bar_cells(one, unit)[:most]) for one in groups]
    return BarChart(title, [*columns][: most + 1], rows, is_provisional)


def segments(counts: Iterable[tuple[str, str, int]], whole: int) -> list[Segment]:
    """Parts of a bar of the length `whole`, each by its kind, word and count; empty ones are left out."""
    found, start = [], 0
    for kind, label, count in counts:
        if count and whole:
            places = (start, count, start + count / 2)
            found.append(Segment(kind, label, count, *(percent(place / whole) for place in places)))
        start += count
    return found


def _year(point: Point) -> str:
    return f"{point.label} ({point.note})" if point.note else point.label


def _cells(point: Point) -> list[Cell]:
    actual = _cell(point.value, _("not reported"), is_least=point.is_least)
    return [actual, _cell(point.target, _("no target"))]


def _bar_cells(bar: Bar, unit: str) -> list[Cell]:
    return [
        _cell(bar.value, bar.missing or _("not reported"), unit, is_least=bar.is_least),
        _cell(bar.target, _("no target"), unit),
    ]


def _cell(value: Value, missing: str, unit: str = "", *, is_least: bool = False) -> Cell:
    if value is None:
        return Cell(missing, is_missing=True)
    return Cell(numbers.bounded(numbers.with_unit(value, unit), is_least=is_least), is_missing=False)


def _in_words(unit: str, names: list[str], rows: list[Row]) -> str:
    """The figures as one sentence, for those who do not see the picture."""
    told = "; ".join(f"{row.label}: {', '.join(_told(names, row.cells))}" for row in rows)
    return f"{unit}. {told}" if unit else told


def _told(names: list[str], cells: list[Cell]) -> list[str]:
    pairs = zip(names, cells, strict=True)
    return [cell.text if cell.is_missing else f"{name.lower()} {cell.text}" for name, cell in pairs]


def _places(bar: Bar, scale: Scale) -> tuple[str, str, str]:
    mark = "" if bar.target is None else percent(min(scale.share(bar.target), 0.995))
    if bar.value is None:
        return "", "", mark
    ends = sorted((scale.share(0), scale.share(bar.value)))
    return percent(ends[0]), percent(ends[1] - ends[0]), mark
