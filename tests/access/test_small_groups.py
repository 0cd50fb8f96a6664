"""What fewer than three members gave stands in no answer that others get, nor follows from them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from activities.models import Activity
from activities.reporting.models import Answer, Question, Report, Round, Section
from indicators.enums import WITHHELD, NoValue, RunTrigger, Split
from indicators.models import ExactResult, Result, Run
from indicators.runs import scheduler
from members.models import Member, User
from outputs.models import Plan
from tests.access.readings import Readings
from tests.access.test_leaks import addresses, text_of
from tests.access.world import ACTIVITY, PLAN, World
from tests.factories.indicators import IndicatorVersionFactory, TargetFactory
from tests.factories.members import DevelopingMemberFactory, RegionFactory
from tests.factories.reporting import AnswerFactory, QuestionFactory, SectionFactory
from tests.once import loaded_once

EVERY_DOOR = ("viewer", "other")
"""A member's own people and another's: asked for everything."""
FIGURE_DOORS = ("anonymous", "nobody", "donor", "editor", "officer", "other_officer")
"""Asked for whatever tells DEVT one of the numbers, each page and file once for every year."""
OWN = {**dict.fromkeys(("viewer", "editor", "officer"), "Kenya"), "other": "Ghana", "other_officer": "Ghana"}
"""Whose values people may read, as their own; Ghana's of 2012 is the whole part of a mean, too."""
READERS = ("viewer", "other")
"""People of Kenya and of Ghana, who read results."""

PART_OF_SECOND = re.compile(r"(?<=\d\d:\d\d:\d\d)\.\d+")
YEAR_ASKED = re.compile(r"\byear=\d+")

FORMULAS = {
    "S-1": ("trained", ""),
    "S-2": ("trained - trained__in_2011", ""),
    "S-3": ("trained", "placed"),
    "S-4": ("trained + placed", ""),
    "S-5": ("trained", "members"),
    "S-6": ("trained", "trained__members"),
    "S-7": ("trained", "trained__in_2011"),
    "S-8": ("trained__in_2011", ""),
    "S-9": ("rare", ""),
    "S-10": ("trained + rare", ""),
    "S-11": ("trained - rare", ""),
    "S-12": ("trained * rare", ""),
}
ASKED_IN_LISTS = {"S-7", "S-8", "S-11", "S-12"}
"""Made like others, whose pages are asked for each year and split; of these lists and files are."""
OVER_YEARS = ("S-2", "S-7", "S-8")
VALUES: dict[str, dict[int, tuple[int, int]]] = {
    "Nepal": {2011: (710_117, 53), 2012: (730_153, 61)},
    "Laos": {2011: (820_223, 67), 2012: (840_271, 71)},
    "Fiji": {2011: (930_337, 73), 2012: (950_393, 79)},
    "Kenya": {2012: (510_061, 83)},
    "Ghana": {2012: (520_073, 89)},
    "Uganda": {2012: (530_087, 97)},
}
"""What members answer: two of Asia, one of Oceania, and three of Africa, by year."""
RARE = {"Ghana": 777_013, "Uganda": 41_999}
"""What two of them answer in 2012 to a question that the others leave out."""


