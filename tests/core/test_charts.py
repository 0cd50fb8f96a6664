"""Charts: small, in the page's colours, with gaps where nothing was reported."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache

from actionplan.core import charts
from actionplan.core.charts import Bar, Cell, Row

ACTUAL = {2010: Decimal(112), 2011: 120, 2012: None, 2013: 150}
TARGET = {2011: 122, 2012: 135, 2013: 150, 2014: 165}
REGIONS = [Bar("Africa", 38, 45), Bar("Latin America and the Caribbean", 12, 15), Bar("Asia", None, 40)]


@pytest.fixture
def trend() -> charts.Chart:
    return charts.trend_chart(ACTUAL, TARGET, "positions", "Positions held")


@pytest.fixture
def bars() -> charts.Chart:
    return charts.bar_chart(REGIONS, "positions", "By region", "Region")


def parsed(chart: charts.Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - our own drawing


def lines_drawn(chart: charts.Chart) -> list[str]:
    paths = parsed(chart).iter("{http://www.w3.org/2000/svg}path")
    return [path.get("d", "") for path in paths if path.get("stroke") == "var(--accent)"]


def texts(chart: charts.Chart) -> list[str]:
    elements = parsed(chart).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(element.itertext()) for element in elements]


def test_missing_year_breaks_the_line(trend: charts.Chart) -> None:
    (line,) = lines_drawn(trend)

    assert line.count("M") == 2
    assert line.count("L") == 1


def test_quantities_start_at_zero(trend: charts.Chart, bars: charts.Chart) -> None:
    assert "0" in texts(trend)
    assert "0" in texts(bars)


def test_missing_group_is_a_word_and_keeps_its_place(bars: charts.Chart) -> None:
    assert texts(bars)[-4:] == ["Africa", "Latin America and theCaribbean", "Asia", "not reported"]


def test_table_says_the_same_as_the_picture(trend: charts.Chart) -> None:
    missing = Cell("not reported", is_missing=True)

    assert trend.columns == ["Year", "Actual, positions", "Target, positions"]
    assert trend.rows == [
        Row("2010", [Cell("112", is_missing=False), Cell("no target", is_missing=True)]),
        Row("2011", [Cell("120", is_missing=False), Cell("122", is_missing=False)]),
        Row("2012", [missing, Cell("135", is_missing=False)]),
        Row("2013", [Cell("150", is_missing=False), Cell("150", is_missing=False)]),
        Row("2014", [missing, Cell("165", is_missing=False)]),
    ]


def test_chart_without_targets_has_no_column_for_them() -> None:
    chart = charts.trend_chart({2010: 1, 2011: 2}, {}, "%", "Share")

    assert chart.columns == ["Year", "Actual, %"]


def test_picture_tells_itself_to_those_who_do_not_see_it(bars: charts.Chart) -> None:
    root = parsed(bars)

    assert root.get("role") == "img"
    assert [element.text for element in root[:2]] == [
        "By region",
        (
            "positions. Africa: actual 38, target 45; Latin America and the Caribbean: actual 12, target 15; "
            "Asia: not reported, target 40"
        ),
    ]


@pytest.mark.parametrize(
    "forbidden", [" style=", "<style", "<script", "class=", " id=", "#0a5a9c", "#17202e", "onclick"]
)
def test_nothing_that_a_strict_page_refuses(trend: charts.Chart, bars: charts.Chart, forbidden: str) -> None:
    assert forbidden not in trend.svg + bars.svg


def test_words_from_data_are_escaped() -> None:
    chart = charts.bar_chart([Bar("<script>A & B", 1)], "", "<b>")

    assert "<script" not in chart.svg
    assert "<b>" not in chart.svg


def test_charts_are_small(trend: charts.Chart, bars: charts.Chart) -> None:
    assert len(trend.svg.encode()) < 4_000
    assert len(bars.svg.encode()) < 4_000


def test_same_figures_make_the_same_picture(trend: charts.Chart) -> None:
    cache.clear()
    again = charts.trend_chart(dict(reversed(ACTUAL.items())), TARGET, "positions", "Positions held")

    assert again.svg == trend.svg


def test_for_paper_the_light_colours_stay(trend: charts.Chart) -> None:
    assert "var(" not in trend.printable
    assert "#0a5a9c" in trend.printable


def test_warm_up_draws_without_a_page() -> None:
    charts.warm_up()


def test_a_prefix_that_another_library_registers_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ET._namespace_map, "http://www.w3.org/2000/svg", "svg")

    chart = charts.trend_chart({2013: 7}, {}, "positions", "Drawn after a code for phones")

    assert chart.svg.startswith("<svg ")
    assert "svg:" not in chart.svg
