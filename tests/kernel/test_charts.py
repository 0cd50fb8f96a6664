"""Charts: in the page's colours, hollow where provisional, with gaps where nothing was reported."""

from xml.etree import ElementTree as ET

import pytest

from kernel import charts, drawing
from kernel.charts import Bar, Cell, Row
from kernel.drawing import Point, Scale

SO_FAR = Point("2015", 40, 180, note="so far", is_provisional=True, is_joined=False)
SHARE = Point("2015", 40, note="provisional", is_provisional=True)
POINTS = [
    Point("2010", 112),
    Point("2011", 120, 122),
    Point("2012", None, 135),
    Point("2013", 150, 150),
    Point("2014", 160, 165),
]
REGIONS = [
    Bar("Africa", 38, 45),
    Bar("Latin America and the Caribbean", 12, 15),
    Bar("Asia", None, 40, missing="withheld"),
]
COLUMNS = ["Region", "2013", "Target"]


def trend(*points: Point) -> ET.Element:
    return ET.fromstring(charts.trend_chart(points, "positions", "Positions held").svg)  # noqa: S314 - our own


def marks(root: ET.Element, tag: str, kind: str) -> list[ET.Element]:
    return [one for one in root.iter(tag) if one.get("class") == kind]


def texts(root: ET.Element, kind: str) -> list[str | None]:
    return [one.text for one in marks(root, "text", kind)]


def test_a_missing_year_breaks_the_line() -> None:
    lines = marks(trend(*POINTS), "line", "line")

    assert [(line.get("x1"), line.get("x2")) for line in lines] == [("10%", "30%"), ("70%", "90%")]


def test_a_sum_so_far_is_hollow_and_not_joined() -> None:
    root = trend(*POINTS, SO_FAR)

    assert len(marks(root, "line", "line")) == 2
    assert not marks(root, "line", "line so-far")
    assert len(marks(root, "circle", "dot hollow")) == 1
    assert texts(root, "mid note") == ["so far"]


def test_a_provisional_share_is_joined_by_a_dashed_line() -> None:
    root = trend(*POINTS, SHARE)

    assert len(marks(root, "line", "line so-far")) == 1
    assert len(marks(root, "circle", "dot hollow")) == 1


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([112, 160], [0, 50, 100, 150, 200]),
        ([0.3], [0, 0.1, 0.2, 0.3]),
        ([-2, 30], [-10, 0, 10, 20, 30]),
        ([0], [0, 1]),
        ([], [0, 1]),
        ([499_558], [0, 200_000, 400_000, 600_000]),
    ],
)
def test_the_axis_starts_at_zero_in_plain_steps(values: list[float], ticks: list[float]) -> None:
    scale = Scale.around([Point("2013", value) for value in values])

    assert scale.ticks == pytest.approx(ticks)


def test_the_words_of_the_axis_stand_beside_its_lines() -> None:
    chart = charts.trend_chart(POINTS, "positions", "Positions held")

    assert texts(ET.fromstring(chart.axis), "end") == ["0", "50", "100", "150", "200"]  # noqa: S314 - our own


def test_values_stand_beside_their_points_and_clear_of_their_targets() -> None:
    labels = marks(trend(Point("2013", 100, 105), Point("2014", 50, 150)), "text", "mid strong")

    assert [label.text for label in labels] == ["100", "50"]
    assert [label.get("y") for label in labels] == ["96", "121"]


def test_a_value_with_its_target_just_above_it_at_the_bottom_stands_above_both() -> None:
    [label, _other] = marks(trend(Point("2013", 1, 8), Point("2014", 100)), "text", "mid strong")

    assert label.get("y") == "164.5"


@pytest.mark.parametrize(
    ("factor", "always", "where_it_is_wide"),
    [
        (1, ["2,011", "2,012", "2,013"], []),
        (1000, ["2,011,000", "2,013,000"], ["2,012,000"]),
        (100_000, ["201,100,000", "201,300,000"], []),
    ],
)
def test_long_values_are_written_where_there_is_room(
    factor: int, always: list[str], where_it_is_wide: list[str]
) -> None:
    root = trend(*(Point(str(year), year * factor) for year in (2011, 2012, 2013)))

    assert texts(root, "mid strong") == always
    assert texts(root, "mid strong inner") == where_it_is_wide


def test_on_a_phone_long_values_turn_away_from_the_edges_of_the_picture() -> None:
    years = [Point(str(year), 400_000 + year, is_least=True) for year in range(2010, 2016)]

    root = trend(*years)

    assert texts(root, "mid strong first") == ["≥402,010"]
    assert texts(root, "mid strong last") == ["≥402,015"]


