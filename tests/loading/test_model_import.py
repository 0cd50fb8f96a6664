"""Rows become records: each problem at its cell, all at once; what is written is what the file says."""

from decimal import Decimal
from typing import Any

import pytest

from indicators.loading.target_table import target_import
from indicators.models import Indicator, Target
from kernel.loading.changes import Summary
from kernel.loading.problems import File, LoadingError, Problems
from kernel.loading.reading import Options, Source
from outputs.models import Plan
from tests.factories.indicators import IndicatorFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.loading.workbooks import workbook

HEAD = ("plan", "indicator", "year", "split", "group", "value", "is_sample")


@pytest.fixture
def indicator(db: None) -> Indicator:
    plan = PlanFactory.create(code="APDC", starts_on="2011-01-01", ends_on="2015-12-31")
    return IndicatorFactory.create(output=OutputFactory.create(plan=plan), code="P-1", unit="percent")


def load(content: bytes, name: str = "targets.csv", **options: Any) -> Summary:
    """As a door does it: all problems, or all written."""
    problems, summary = Problems(), Summary()
    importing = target_import()
    wanted = importing.read(File(Source(name, content, Options(**options)), problems))
    problems.stop_if_any()
    importing.write(wanted, summary)
    return summary


def problems_of(content: bytes, name: str = "targets.csv") -> list[str]:
    with pytest.raises(LoadingError) as refused:
        load(content, name)
    return [str(problem) for problem in refused.value.problems]


def text(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, separator: str = ",") -> bytes:
    lines = [separator.join('"' + str(cell) + '"' for cell in row) for row in (head, *rows)]
    return "\n".join(lines).encode()


OTHER_WORDS = ("Action plan", "Indicator code", " Year\u00a0", "SPLIT", "Group", "Target", "Sample data")
ROW = ("APDC", "P-1", 2011, "total", "", "58.5", 1)


@pytest.mark.parametrize(
    "content",
    [
        text(ROW),
        text(ROW, separator=";"),
        text((*ROW[:5], "58,5", "yes")),
        text(ROW, head=tuple(heading.upper() for heading in HEAD)),
        text(ROW, head=OTHER_WORDS),
        text(ROW, ("",) * 7, ("",) * 7),
        workbook(HEAD, (*ROW[:5], 58.5, True)),
        workbook(HEAD, ROW, (), ()),
    ],
)
def test_a_row_is_read_however_the_file_is_written(indicator: Indicator, content: bytes) -> None:
    summary = load(content)

    assert (summary.of("targets").added, summary.of("targets").changed) == (1, 0)
    found = Target.objects.get()
    assert (found.indicator, found.year, found.split) == (indicator, 2011, "total")
    assert found.value == Decimal("58.5")
    assert found.is_sample
    assert load(content).writes == 0


def test_all_problems_of_all_rows_are_told_at_their_cells(indicator: Indicator) -> None:
    rows = [
        ("APDC", "P-9", 2011, "total", "", 61, 1),
        ("APDC", "P-1", 2031, "total", "", 61, 1),
        ("APDC", "P-1", 2011, "un_region", "Afrika", 61, 1),
        ("APDC", "P-1", 2012, "total", "", -5, 1),
        ("APDC", "P-1", 2013, "total", "", 5800, "perhaps"),
        ("APDC", "P-1", 2014, "total", "", 60, 1),
        ("APDC", "P-1", 2014, "total", "", 61, 1),
        ("", "P-1", 2015, "total", "", "", 1),
    ]
    found = problems_of(workbook(HEAD, *rows), "targets.xlsx")

    assert [problem.partition(": ")[0] for problem in found] == [
        "targets.xlsx, B2, column indicator",
        "targets.xlsx, C3, column year",
        "targets.xlsx, E4, column group",
        "targets.xlsx, F5, column value",
        "targets.xlsx, G6, column is_sample",
        "targets.xlsx, B8, column indicator",
        "targets.xlsx, B9, column indicator",
        "targets.xlsx, F9, column value",
    ]
    assert found[1].endswith("2031 is no year of the plan, which runs from 2011 to 2015.")
    assert found[3].endswith("-5 percent cannot be: the unit goes from 0 to 100.")
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ((*HEAD[:5], "valeu", "is_sample"), "column valeu: The column is not known. Did you mean “value”?"),
        ((*HEAD[:1], "year", *HEAD[2:]), "The column “indicator” is missing. Add it."),
        ((*HEAD[:5], "VALUE", "Value"), "column Value: The column is there more than once. Keep one."),
    ],
)
def test_headings_that_do_not_fit_are_told(indicator: Indicator, head: tuple[str, ...], told: str) -> None:
    assert any(told in problem for problem in problems_of(text(ROW, head=head)))


def test_a_column_that_the_file_has_not_leaves_its_field_alone(indicator: Indicator) -> None:
    load(text(ROW))

    summary = load(text(("APDC", "P-1", 2011, 60), head=("plan", "indicator", "year", "value")))

    assert summary.of("targets").changed == 1
    assert Target.objects.get().is_sample


def test_sample_data_does_not_overwrite_what_was_agreed(indicator: Indicator) -> None:
    load(text((*ROW[:6], 0)))

    (problem,) = problems_of(text((*ROW[:5], 70, 1)))

    assert problem.endswith("A target that is no sample data is on record.")


def test_a_cell_is_replaced_and_a_row_left_out_by_what_a_person_said(indicator: Indicator) -> None:
    content = text((*ROW[:5], "?", 1), ("APDC", "P-9", 2012, "total", "", 1, 1))

    load(content, replaced={"F2": "59"}, left_out=frozenset({3}))

    assert [str(found.value.normalize()) for found in Target.objects.all()] == ["59"]


def test_what_an_export_writes_is_read_back_unchanged(indicator: Indicator) -> None:
    load(text(ROW))
    importing = target_import()
    target = Target.objects.select_related("indicator").get()
    values = {"plan": Plan.objects.get(), **{name: getattr(target, name) for name in HEAD[1:]}}

    written = [column.write(values[column.name]) for column in importing.columns]
    headings = [str(column.heading) for column in importing.columns]

    assert load(workbook(headings, written)).writes == 0
