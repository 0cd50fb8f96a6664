"""How numbers and days are written is told by the whole file; a column that leaves it open is one problem."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from kernel.loading.problems import File, Problems
from kernel.loading.reading import Options, Source
from kernel.loading.rows import Row
from kernel.loading.tables import read_table


class Measured(Row):
    share: Decimal | None
    number: int | None
    on: dt.date | None


def read(*rows: str, **options: Any) -> tuple[list[tuple[Any, ...]], list[str]]:
    content = "\n".join(("share;number;on", *rows)).encode()
    problems = Problems()
    found = read_table(File(Source("list.csv", content, Options(**options)), problems), Measured)
    return [(row.share, row.number, row.on) for row in found], [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["0,5", "1,25"], ["0.5", "1.25"]),
        (["0.5", "1.25"], ["0.5", "1.25"]),
        (["1.234,5", "0,1"], ["1234.5", "0.1"]),
        (["1,234.5", "1,234"], ["1234.5", "1234"]),
        (["1,234", "0,5"], ["1.234", "0.5"]),
        (["1,234,567", "1,234"], ["1234567", "1234"]),
        (["1\u202f234", "2\u00a0000,5"], ["1234", "2000.5"]),
        (["0,123"], ["0.123"]),
        (["1.234"], ["1.234"]),
    ],
)
def test_the_decimal_sign_is_told_by_all_numbers(written: list[str], meant: list[str]) -> None:
    rows, problems = read(*(f"{text};;" for text in written))

    assert problems == []
    assert [share for share, _number, _on in rows] == [Decimal(text) for text in meant]


def test_another_column_tells_the_sign_too() -> None:
    assert read("0,5;1.200;", "0,7;3;")[0] == [(Decimal("0.5"), 1200, None), (Decimal("0.7"), 3, None)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["1,234;;"] * 9, "“1,234” can be read in two ways, and no other cell tells which."),
        (["0,5;;", "0.7;;"] * 9, "The column is written in two ways: “0.7” and “0,5”."),
        ([";;03/04/2013"] * 9, "“03/04/2013” can be read in two ways, and no other cell tells which."),
        (
            [";;31/01/2013", ";;01/31/2013"],
            "The column is written in two ways: “31/01/2013” and “0",
        ),
    ],
)
def test_a_column_that_leaves_it_open_is_one_problem(rows: list[str], told: str) -> None:
    column = [problem for problem in read(*rows)[1] if told in problem]

    assert len(column) == 1
    assert column[0].startswith("list.csv, row 1, column ")


@pytest.mark.parametrize(
    ("options", "rows", "read_as"),
    [
        ({"decimal_sign": ","}, ["1,234;;"], Decimal("1.234")),
        ({"decimal_sign": "."}, ["1,234;;"], Decimal(1234)),
        ({"date_order": "day"}, [";;03/04/2013"], dt.date(2013, 4, 3)),
        ({"date_order": "month"}, [";;03/04/2013"], dt.date(2013, 3, 4)),
        ({}, [";;03/04/2013", ";;31/01/2013"], dt.date(2013, 4, 3)),
        ({}, [";;3.4.2013"], dt.date(2013, 4, 3)),
    ],
)
def test_what_is_said_or_told_by_another_cell_is_read(
    options: dict[str, str], rows: list[str], read_as: object
) -> None:
    found, problems = read(*rows, **options)

    assert problems == []
    assert read_as in found[0]
