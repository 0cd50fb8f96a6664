"""What an arrangement holds and refuses, how it stands, and what is counted of it."""

import datetime as dt
import json
from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.partnerships.enums import Standing
from activities.partnerships.measures import Arrangements, Commitments
from activities.partnerships.models import Arrangement, Commitment, Contribution
from activities.partnerships.register import ARRANGEMENTS
from kernel.days import portal_day
from kernel.imports.importers import Request
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Source as SourceFile
from kernel.measures import MEASURES, Source
from kernel.registers import services
from kernel.registers.files import FILE, load
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import facts
from tests.factories.activities import ActivityFactory
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.partnerships import ArrangementFactory

DAY = dt.date(2014, 6, 15)


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "standing"),
    [
        ("2014-07", "2016", Standing.TO_COME),
        ("2013", "2015", Standing.IN_FORCE),
        ("2013", "", Standing.IN_FORCE),
        ("2014", "2016", Standing.IN_FORCE),
        ("2013", "2014-09-13", Standing.ENDING),
        ("2013", "2014-09-14", Standing.IN_FORCE),
        ("2013", "2014-06", Standing.ENDING),
        ("2013", "2014-06-14", Standing.ENDED),
        ("", "2013", Standing.ENDED),
        ("", "", Standing.UNKNOWN),
    ],
)
def test_how_it_stands_follows_from_its_dates(starts_on: str, ends_on: str, standing: Standing) -> None:
    assert Arrangement(starts_on=starts_on, ends_on=ends_on).standing_on(DAY) == standing


def test_of_a_collection_what_has_no_end_is_not_known_to_go_on() -> None:
    assert Arrangement(starts_on="2013", is_incomplete=True).standing_on(DAY) == Standing.UNKNOWN


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": "2014", "ends_on": "2013"}, "ends_on"),
        ({"signed_on": "2015", "ends_on": "2014"}, "signed_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"role_held_after": True, "ends_on": "2999"}, "role_held_after"),
    ],
)
def test_dates_that_cannot_be(plan: Plan, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ArrangementFactory.build(plan=plan, **values).clean()

    assert list(refused.value.message_dict) == [field]


def links(**sides: list[Member]) -> dict[str, Any]:
    return {"activities": [], "organizations": [], "assisting": [], "assisted": []} | sides


def test_a_twinning_has_two_sides_and_nobody_is_on_both(plan: Plan, kenya: Member, ghana: Member) -> None:
    twinning = ArrangementFactory.build(plan=plan, kind="twinning_chair")

    def problems(**sides: list[Member]) -> list[str]:
        return [field for field, _words in twinning.problems_of_links(links(**sides))]

    assert problems(assisting=[kenya], assisted=[kenya]) == ["assisted"]
    assert problems(assisting=[kenya]) == ["assisted"]
    assert problems(assisted=[ghana]) == ["assisting"]
    assert problems(assisting=[kenya], assisted=[ghana]) == []
    twinning.kind = "agreement"
    assert problems(assisted=[ghana]) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"due_on": "2014-06-01", "later_due_on": "2014-05-01"}, "after the first"),
        ({"due_on": "2014-06-01", "state": "met"}, "Give the day"),
        ({"due_on": "2014-06-01", "met_on": "2014-05-01"}, "Give the day"),
    ],
)
def test_promises_that_cannot_be(plan: Plan, values: dict[str, Any], words: str) -> None:
    arrangement = ArrangementFactory.create(plan=plan)

    with pytest.raises(ValidationError, match=words):
        Commitment(arrangement=arrangement, title="A meeting", **values).full_clean()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": 3}, "Name the member"),
        ({"giver": "Sida"}, "what was given"),
        ({"giver": "Sida", "days": -1}, "greater than or equal to 0"),
    ],
)
def test_what_nobody_gave_is_no_contribution(plan: Plan, values: dict[str, Any], words: str) -> None:
    arrangement = ArrangementFactory.create(plan=plan)

    with pytest.raises(ValidationError, match=words):
        Contribution(arrangement=arrangement, year=2013, **values).full_clean()


