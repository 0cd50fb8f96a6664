"""Charts drawn on the server: SVG in the page's colours, and the table that goes beside each.

A missing value is a gap in a line and a word in a row, never zero; quantities start at zero.
"""

import hashlib
import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt
import vl_convert
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actionplan.core import numbers, svg

LOOK = "3"
"""Part of the cache key: raise it when the drawing changes."""

CACHED_SECONDS = 60 * 60 * 24 * 30
ACCENT, INK, INK_SOFT, RULE = "#0a5a9c", "#17202e", "#526077", "#dde2ea"
WIDTH = 380
HEIGHT = 170
ROW = 34
LABEL = 24
"""Characters of a row's label in one line."""
PADDING = {"left": 24, "right": 8, "top": 8, "bottom": 4}
"""To the left there is room for fonts wider than the renderer's own."""
CONFIG: dict[str, Any] = {
    "background": "transparent",
    "view": {"stroke": "transparent"},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "labelColor": INK_SOFT,
        "labelFontSize": 12,
        "labelPadding": 6,
    },
}
APART: dict[str, Any] = {"labelFlush": False, "labelOverlap": "greedy", "labelSeparation": 8}
ROW_LABELS: dict[str, Any] = {
    "labelExpr": "split(datum.label, '\\n')",
    "labelLimit": 220,
    "labelColor": INK,
    "labelLineHeight": 14,
}

Value = Decimal | float | None


@dataclass(frozen=True)
class Bar:
    """A group with its actual and, where there is one, its target."""

    label: str
    value: Value
    target: Value = None


Draw = Callable[[Sequence[Bar]], alt.LayerChart]


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
    """A picture and the same figures as a table."""

    title: str
    svg: SafeString
    columns: list[str]
    rows: list[Row]

    @property
    def printable(self) -> str:
        """The picture in light colours, for files that know no tokens."""
        return svg.in_light_colours(self.svg)


def trend_chart(points: Mapping[int, Value], targets: Mapping[int, Value], unit: str, title: str) -> Chart:
    """Actual as a line and targets as marks over the years; a year without a value breaks the line."""
    years = sorted({*points, *targets})
    figures = [Bar(str(year), points.get(year), targets.get(year)) for year in years]
    return _chart(_trend, figures, unit, title, _("Year"))


def bar_chart(groups: Sequence[Bar], unit: str, title: str, group_name: str = "") -> Chart:
    """Actual as bars and targets as marks, one row for each group, in the order given."""
    return _chart(_bars, groups, unit, title, group_name or _("Group"))


def warm_up() -> None:
    """Load the renderer, which takes most of a second, before somebody waits for a chart."""
    _rendered(_trend([Bar("1", 1)]).to_dict())


def _chart(draw: Draw, figures: Sequence[Bar], unit: str, title: str, first: str) -> Chart:
    names = (
        [_("Actual"), _("Target")] if any(figure.target is not None for figure in figures) else [_("Actual")]
    )
    rows = [Row(figure.label, _cells(figure)[: len(names)]) for figure in figures]
    columns = [first, *(f"{name}, {unit}" if unit else name for name in names)]
    picture = _picture(draw, figures, title, _in_words(unit, names, rows))
    return Chart(title, mark_safe(picture), columns, rows)  # noqa: S308 - our own drawing, its words escaped


def _cells(figure: Bar) -> list[Cell]:
    return [_cell(figure.value, _("not reported")), _cell(figure.target, _("no target"))]


def _cell(value: Value, missing: str) -> Cell:
    return Cell(missing, is_missing=True) if value is None else Cell(numbers.shown(value), is_missing=False)


def _in_words(unit: str, names: list[str], rows: list[Row]) -> str:
    """The figures as one sentence, for those who do not see the picture."""
    told = "; ".join(f"{row.label}: {', '.join(_told(names, row.cells))}" for row in rows)
    return f"{unit}. {told}" if unit else told


def _told(names: list[str], cells: list[Cell]) -> list[str]:
    pairs = zip(names, cells, strict=True)
    return [cell.text if cell.is_missing else f"{name.lower()} {cell.text}" for name, cell in pairs]


def _picture(draw: Draw, figures: Sequence[Bar], title: str, description: str) -> str:
    """Looked up by its content, so that a chart seen before is neither described nor drawn again."""
    content: list[Any] = [LOOK, draw.__name__, get_language(), title, description]
    content += [[figure.label, str(figure.value), str(figure.target)] for figure in figures]
    name = f"chart-{hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]}"
    found: str | None = cache.get(name)
    if found is None:
        found = svg.fit_for_page(_rendered(draw(figures).to_dict()), title=title, description=description)
        cache.set(name, found, CACHED_SECONDS)
    return found


def _rendered(spec: dict[str, Any]) -> str:
    return str(vl_convert.vegalite_to_svg(spec))


def _data(figures: Sequence[Bar]) -> alt.InlineData:
    return alt.InlineData(
        [
            {"label": _lines(figure.label), "value": _plain(figure.value), "target": _plain(figure.target)}
            for figure in figures
        ]
    )


def _lines(label: str) -> str:
    return "\n".join(textwrap.wrap(label, LABEL))


def _plain(value: Value) -> float | None:
    return None if value is None else float(value)


def _finished(chart: alt.LayerChart, height: int) -> alt.LayerChart:
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    size = chart.properties(width=WIDTH, height=height, autosize=fit, padding=PADDING)
    finished: alt.LayerChart = size.configure(**CONFIG)
    return finished


def _trend(figures: Sequence[Bar]) -> alt.LayerChart:
    base = alt.Chart(_data(figures)).encode(
        x=alt.X("label:O", title=None, axis=alt.Axis(labelAngle=0, grid=False), scale=alt.Scale(padding=0.5))
    )
    amount: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(zero=True, nice=True),
        "axis": alt.Axis(tickCount=4),
    }
    line = base.mark_line(
        color=ACCENT,
        strokeWidth=2.5,
        invalid="break-paths-show-path-domains",
        point=alt.OverlayMarkDef(color=ACCENT, filled=True, size=45),
    ).encode(y=alt.Y("value:Q", **amount))
    marks = (
        base.transform_filter("isValid(datum.target)")
        .mark_tick(color=INK, opacity=1, thickness=2, width=24)
        .encode(y=alt.Y("target:Q", **amount))
    )
    return _finished(line + marks, HEIGHT)


def _bars(figures: Sequence[Bar]) -> alt.LayerChart:
    base = alt.Chart(_data(figures)).encode(
        y=alt.Y(
            "label:N",
            title=None,
            sort=[_lines(figure.label) for figure in figures],
            axis=alt.Axis(grid=False, **ROW_LABELS),
        )
    )
    amount: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(zero=True, nice=True),
        "axis": alt.Axis(tickCount=5, **APART),
    }
    bars = (
        base.transform_filter("isValid(datum.value)")
        .mark_bar(color=ACCENT, cornerRadius=2, height=14)
        .encode(x=alt.X("value:Q", **amount))
    )
    marks = (
        base.transform_filter("isValid(datum.target)")
        .mark_tick(color=INK, opacity=1, thickness=2, height=22)
        .encode(x=alt.X("target:Q", **amount))
    )
    gaps = (
        base.transform_filter("!isValid(datum.value)")
        .mark_text(
            text=_("not reported"), align="left", dx=4, color=INK_SOFT, fontStyle="italic", fontSize=12
        )
        .encode(x=alt.datum(0))
    )
    return _finished(bars + marks + gaps, ROW * max(len(figures), 1))