def test_the_table_says_the_same_as_the_picture() -> None:
    chart = charts.trend_chart([*POINTS[1:3], SO_FAR], "positions", "Positions held")

    assert chart.columns == ["Year", "Actual, positions", "Target, positions"]
    assert chart.rows == [
        Row("2011", [Cell("120", is_missing=False), Cell("122", is_missing=False)]),
        Row("2012", [Cell("not reported", is_missing=True), Cell("135", is_missing=False)]),
        Row("2015 (so far)", [Cell("40", is_missing=False), Cell("180", is_missing=False)]),
    ]


def test_a_chart_without_targets_has_no_column_for_them() -> None:
    assert charts.trend_chart([Point("2011", 2)], "%", "Share").columns == ["Year", "Actual, %"]
    assert charts.bar_chart([Bar("Africa", 2)], "", "Share", COLUMNS).columns == ["Region", "2013"]


def test_a_picture_tells_itself_to_those_who_do_not_see_it() -> None:
    root = trend(*POINTS[:2], SO_FAR)

    assert root.get("role") == "img"
    assert [element.text for element in root[:2]] == [
        "Positions held",
        (
            "positions. 2010: actual 112, no target; 2011: actual 120, target 122; "
            "2015 (so far): actual 40, target 180"
        ),
    ]


def test_bars_stand_in_percent_with_their_numbers_beside_them() -> None:
    chart = charts.bar_chart(REGIONS, "%", "By region", COLUMNS)

    assert [(row.start, row.width, row.mark) for row in chart.rows] == [
        ("0%", "63.33%", "75%"),
        ("0%", "20%", "25%"),
        ("", "", "66.67%"),
    ]
    assert chart.rows[0].cells == [
        Cell("38\u202f%", is_missing=False),
        Cell("45\u202f%", is_missing=False),
    ]
    assert chart.rows[2].cells[0] == Cell("withheld", is_missing=True)


def test_bars_of_what_fell_begin_at_zero_too() -> None:
    chart = charts.bar_chart([Bar("Gained", 6), Bar("Lost", -2)], "", "Positions", COLUMNS)

    assert [(row.start, row.width) for row in chart.rows] == [("25%", "75%"), ("0%", "25%")]


def test_a_mark_at_the_end_stays_inside() -> None:
    [row] = charts.bar_chart([Bar("Africa", 5, 8)], "", "Positions", COLUMNS).rows

    assert row.mark == "99.5%"


def test_segments_leave_out_what_is_empty() -> None:
    found = charts.segments([("good", "on track", 3), ("warn", "at risk", 0), ("bad", "off track", 1)], 4)

    assert [(one.kind, one.start, one.width, one.middle) for one in found] == [
        ("good", "0%", "75%", "37.5%"),
        ("bad", "75%", "25%", "87.5%"),
    ]
    assert charts.segments([("good", "on track", 0)], 0) == []


def test_a_small_picture_marks_the_last_final_and_the_provisional_year() -> None:
    root = ET.fromstring(drawing.spark_line([*POINTS, SHARE], "Positions"))  # noqa: S314 - our own

    assert len(marks(root, "circle", "dot")) == 1
    assert len(marks(root, "circle", "dot hollow")) == 1
    assert len(marks(root, "path", "line")) == 2
    assert len(marks(root, "path", "line so-far")) == 1
    assert len(marks(root, "path", "target faint")) == 4


def test_a_small_picture_of_what_is_only_provisional_has_no_final_mark() -> None:
    root = ET.fromstring(drawing.spark_line([SO_FAR], "Positions"))  # noqa: S314 - our own

    assert not marks(root, "circle", "dot")


@pytest.mark.parametrize("forbidden", [" style=", "<style", "<script", " id=", "#0a5a9c", "onclick"])
def test_nothing_that_a_strict_page_refuses(forbidden: str) -> None:
    chart = charts.trend_chart([*POINTS, SO_FAR], "positions", "Positions held")

    assert forbidden not in chart.svg + chart.axis + drawing.spark_line(POINTS, "Positions")


def test_words_from_data_are_escaped() -> None:
    chart = charts.trend_chart([Point("<script>A & B", 1, note="<i>")], "", "<b>")

    assert "<script" not in chart.svg
    assert "<b>" not in chart.svg
    assert "<i>" not in chart.svg


def test_charts_are_small() -> None:
    assert len(charts.trend_chart([*POINTS, SO_FAR], "positions", "Positions held").svg) < 4_000
    assert len(drawing.spark_line([*POINTS, SO_FAR], "Positions held")) < 1_500