FILE_HEAD = "title,plan,kind,assisting,assisted,starts_on"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("One,APDC,twinning_chair,KE,KE,2013", "on both sides"),
        ("One,APDC,twinning_chair,KE,,2013", "both sides of a twinning"),
        ("One,APDC,agreement,KE,KE,2013", "on both sides"),
    ],
)
def test_files_are_held_to_the_same(kenya: Member, devt_officer: User, row: str, words: str) -> None:
    PlanFactory.create(code="APDC")
    source = SourceFile("list.csv", f"{FILE_HEAD}\n{row}".encode())

    with pytest.raises(LoadingError, match=words):
        load(ARRANGEMENTS, Request({FILE: source}, by=devt_officer), dry_run=False)

    assert not Arrangement.objects.exists()


def test_a_file_that_gives_one_side_is_held_to_the_other(
    kenya: Member, ghana: Member, devt_officer: User
) -> None:
    arrangement = ArrangementFactory.create(code="AR-2013-001")
    arrangement.assisting.set([ghana])
    source = SourceFile("list.csv", b"code,assisted\nAR-2013-001,GH")

    with pytest.raises(LoadingError, match="on both sides"):
        load(ARRANGEMENTS, Request({FILE: source}, by=devt_officer), dry_run=False)

    assert not arrangement.assisted.exists()


@pytest.mark.parametrize("changed", [{"assisted": ["GH"]}, {"kind": "twinning_chair", "assisted": []}])
def test_a_part_sent_over_the_api_is_held_to_the_whole(
    client: Client, plan: Plan, kenya: Member, ghana: Member, devt_officer: User, changed: dict[str, Any]
) -> None:
    arrangement = ArrangementFactory.create(plan=plan, code="AR-2013-001")
    arrangement.assisting.set([ghana])
    arrangement.assisted.set([kenya])
    client.force_login(devt_officer)

    body = {"expected_version": 1} | changed
    answer = client.patch("/api/v1/arrangements/AR-2013-001/", body, content_type="application/json")

    assert answer.status_code == 400
    assert arrangement.assisted.get() == kenya


def test_a_word_of_its_title_finds_it_once(
    client: Client, plan: Plan, kenya: Member, ghana: Member, devt_officer: User
) -> None:
    arrangement = ArrangementFactory.create(plan=plan, title="Cocoa")
    arrangement.assisting.set([kenya, ghana])
    arrangement.assisted.set([DevelopingMemberFactory.create()])
    client.force_login(devt_officer)

    for words in ("cocoa", "Ghana"):
        listing = client.get("/registers/arrangements/", {"q": words}).context["page"]
        assert listing.paginator.count == 1


@pytest.mark.parametrize("ends_on", ["2014", "2014-06", "2014-09", "2014-09-13", "2014-09-14", "2014-06-14"])
def test_the_queue_agrees_with_how_it_stands(plan: Plan, ends_on: str) -> None:
    arrangement = ArrangementFactory.create(plan=plan, ends_on=ends_on)

    is_ending = arrangement.standing_on(DAY) == Standing.ENDING
    assert (arrangement in Arrangement.objects.ending(DAY)) is is_ending


# ---- what is counted


def counted(source: Source, plan: Plan, measure: str, *years: int) -> Counter[tuple[int, int]]:
    """By member and year."""
    found: Counter[tuple[int, int]] = Counter()
    for fact in facts(source, plan, *years):
        if fact["measure"] == measure:
            found[fact["member_id"], fact["year"]] += fact["value"]
    return found


