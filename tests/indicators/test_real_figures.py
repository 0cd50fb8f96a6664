"""The figures that the real data carry, to the last digit."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from indicators.enums import RunTrigger, Split
from indicators.models import IndicatorVersion, Result, Run
from indicators.runs import scheduler
from tests.factories.indicators import IndicatorVersionFactory
from tests.factories.outputs import PlanFactory
from tests.once import loaded_once

CODES = ("P-1", "O1-1", "O1-2", "O1-3", "O3-1", "E1.2-1")
YEARS = range(2010, 2016)


def entries() -> list[dict[str, Any]]:
    """The indicators that the product ships."""
    file = yaml.safe_load((settings.DATA_DIR / "indicators.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = file["indicators"]
    return found


def add_indicators() -> Run:
    """Those of official statistics with their formulas."""
    plan = PlanFactory.create()
    for entry in entries():
        if entry["code"] in CODES:
            formula = entry["formula"] | {"scale": Decimal(entry["formula"]["scale"])}
            IndicatorVersionFactory.create(
                indicator__of_purpose=True, indicator__plan=plan, indicator__code=entry["code"], **formula
            )
    return Run.objects.create(plan=plan, years=list(YEARS), trigger=RunTrigger.IMPORT)


@pytest.fixture(scope="module")
def computed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The real members and statistics, and a run over them; rolled back after this module."""

    def load() -> None:
        call_command("load_members", yes=True, verbosity=0)
        call_command("load_statistics", yes=True, verbosity=0)
        scheduler.execute(add_indicators())

    with loaded_once(django_db_blocker, load):
        yield


@pytest.fixture(autouse=True)
def _use_computed(computed: None, db: None) -> None:
    """Every test here reads what was computed once."""


def series(code: str, field: str = "value") -> list[object]:
    results = Result.objects.filter(version__indicator__code=code, split=Split.TOTAL).order_by("year")
    return list(results.values_list(field, flat=True))


def percent(code: str, year: int) -> tuple[Decimal, Decimal, Decimal]:
    found = Result.objects.get(version__indicator__code=code, split=Split.TOTAL, year=year)
    return found.value.quantize(Decimal("0.1")), found.numerator, found.denominator


def test_member_bodies() -> None:
    assert percent("P-1", 2010) == (Decimal("57.4"), 70, 122)
    assert percent("P-1", 2015) == (Decimal("61.3"), 76, 124)


def test_p_memberships() -> None:
    assert series("O1-1") == [3241, 3538, 3705, 4056, 4127, 4334]


def test_share_of_the_world_s_p_memberships() -> None:
    assert percent("O1-2", 2010) == (Decimal("25.1"), 3241, 12917)
    assert percent("O1-2", 2015) == (Decimal("29.2"), 4334, 14853)


def test_members_with_a_p_membership() -> None:
    assert percent("O1-3", 2010) == (Decimal("50.8"), 62, 122)
    assert percent("O1-3", 2015) == (Decimal("77.4"), 96, 124)


def test_certificates() -> None:
    assert series("O3-1")[0] == 498806
    assert series("O3-1", "given_in_part") == [18, 18, 17, 17, 17, 17]
    assert series("O3-1", "others") == [12, 13, 11, 11, 11, 10]


def test_secretariats_since_2010() -> None:
    assert series("E1.2-1") == [0, 10, 15, 29, 30, 37]


def test_a_stated_baseline_is_the_figure_of_its_year() -> None:
    stated = {
        (entry["code"], entry["baseline_year"]): Decimal(str(entry["baseline_value"]))
        for entry in entries()
        if entry["baseline_value"] is not None
    }
    computed = {
        (code, year): value.quantize(stated[code, year])
        for code, year, value in Result.objects.filter(split=Split.TOTAL)
        .with_value()
        .values_list("version__indicator__code", "year", "value")
        if (code, year) in stated
    }

    assert computed == {key: value for key, value in stated.items() if key[0] in CODES}
    assert len(computed) == len(CODES)


def test_coverage_is_never_above_all() -> None:
    assert series("O1-1", "expected") == [122, 121, 123, 123, 123, 124]
    assert series("O1-1", "accepted") == [89, 95, 103, 104, 109, 112]


def test_parts_add_up_in_every_split() -> None:
    assert not Result.objects.filter(does_not_add_up=True).exists()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("term", ["numerator", "denominator"])
def test_every_split_sums_to_the_total(code: str, term: str) -> None:
    """Of what is added over members; the whole of the world is the same in every group."""
    version = IndicatorVersion.objects.get(indicator__code=code)
    sums: dict[tuple[int, str], Decimal] = {}
    for year, split, value in Result.objects.filter(version=version).values_list("year", "split", term):
        sums[year, split] = sums.get((year, split), Decimal(0)) + (value or 0)

    if (code, term) == ("O1-2", "denominator"):
        assert sums[2015, Split.TOTAL] == 14853
        return
    for year in YEARS:
        found = {split: sums[year, split] for split in Split.values if (year, split) in sums}
        assert len(found) == 7
        assert set(found.values()) == {sums[year, Split.TOTAL]}
