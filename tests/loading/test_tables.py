"""What can be wrong with a table, each with its place and how to mend it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from kernel.loading.problems import File, Problems
from kernel.loading.rows import Count, Required, Row, Text, Year, YesNo
from kernel.loading.tables import read_table


class FruitRow(Row):
    name: Required
    colour: Literal["red", "green"] | None
    ripe: YesNo | None
    number: Count | None
    year: Year
    picked: dt.date | None
    note: Text


HEAD = "name,colour,ripe,number,year,picked,note\n"


def read(tmp_path: Path, content: str | bytes) -> tuple[list[FruitRow], list[str]]:
    path = tmp_path / "fruit.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = Problems()
    rows = read_table(File(path, problems), FruitRow, key=["name", "year"])
    return rows, [str(problem) for problem in problems]


def test_empty_cells_are_unknown_and_never_zero(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, f"{HEAD} apple ,,,,2011,,\npear,red,no,12.0,2011,2011-09-30,x\n")

    assert problems == []
    assert rows == [
        FruitRow(line=2, name="apple", colour=None, ripe=None, number=None, year=2011, picked=None, note=""),
        FruitRow(
            line=3,
            name="pear",
            colour="red",
            ripe=False,
            number=Decimal("12.0"),
            year=2011,
            picked=dt.date(2011, 9, 30),
            note="x",
        ),
    ]


def test_lines_are_those_of_the_file_even_where_a_cell_has_several(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, f'{HEAD}apple,,,,2011,,"two\nlines"\n\npear,,,,2011,,\n')

    assert problems == []
    assert [(row.name, row.line) for row in rows] == [("apple", 2), ("pear", 5)]


def test_a_mark_of_byte_order_does_not_hide_the_first_column(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" + HEAD.encode()) == ([], [])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",red,yes,1,2011,,", "column name: It is empty. Fill it in."),
        ("a,rede,yes,1,2011,,", "column colour: “rede” is not known. Did you mean “red”?"),
        ("a,blue,yes,1,2011,,", "column colour: “blue” is not known. Use one of: green, red."),
        ("a,red,ja,1,2011,,", "column ripe: “ja” is neither yes nor no. Write yes or no."),
        (
            "a,red,yes,1.5,2011,,",
            "column number: “1.5” is not a whole number. Write it without decimals.",
        ),
        ("a,red,yes,-1,2011,,", "column number: “-1” is below 0. Correct the number."),
        (
            "a,red,yes,many,2011,,",
            (
                "column number: “many” is not a number. Write digits with a point, for example 12.5; "
                "leave it empty where it is not known."
            ),
        ),
        ("a,red,yes,1,11,,", "column year: “11” is below 1900. Correct the number."),
        (
            "a,red,yes,1,2011,30.13.2011,",
            "column picked: “30.13.2011” is not a date. Write it as 2011-12-31.",
        ),
    ],
)
def test_a_cell_that_cannot_be_read(row: str, problem: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD}{row}\n") == ([], [f"fruit.csv, row 2, {problem}"])


def test_a_row_with_too_many_cells(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, f"{HEAD}a,red,yes,1,2011,,x,y\n")[1]

    assert problem.startswith("fruit.csv, row 2: The row has 8 cells, the first row 7. Put text with commas")


def test_the_same_key_twice(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD}a,,,,2011,,\nb,,,,2011,,\na,,,,2011,,\n")[1] == [
        "fruit.csv, row 4, column name, year: a, 2011 is in row 2 already. Keep one of the two."
    ]


MISSING = "fruit.csv, row 1, column colour: The column is missing."


def test_columns_missing_unknown_and_doubled(tmp_path: Path) -> None:
    assert read(tmp_path, "name,color,ripe,number,year,picked,picked,note\n")[1] == [
        f"{MISSING} Add it; a cell may be empty where not known.",
        "fruit.csv, row 1, column color: The column is not known. Did you mean “colour”?",
        "fruit.csv, row 1, column picked: The column is there more than once. Keep one.",
        "fruit.csv, row 1, column picked: The column is there more than once. Keep one.",
    ]


def test_text_in_the_encoding_of_older_spreadsheets(tmp_path: Path) -> None:
    content = f"{HEAD}a,,,,2011,,\ncassis d'été,,,,2011,,\n".encode("cp1252")

    rows, problems = read(tmp_path, content)

    assert problems == []
    assert rows[1].name == "cassis d'été"


def test_a_quotation_mark_left_open(tmp_path: Path) -> None:
    problems = read(tmp_path, f'{HEAD}a,,,,2011,,"open\n')[1]

    assert problems == [
        "fruit.csv, row 2: The row cannot be read (unexpected end of data). Check its quotation marks."
    ]


def test_every_problem_of_a_file_is_told(tmp_path: Path) -> None:
    problems = read(tmp_path, f"{HEAD},rede,ja,1.5,11,,\nb,,,,,,\n")[1]

    assert [problem.partition(":")[0] for problem in problems] == [
        "fruit.csv, row 2, column name",
        "fruit.csv, row 2, column colour",
        "fruit.csv, row 2, column ripe",
        "fruit.csv, row 2, column number",
        "fruit.csv, row 2, column year",
        "fruit.csv, row 3, column year",
    ]
