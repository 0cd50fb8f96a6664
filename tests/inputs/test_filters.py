"""Numbers that filters are given: bounded before anything is computed with them."""

import gc
import time
from collections.abc import Iterator
from typing import Any

import django_filters
import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse

from kernel.fields import LARGEST_ID, WholeNumberField, read_whole, whole_or
from kernel.filters import FilterSet, WholeNumberFilter
from tests.access.world import World

HUGE = [
    *("-1e3000000", "1e3000000", "1E+3000000", "-1e100000", "9e999999999", "1e-3000000"),
    *(
        "9" * 25,
        "9" * 400,
        "9" * 5000,
        "-" + "9" * 5000,
        "0x10",
        "1_000",
        "2013.0",
        "2013.5",
        "NaN",
        "Infinity",
    ),
]
SECONDS = 1


def every_filter_set() -> list[type[django_filters.FilterSet]]:
    """All of the portal: whatever a view or an endpoint uses is loaded with the addresses."""
    assert get_resolver().url_patterns
    found: list[Any] = [django_filters.FilterSet]
    for one in found:
        found.extend(one.__subclasses__())
    return [one for one in found if not one.__module__.startswith("django_filters") and one._meta.model]


FILTERS = [(one, name) for one in every_filter_set() for name in one.base_filters]


def test_every_filter_set_starts_from_the_portals_own() -> None:
    assert len(FILTERS) > 40
    assert [one for one in every_filter_set() if not issubclass(one, FilterSet)] == []


def test_no_filter_takes_numbers_without_bounds() -> None:
    unbounded = (django_filters.NumberFilter, django_filters.NumericRangeFilter, django_filters.RangeFilter)

    assert [
        (one.__name__, name)
        for one, name in FILTERS
        if isinstance(one.base_filters[name], unbounded)
        and not isinstance(one.base_filters[name], WholeNumberFilter)
    ] == []


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """What it takes to look through all that earlier tests have left is no cost of an input."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize(("filter_set", "name"), FILTERS, ids=lambda one: getattr(one, "__name__", one))
def test_huge_numbers_cost_no_time(db: None, filter_set: type[FilterSet], name: str) -> None:
    is_number = isinstance(filter_set.base_filters[name], WholeNumberFilter)
    for value in HUGE:
        start = time.process_time()

        taken = filter_set({name: value}).form.is_valid()

        assert time.process_time() - start < SECONDS
        assert not (is_number and taken)


@pytest.mark.parametrize("value", HUGE)
def test_huge_numbers_are_refused_by_every_endpoint(world: World, value: str) -> None:
    client = world.client("devt")
    asked = [
        (name, parameter)
        for name, filter_set in endpoints()
        for parameter, one in filter_set.base_filters.items()
        if isinstance(one, WholeNumberFilter)
    ]
    assert {name for name, _parameter in asked} >= {"activity-list", "result-list", "report-list"}
    for name, parameter in asked:
        start = time.process_time()

        answer = client.get(reverse(name), {parameter: value})

        assert (answer.status_code, name, parameter) == (400, name, parameter)
        assert "is not a whole number from" in answer.json()["errors"][parameter][0]
        assert time.process_time() - start < SECONDS


def endpoints() -> list[tuple[str, type[FilterSet]]]:
    from actionplan.api import router  # noqa: PLC0415 - loads the models

    sets = [(name, getattr(view, "filterset_class", None)) for _prefix, view, name in router.registry]
    return [(f"{name}-list", one) for name, one in sets if one]


@pytest.mark.parametrize(("text", "number"), [("0", 0), (" 2013 ", 2013), ("٢٠١٣", 2013), ("007", 7)])
def test_plain_digits_are_read(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "1e3", "1 2", "1,000", "2147483648", "²", "1_0"])
def test_anything_else_is_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(ValidationError, match="is not a whole number from 0 to 2147483647"):
        read_whole(text)


def test_refusal_repeats_the_beginning_of_a_long_text_only() -> None:
    with pytest.raises(ValidationError) as refused:
        read_whole("9" * 5000)

    assert refused.value.messages == [f"“{'9' * 40}…” is not a whole number from 0 to 2147483647."]


def test_ids_reach_as_far_as_the_database() -> None:
    assert read_whole(str(LARGEST_ID), least=1, most=LARGEST_ID) == LARGEST_ID
    with pytest.raises(ValidationError):
        read_whole(str(LARGEST_ID + 1), least=1, most=LARGEST_ID)


def test_an_empty_field_is_no_number() -> None:
    assert WholeNumberField(required=False).clean("") is None


def test_no_version_of_thousands_of_digits_overwrites_anything() -> None:
    assert whole_or("9" * 5000, 0) == 0
    assert whole_or("12", 0) == 12
