"""Loading again: no change without cause, and as many queries for many rows as for few."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import DjangoAssertNumQueries

from kernel.joints import DATA_CHANGED
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError
from members.committees.loading.statistics import load_statistics
from members.committees.models import Statistic
from members.enums import Scheme
from members.loading.members import load_members
from members.models import Classification, Member, Organisation
from tests.loading.conftest import DATA, MEMBER_FILES, STATISTIC_FILES, Loads

pytestmark = pytest.mark.usefixtures("real_data")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: found.append(vars(change))])
    return found


def events() -> int:
    models = [model for app in ("members", "committees") for model in apps.get_app_config(app).get_models()]
    return sum(model._base_manager.count() for model in models if model.__name__.endswith("Event"))


def writes(summary: Summary) -> dict[str, int]:
    return {count.name: count.writes for count in summary.counts if count.writes}


def problems_of(load: Callable[[], Summary]) -> list[str]:
    with pytest.raises(LoadingError) as raised:
        load()
    return [str(problem) for problem in raised.value.problems]


def test_a_second_load_writes_nothing(loads: Loads, calls: list[dict[str, object]]) -> None:
    before = events()

    assert [writes(load()) for load in loads.values()] == [{}, {}, {}]

    assert events() == before
    assert calls == []


def test_a_changed_figure_is_one_change_in_its_year(
    edited: Callable[..., Path], calls: list[dict[str, object]]
) -> None:
    line = "KE,Kenya,yes,2013,"
    old = next(
        row for row in (DATA / "participation_by_year.csv").read_text().splitlines() if row.startswith(line)
    )
    path = edited("participation_by_year.csv", (old, old.replace(old.split(",")[4], "99", 1)))

    summary = load_statistics(**STATISTIC_FILES | {"participation": path})

    assert writes(summary) == {"statistics": 1}
    assert Statistic.objects.get(member__iso2="KE", series="p_roles", year=2013).value == 99
    assert calls == [{"plan": None, "years": [2013], "cause": "import"}]


def test_what_left_the_file_stays_and_is_counted(edited: Callable[..., Path]) -> None:
    gone = next(
        row for row in MEMBER_FILES["organisations"].read_text().splitlines() if row.startswith("SMIIC")
    )
    path = edited("regional_organizations.csv", (f"{gone}\n", ""))

    summary = load_members(**MEMBER_FILES | {"organisations": path})

    assert writes(summary) == {}
    assert summary.of("organizations").absent == 1
    assert Organisation.objects.filter(acronym="SMIIC").exists()


def test_a_period_entered_by_hand_that_is_in_the_way_is_a_problem(loads: Loads) -> None:
    kenya = Member.objects.get(iso2="KE")
    Classification.objects.filter(member=kenya, scheme=Scheme.LLDC).update(valid_from="2014-01-01")

    found = problems_of(loads["members"])

    line = next(
        number
        for number, row in enumerate(MEMBER_FILES["members"].read_text().splitlines(), start=1)
        if row.startswith("KE,")
    )
    assert found == [
        (
            f"members.csv, row {line}, column lldc: “landlocked developing country: no” (… to …) overlaps "
            "“landlocked developing country: no” (2014-01-01 to …). "
            "One of them was entered by hand: end it in the administration, or correct the file."
        )
    ]


def test_queries_do_not_grow_with_rows(
    loads: Loads, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One savepoint with its release, and one query per model."""
    with django_assert_num_queries(10):
        loads["members"]()
    with django_assert_num_queries(6):
        loads["committees"]()
    with django_assert_num_queries(6):
        loads["statistics"]()
