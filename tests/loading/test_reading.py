"""Whatever way a table is saved, the same cells are read, or it is said in one sentence why not."""

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.file_dangers import OLE
from kernel.loading.reading import Options, Source, UnreadableFileError, read_sheet
from kernel.loading.reading.decoding import as_meant
from kernel.loading.reading.grids import MOST_ROWS
from kernel.loading.reading.sources import LARGEST
from tests.loading.workbooks import sheet_of, texts, workbook

TABLE = [("code", "name", "since"), ("004", "Côte d'Ivoire", "2011"), ("012", "Viet Nam, “south”", "")]
ROWS = TABLE[1:]


def separated(separator: str) -> str:
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in TABLE)


KINDS = {
    "commas": separated(",").encode(),
    "semicolons": separated(";").encode(),
    "tabs": separated("\t").encode(),
    "bars": separated("|").encode(),
    "sep= line": b"\xef\xbb\xbfsep=;\r\n" + separated(";").encode(),
    "quoted sep= line": b'"sep=;"\n' + separated(";").encode(),
    "UTF-8 with its mark": separated(",").encode("utf-8-sig"),
    "UTF-16": separated("\t").encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + separated("\t").encode("utf-16-be"),
    "Windows-1252": separated(";").encode("cp1252"),
    "old line ends": separated(",").replace("\r\n", "\r").encode(),
    "a workbook": workbook(*TABLE),
    "empty rows and columns": workbook(
        (), *[(None, *row[:1], None, *row[1:], None) for row in TABLE], (), (None,)
    ),
    "empty rows and columns of text": (separated(",").replace("\r\n", ",\r\n") + ",,,\r\n,,,\r\n").encode(),
    "blanks that cannot be seen": separated(",").replace("004", "\u200e004\u200b\u00a0").encode(),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list"])
def test_a_file_is_read_as_what_it_is_whatever_its_name(kind: str, name: str) -> None:
    sheet = sheet_of(KINDS[kind], name)

    assert sheet.headings == TABLE[0]
    assert texts(sheet) == ROWS
    assert sheet.problems == []


def test_pasted_cells_end_where_nothing_follows() -> None:
    sheet = read_sheet(Source.pasted("code\tname\tsince\n004\tKenya\n012\t\t2011\n"))

    assert texts(sheet) == [("004", "Kenya", ""), ("012", "", "2011")]
    assert (sheet.assumed.kind, sheet.problems) == ("pasted", [])


CELLS = st.text(st.characters(exclude_categories=["C", "Z"], max_codepoint=0x7E), min_size=1, max_size=8)


@given(
    rows=st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    separator=st.sampled_from(",;\t|"),
)
def test_any_quoted_cells_are_read_back(rows: list[list[str]], separator: str) -> None:
    head = [f"heading {place}" for place in range(len(rows[0]))]
    lines = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (head, *rows)]

    sheet = sheet_of("\n".join(lines))

    assert texts(sheet) == [tuple(row) for row in rows]
    assert sheet.assumed.separator == separator


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (58.5, "General", "58.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (4, "000", "004"),
        (4, "General", "4"),
        (0.585, "0.0%", "58.5 %"),
        (True, "General", "yes"),
        (dt.date(2014, 6, 30), "dd/mm/yyyy", "2014-06-30"),
        (dt.datetime(2014, 6, 30, 10, 15), "dd/mm/yyyy hh:mm", "2014-06-30 10:15"),  # noqa: DTZ001 - Excel has no zones
        (" a\u00a0b ", "General", "a\u00a0b"),
    ],
)
def test_a_cell_of_a_workbook_is_read_as_it_is_seen(value: Any, shown_as: str, text: str) -> None:
    def shown(sheet: Any) -> None:
        sheet["A2"].number_format = shown_as

    assert texts(sheet_of(workbook(("a", "b"), (value, "x"), more=shown))) == [(text, "x")]


def test_cells_of_a_workbook_have_its_addresses() -> None:
    sheet = sheet_of(workbook((), (None, "a", None, "b"), (), (None, 1, None, 2)))

    assert [sheet.address(sheet.rows[0].number, place) for place in (0, 1)] == ["B4", "D4"]


def merge(sheet: Any) -> None:
    sheet.merge_cells("A2:A3")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (workbook(("a", "b"), ("#N/A", 1)), ("A2", "“#N/A” is an error of the spreadsheet.")),
        (workbook(("a", "b"), ("x", "=1+1")), ("B2", "The cell holds a formula without its value.")),
        (workbook(("a", "b"), ("x", 1), (None, 2), more=merge), ("A2", "The cell is merged with others")),
        (workbook(("a", None), ("x", 1)), ("B1", "The column has cells, but no heading.")),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(content: bytes, told: tuple[str, str]) -> None:
    sheet = sheet_of(content)

    (problem,) = sheet.problems
    assert (sheet.address(problem.row, problem.place), problem.wrong[: len(told[1])]) == told


def bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", " " * 50_000_000)
    return buffer.getvalue()


REFUSED = {
    "nothing": (b"", "The file is empty."),
    "empty lines": (b"\r\n,,,\r\n\r\n", "The file is empty."),
    "an empty workbook": (workbook(), "The file is empty."),
    "NUL": (b"a,b\nx\0,1\n", "The file holds a character that is no text (NUL)."),
    "decoded wrongly": ("a,b\nPerÃº,1\n".encode(), "The file was decoded wrongly when it was saved"),
    "decoded wrongly in a workbook": (workbook(("a",), ("PerÃº",)), "The file was decoded wrongly when"),
    "characters lost": ("a,b\nC\ufffdte d'Ivoire,1\n".encode(), "Characters were lost when the file"),
    "no encoding": (b"a,b\n\xc3\x28\x81,1\n", "The text is in an encoding that is not known here."),
    "a quotation mark left open": (b'a,b\n"x,1\n', "The row cannot be read (unexpected end of data)."),
    "a bomb": (bomb(), "The file is not read: unpacked it would be far too large."),
    "a PDF": (b"%PDF-1.7 ...", "The file is a PDF, not a table."),
    "a picture": (b"\x89PNG\r\n\x1a\n....", "The file is a picture, not a table."),
    "an old workbook": (OLE + bytes(600), "The file is an old workbook (.xls)"),
    "half a workbook": (workbook(*TABLE)[:-200], "The file is an archive or document, not a workbook"),
    "too large": (b"a" * (LARGEST + 1), "The file is larger than 20 MB."),
    "too many rows": (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "The table has more than 100,000 rows."),
    "too many columns": (b",".join(b"c%d" % n for n in range(400)), "The table has more than 300 columns."),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_not_read_is_refused_in_a_sentence(kind: str) -> None:
    content, told = REFUSED[kind]

    with pytest.raises(UnreadableFileError) as refused:
        sheet_of(content)

    assert refused.value.wrong.startswith(told)
    assert refused.value.mend


@pytest.mark.parametrize(
    "word", ["Côte d'Ivoire", "Perú", "“Łódź”", "Ελλάδα", "Россия", "مصر", "日本", "5 € – ok"]
)
def test_text_that_was_decoded_wrongly_is_known_again(word: str) -> None:
    wrongly = "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in word.encode()
    )

    assert as_meant(wrongly) == word
    assert as_meant(word) == word


@pytest.mark.parametrize(
    "text", ["NESCAFÉ®", "SÃO TOMÉ", "Âge", "naïve", "20 °C", "São Tomé", "Ünlü", "À «»"]
)
def test_text_that_is_as_meant_stays(text: str) -> None:
    assert as_meant(text) == text


def test_what_was_assumed_can_be_said_instead() -> None:
    content = "name;since\nЧили;2011\n".encode("cp1251")

    sheet = sheet_of(content, encoding="cp1251")

    assert (texts(sheet), sheet.assumed.encoding) == ([("Чили", "2011")], "cp1251")
    assert sheet.assumed.examples == {"encoding": ["Чили"], "separator": ["Чили", "2011"]}


def test_the_first_sheet_with_cells_is_read_or_the_one_named() -> None:
    def add(sheet: Any) -> None:
        sheet.parent.create_sheet("Notes").append(["read me"])
        sheet.parent.create_sheet("Secret").sheet_state = "hidden"

    content = workbook(*TABLE, more=add)

    assert sheet_of(content).assumed.sheets == ("List", "Notes")
    assert sheet_of(content).assumed.sheet == "List"
    assert sheet_of(content, sheet="Notes").headings == ("read me",)
    with pytest.raises(UnreadableFileError, match="has no sheet “Secret”"):
        sheet_of(content, sheet="Secret")


def test_cells_are_replaced_and_rows_left_out_by_address() -> None:
    sheet = sheet_of(separated(","), replaced={"A2": "005"}, left_out=frozenset({3}))

    assert texts(sheet) == [("005", *ROWS[0][1:])]


def test_options_are_kept_as_json() -> None:
    options = Options(separator=";", decimal_sign=",", replaced={"F14": "x"}, left_out=frozenset({3, 5}))

    assert Options.from_json(options.as_json()) == options
