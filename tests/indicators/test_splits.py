"""A dimension that only a register declares is in results, pages, the API and targets at once."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from rest_framework.test import APIClient

from indicators.models import IndicatorVersion, Result, Target
from indicators.splits import split_choices
from kernel.measures import MEASURES, Aggregation, Dimension, Measure, Rows, Source
from members.models import Member, User
from tests.indicators.conftest import YEAR, Compute, Define

PURPOSE = Dimension(
    "purpose_of_the_mission", "purpose of the mission", lambda _plan: {"audit": "an audit", "talk": "a talk"}
)


class Missions(Source):
    """One mission to Kenya for an audit, two for talks, and one for what nobody wrote down."""

    key = "visits"
    label = "visits"
    is_confidential = False
    measures = (Measure("visits", "Visits", unit="", aggregation=Aggregation.COUNT, dimensions=(PURPOSE,)),)

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        return Rows(
            "SELECT 'visits', member.id, %s, 1, 'visits/1',"
            " jsonb_build_object('purpose_of_the_mission', mission.purpose), true, false, '', '{}'::jsonb"
            " FROM members_member AS member CROSS JOIN unnest(%s::text[]) AS mission (purpose)"
            " WHERE member.iso2 = 'KE'",
            (YEAR, ["audit", "talk", "talk", "unknown"]),
        )


@pytest.fixture
def missions(
    monkeypatch: pytest.MonkeyPatch, kenya: Member, define: Define, compute: Compute
) -> IndicatorVersion:
    monkeypatch.setitem(MEASURES.sources, Missions.key, Missions())
    version = define("visits", code="M-1")
    compute()
    return version


def test_it_is_computed(missions: IndicatorVersion) -> None:
    found = Result.objects.filter(split=PURPOSE.key).order_by("group").values_list("group", "value")

    assert list(found) == [("audit", 1), ("talk", 2), ("unknown", 1)]


def test_a_page_tells_its_categories_in_words(
    client: Client, missions: IndicatorVersion, devt_officer: User
) -> None:
    client.force_login(devt_officer)

    asked = {"year": YEAR, "split": PURPOSE.key, "group": "talk"}
    response = client.get(missions.indicator.get_absolute_url(), asked)

    [table] = [table for table in response.context["splits"] if table.split == PURPOSE.key]
    assert table.label == "purpose of the mission"
    assert [part.label for part in table.parts] == ["a talk", "an audit", "unknown"]
    assert response.context["lineage_group"] == "a talk"


def test_the_api_is_filtered_by_it(missions: IndicatorVersion, devt_officer: User) -> None:
    api = APIClient()
    api.force_authenticate(devt_officer)

    answer = api.get("/api/v1/results/", {"split": PURPOSE.key, "group": "audit"}).json()

    [result] = answer["results"]
    assert (result["split"], result["group"], result["group_label"]) == (PURPOSE.key, "audit", "an audit")


def test_a_target_is_for_a_category_that_it_has(missions: IndicatorVersion) -> None:
    target = Target(indicator=missions.indicator, year=YEAR, split=PURPOSE.key, group="talk", value=3)
    target.full_clean()

    target.group = "party"
    with pytest.raises(ValidationError, match="“party” is no group of the split “purpose of the mission”"):
        target.full_clean()


def test_it_is_a_choice_while_it_is_declared(missions: IndicatorVersion) -> None:
    assert (PURPOSE.key, PURPOSE.label) in split_choices()


def test_every_key_fits_where_results_keep_it() -> None:
    longest = Result._meta.get_field("split").max_length

    assert all(len(key) <= longest for key, _label in split_choices())
