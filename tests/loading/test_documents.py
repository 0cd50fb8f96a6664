"""A document is read as it is seen, or refused at its line."""

from typing import Any

import pytest

from kernel.loading.documents import read_document
from kernel.loading.problems import File, Problems
from kernel.loading.reading import Source
from kernel.loading.rows import Row


class Document(Row):
    name: str = ""
    values: dict[int, float] = {}
    more: dict[str, Any] = {}


def read(text: str) -> tuple[Document | None, list[str]]:
    problems = Problems()
    found = read_document(File(Source("file.yaml", text.encode()), problems), Document)
    return found, [str(problem) for problem in problems]


ODD = ["045", "089", "12:30", "1_000", "0x1F", "0b11", "0o17", ".inf", ".nan", "190:20:30", "-012"]


@pytest.mark.parametrize("written", ODD)
def test_a_number_that_would_be_read_as_another_is_refused_as_it_is_written(written: str) -> None:
    found, problems = read(f"name: x\nvalues:\n  2011: {written}\n")

    assert found is None
    (problem,) = problems
    assert problem.startswith(f"file.yaml, row 3: “{written}” would be read as another number than is seen.")


@pytest.mark.parametrize("text", ["values: {2011: 45, 2012: 12.5, 2013: -55, 2014: 0}", "name: '045'"])
def test_plain_numbers_and_quoted_texts_are_read(text: str) -> None:
    found, problems = read(text)

    assert problems == []
    assert found is not None


def test_references_are_not_followed() -> None:
    text = "more:\n  a: &a [1, 2]\n" + "".join(f"  b{n}: [*a, *a]\n" for n in range(2))

    (problem,) = read(text)[1]
    assert problem.startswith("file.yaml, row 3: This is not YAML: references (*name) are not read.")
