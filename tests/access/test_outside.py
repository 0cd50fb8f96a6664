"""Every address and every shape of an answer stands as it stood.

What differs on purpose is written anew with `--keep`, and read as a change of the files under `kept`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import yaml
from drf_spectacular.generators import SchemaGenerator

from tests.access.readings import Readings
from tests.access.table import API_READING, API_REPORTS
from tests.fuzz.doors import templates

pytestmark = pytest.mark.xdist_group("readings")

Kept = Callable[[str, Iterable[str]], None]


def test_addresses(assert_kept: Kept) -> None:
    assert_kept(
        "addresses.txt", sorted({f"{name}  /{address}" for name, address, _places, _view in templates()})
    )


def test_schema_of_the_api(assert_kept: Kept) -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    assert_kept(
        "schema.yaml", yaml.safe_dump(schema, sort_keys=True, allow_unicode=True, width=120).splitlines()
    )


def test_answers_of_the_api(readings: Readings, assert_kept: Kept) -> None:
    found = []
    for line in (line for line in (*API_READING, *API_REPORTS) if line.method == "get"):
        answer = readings.of(line, "administrator")
        shapes = sorted(set(shapes_of(answer.data))) if "json" in answer.kind else []
        found += [
            f"{line}: {answer.status} {answer.kind}",
            *(f"  {shape}" for shape in shapes),
        ]
    assert_kept("answers.txt", found)


def shapes_of(value: Any, place: str = "") -> Iterator[str]:
    """Each place in an answer with the type that stands there; entries of a list share a place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from shapes_of(inner, f"{place}.{name}")
    elif isinstance(value, list):
        yield f"{place}: list"
        for inner in value:
            yield from shapes_of(inner, f"{place}[]")
    else:
        yield f"{place}: {type(value).__name__}"