def test_an_arrangement_counts_in_each_of_its_years_for_each_party(
    plan: Plan, kenya: Member, ghana: Member
) -> None:
    one = ArrangementFactory.create(plan=plan, kind="twinning_chair", starts_on="2012-05", ends_on="2014-04")
    one.assisting.set([ghana])
    one.assisted.set([kenya])
    endless = ArrangementFactory.create(plan=plan, starts_on="2013")
    endless.assisted.set([kenya])
    for left_out in ({"is_incomplete": True}, {"starts_on": ""}):
        ArrangementFactory.create(plan=plan, **left_out).assisted.set([kenya])
    ArrangementFactory.create().assisted.set([kenya])

    in_force = counted(Arrangements(), plan, "arrangements_in_force", 2011, 2012, 2014, 2015)
    twinnings = counted(Arrangements(), plan, "twinnings_in_force", 2013)

    assert in_force == {
        (kenya.pk, 2012): 1,
        (ghana.pk, 2012): 1,
        (kenya.pk, 2014): 2,
        (ghana.pk, 2014): 1,
        (kenya.pk, 2015): 1,
    }
    assert twinnings == {(kenya.pk, 2013): 1, (ghana.pk, 2013): 1}
    kinds = {json.loads(fact["dimensions"])["arrangement_kind"] for fact in facts(Arrangements(), plan, 2013)}
    assert kinds == {"twinning_chair", "agreement"}


def test_promises_count_when_they_were_first_due(plan: Plan, kenya: Member) -> None:
    arrangement = ArrangementFactory.create(plan=plan)
    due = dt.date(2013, 5, 1)
    for state, met_on in (("met", due), ("met", dt.date(2013, 6, 1)), ("not_met", None), ("withdrawn", None)):
        Commitment.objects.create(
            arrangement=arrangement, title="A meeting", by=kenya, due_on=due, state=state, met_on=met_on
        )
    Commitment.objects.create(arrangement=arrangement, title="Of nobody", due_on=due)

    assert counted(Commitments(), plan, "commitments_due", 2013) == {(kenya.pk, 2013): 3}
    assert counted(Commitments(), plan, "commitments_met", 2013) == {(kenya.pk, 2013): 1}


def test_its_measures_are_known() -> None:
    own = {measure.name for source in (Arrangements, Commitments) for measure in source.measures}
    assert own <= {each.name for each in MEASURES.declared.values()}


# ---- where it is shown


def test_devt_is_told_what_ends_and_what_is_owed(client: Client, plan: Plan, devt_officer: User) -> None:
    today = portal_day()
    soon = ArrangementFactory.create(plan=plan, ends_on=(today + dt.timedelta(days=80)).isoformat())
    ArrangementFactory.create(plan=plan, ends_on=(today + dt.timedelta(days=100)).isoformat())
    late = Commitment.objects.create(
        arrangement=soon, title="The mirror committee meets", due_on=today - dt.timedelta(days=1)
    )
    client.force_login(devt_officer)

    page = client.get("/").text
    assert "Arrangements that end soon" in page
    assert soon.title in page
    assert "The mirror committee meets" in page

    late.later_due_on = today + dt.timedelta(days=1)
    late.save()
    soon.ends_on = "2999"
    soon.save()
    page = client.get("/").text
    assert "The mirror committee meets" not in page
    assert "Arrangements that end soon" not in page


def test_pages_of_its_activity_and_of_its_members_show_it(
    client: Client, plan: Plan, kenya: Member, ghana: Member, devco: User
) -> None:
    activity = ActivityFactory.create(output=OutputFactory.create(plan=plan), code="1.2")
    for number in range(7):
        arrangement = ArrangementFactory.create(plan=plan, title=f"The {number}th", note="canarynote")
        arrangement.assisted.set([kenya])
        arrangement.activities.set([activity])
    client.force_login(devco)

    for address in (activity.get_absolute_url(), reverse("members:member", args=["KE"])):
        page = client.get(address).text
        assert "All 7 in the register" in page
        assert "The 4th" in page
        assert "The 5th" not in page
        assert "canarynote" not in page
    assert "in the register" not in client.get(reverse("members:member", args=["GH"])).text


def test_whose_it_was_stays_with_it_when_it_is_cancelled(
    client: Client, plan: Plan, kenya: Member, devt_officer: User
) -> None:
    arrangement = ArrangementFactory.create(plan=plan, code="AR-2013-001")
    arrangement.assisted.set([kenya])
    services.cancel_record(ARRANGEMENTS, arrangement, by=devt_officer, reason="Twice.", now=timezone.now())
    client.force_login(devt_officer)

    assert "in the register" not in client.get(reverse("members:member", args=["KE"])).text
    assert facts(Arrangements(), plan, 2013) == []