@pytest.fixture(scope="module")
def made_small(built_world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[Readings]:
    """Made once, within the world and undone before it."""
    with loaded_once(django_db_blocker, lambda: make_small(built_world)) as world:
        yield Readings(world)


@pytest.fixture
def small(made_small: Readings, db: None) -> Readings:
    return made_small


def make_small(world: World) -> World:
    """A world with regions of one and of two members, computed."""
    plan, activity = Plan.objects.get(code=PLAN), Activity.objects.get(output__plan__code=PLAN, code=ACTIVITY)
    asia = RegionFactory.create(name="Asia", slug="asia")
    oceania = RegionFactory.create(name="Oceania", slug="oceania")
    for country, region in (("Nepal", asia), ("Laos", asia), ("Fiji", oceania)):
        DevelopingMemberFactory.create(country=country, region=region)
    for country, years in VALUES.items():
        member = Member.objects.get(country=country)
        for year, values in years.items():
            give(Round.objects.get(plan=plan, year=year), member, activity, values, world.people["devt"])
    rare = QuestionFactory.create(plan=plan, activity=activity, code="rare", kind="integer")
    for country, value in RARE.items():
        section = Section.objects.get(
            report__member__country=country, report__round__year=2012, activity=activity
        )
        AnswerFactory.create(section=section, question=rare, number=value)
    for code, (numerator, denominator) in FORMULAS.items():
        version = IndicatorVersionFactory.create(
            indicator__output=activity.output,
            indicator__code=code,
            numerator=numerator,
            denominator=denominator,
        )
        TargetFactory.create(indicator=version.indicator, year=2012)
    run = Run.objects.create(plan=plan, years=[2011, 2012], trigger=RunTrigger.IMPORT)
    scheduler.execute(run)
    assert run.is_done, run.error
    return world


def give(round_: Round, member: Member, activity: Activity, values: tuple[int, int], by: User) -> None:
    report, _made = Report.objects.get_or_create(round=round_, member=member)
    Report.objects.filter(pk=report.pk).update(state="accepted", accepted_at=timezone.now(), accepted_by=by)
    section = report.sections.filter(activity=activity).first() or SectionFactory.create(
        report=report, activity=activity
    )
    Answer.objects.filter(section=section).delete()
    for code, value in zip(("trained", "placed"), values, strict=True):
        AnswerFactory.create(section=section, question=Question.objects.get(code=code), number=value)


def withheld() -> list[ExactResult]:
    return [one for one in ExactResult.objects.select_related("version__indicator") if one.is_withheld]


def is_secret(result: ExactResult) -> bool:
    return result.version.indicator.code not in OVER_YEARS or result.withheld == NoValue.WITHHELD


def secrets() -> set[Decimal]:
    """Every number of a withheld figure that a sum of few could give away.

    What adds up another year's answers is withheld whole; over three members or more it is
    no secret by itself, since the totals of both years are told.
    """
    chosen = [one for one in withheld() if is_secret(one)]
    found = {number for one in chosen for number in (one.value, one.numerator) if number is not None}
    return {number for number in found if abs(number) > 1000}


def doors(small: Readings) -> Iterator[str]:
    """Every page and answer, and of figures one of each indicator, year, split and reason in every form."""
    yield from addresses(small.world)
    kind = ("version__indicator__code", "year", "split", "no_value")
    keys = Result.objects.order_by(*kind, "group").distinct(*kind).values_list(*kind[:3], "group")
    paged = FORMULAS.keys() - ASKED_IN_LISTS
    for code, year, split, group in keys.filter(version__indicator__code__in=paged):
        for name in ("indicator", "values"):
            address = reverse(f"indicators:{name}", args=[PLAN, code])
            yield f"{address}?year={year}&split={split}&group={group}"
    for code in FORMULAS:
        yield reverse("indicators:results", args=[PLAN, code])
    for year in (2011, 2012, 2013):
        yield reverse("dashboard:dashboard", args=[PLAN, year])
        yield f"/api/v1/dashboard/?plan={PLAN}&year={year}"
    for query in ("", "&ordering=-value", "&has_value=true", "&split=un_region", "&no_value=withheld"):
        yield f"/api/v1/results/?page_size=500{query}"


def test_there_is_something_to_withhold(small: Readings) -> None:
    regions = {
        (one.version.indicator.code, one.year, one.group): one.withheld
        for one in withheld()
        if one.split == Split.UN_REGION
    }

    assert regions["S-1", 2012, "asia"] == "withheld"
    assert regions["S-1", 2012, "oceania"] == "withheld"
    assert regions["S-1", 2012, "africa"] == "withheld_beside"
    assert not Result.objects.filter(version__indicator__code="O1-1", no_value__in=WITHHELD).exists()


def test_what_adds_up_answers_of_another_year_is_withheld(small: Readings) -> None:
    """Who changed groups in between would follow from the difference to that year's own sums."""
    over_years = Result.objects.filter(version__indicator__code__in=OVER_YEARS)
    later = over_years.filter(year=2012).exclude(given=0, given_in_part=0)

    assert later.filter(split=Split.TOTAL).count() == 3
    assert not later.exclude(no_value__in=WITHHELD).exists()
    assert over_years.filter(year=2011, split=Split.TOTAL, value__isnull=False).count() == 3


@pytest.mark.parametrize("code", ["S-9", "S-10", "S-11", "S-12"])
def test_a_term_that_few_gave_takes_the_whole_with_it(small: Readings, code: str) -> None:
    """Six gave the one, two the other: whoever takes off what is told elsewhere has the sum over two."""
    found = Result.objects.filter(version__indicator__code=code, year=2012)

    assert found.get(split=Split.TOTAL).no_value in WITHHELD
    assert not found.filter(split=Split.UN_REGION, group="africa", value__isnull=False).exists()


def told_at(small: Readings, role: str, asked: Iterable[str]) -> dict[str, str]:
    """A withheld number by the address that tells it."""
    own = {str(value) for values in VALUES.get(OWN.get(role, ""), {}).values() for value in values}
    wholes = {f"{abs(number):f}".split(".")[0] for number in secrets()}
    number = re.compile("|".join(sorted(wholes - own)))
    # A part of a second is no figure, and may be any.
    texts = ((address, PART_OF_SECOND.sub("", text_of(small.at(address, role)))) for address in asked)
    return {address: found.group() for address, text in texts if (found := number.search(text))}


@pytest.mark.parametrize("role", EVERY_DOOR)
def test_no_door_tells_it(small: Readings, role: str) -> None:
    assert told_at(small, role, doors(small)) == {}


def one_of_each(addresses: Iterable[str]) -> list[str]:
    """Of each path one address for every year, whatever its split and group."""
    named = {(address.partition("?")[0], *YEAR_ASKED.findall(address)): address for address in addresses}
    return list(named.values())


@pytest.mark.parametrize("role", FIGURE_DOORS)
def test_no_door_of_figures_tells_it(small: Readings, role: str) -> None:
    told_to_devt = one_of_each(told_at(small, "devt", doors(small)))

    assert len(told_to_devt) > 20
    assert told_at(small, role, told_to_devt) == {}


@pytest.mark.parametrize("role", ["devt", "devco"])
def test_devt_and_devco_read_it(small: Readings, role: str) -> None:
    address = reverse("indicators:indicator", args=[PLAN, "S-1"])

    assert "1570424" in text_of(small.at(f"{address}?year=2012", role))
    assert "1570424" in text_of(small.at(reverse("indicators:results", args=[PLAN, "S-1"]), role))


@pytest.mark.parametrize("role", READERS)
def test_it_reads_withheld_and_is_never_empty(small: Readings, role: str) -> None:
    page = text_of(small.at(f"{reverse('indicators:indicator', args=[PLAN, 'S-1'])}?year=2012", role))
    file = text_of(small.at(reverse("indicators:results", args=[PLAN, "S-1"]), role))
    asia = "/api/v1/results/?indicator=S-1&year=2012&split=un_region&group=asia"
    rows = small.at(asia, role).data["results"]

    assert page.count("withheld: ") >= 3
    assert page.count("withheld: fewer than three members") >= 2
    assert "withheld: fewer than three members" in file
    assert [(row["value"], row["no_value_label"]) for row in rows] == [
        (None, "withheld: fewer than three members")
    ]


def told_to(small: Readings, role: str) -> list[dict[str, Any]]:
    answer = small.at("/api/v1/results/?page_size=500", role).data
    assert answer["next"] is None
    return [row for row in answer["results"] if row["indicator"] in FORMULAS]


def numbers(rows: Iterable[dict[str, Any]]) -> set[Decimal]:
    """Sums over members that the answers hold, between them, of all years, groups and indicators."""
    found = {row[name] for row in rows for name in ("value", "numerator") if row[name] is not None}
    return {Decimal(str(number)) for number in found if number == int(number)}


@pytest.mark.parametrize(("role", "country"), [("viewer", "Kenya"), ("other", "Ghana")])
def test_subtraction_does_not_give_it_back(small: Readings, role: str, country: str) -> None:
    """Neither between groups, splits, indicators and years, nor with the reader's own values."""
    told = numbers(told_to(small, role))
    own = {Decimal(value) for values in VALUES[country].values() for value in values}
    own |= {Decimal(sum(values)) for values in VALUES[country].values()}
    reachable = {abs(one - other) for one, other in combinations(told | own, 2)}
    reachable |= {abs(one - other) for one in reachable for other in told | own}

    assert told
    assert secrets() & reachable == set()
