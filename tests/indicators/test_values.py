"""The values behind a figure: on the page and as files, as far as the reader may see them."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from activities.reporting.models import Question, Round
from indicators.models import IndicatorVersion
from members.models import Member, User
from tests.factories.members import DevelopingMemberFactory
from tests.indicators.conftest import Compute, Define, accepted, answer, statistic

pytestmark = pytest.mark.django_db

PAGE_QUERIES = 17


@pytest.fixture
def trained(
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    question: Question,
    kenya: Member,
    ghana: Member,
) -> IndicatorVersion:
    """Persons trained: 1111 in Kenya, 2222 in Ghana, both accepted."""
    version = define("q_trained", code="O2-1")
    answer(accepted(reporting_round, kenya, activity), question, 1111)
    answer(accepted(reporting_round, ghana, activity, is_sample=True), question, 2222)
    compute()
    return version


def page_of(client: Client, user: User, version: IndicatorVersion, query: str = "") -> str:
    client.force_login(user)
    return client.get(version.indicator.get_absolute_url() + query).content.decode()


def lines_of(client: Client, user: User, kind: str, query: str = "") -> list[dict[str, str]]:
    client.force_login(user)
    response = client.get(reverse(f"indicators:{kind}", args=["APDC", "O2-1"]) + query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_reviewers_see_each_value_and_the_sum(client: Client, trained: IndicatorVersion, devco: User) -> None:
    page = page_of(client, devco, trained)

    for text in ("KEBS · Kenya", "1,111", "GSA · Ghana", "2,222", "3,333", "accepted on"):
        assert text in page


def test_members_see_their_own_value_and_others_as_a_count(
    client: Client, trained: IndicatorVersion, nsb_viewer: User
) -> None:
    page = page_of(client, nsb_viewer, trained)

    assert "1,111" in page
    assert "2,222" not in page
    assert "GSA · Ghana" not in page
    assert "The value reported by 1 more member is in the sum" in page


def test_a_group_has_its_own_values(
    client: Client, trained: IndicatorVersion, kenya: Member, devco: User
) -> None:
    page = page_of(client, devco, trained, "?year=2013&split=un_region&group=africa")

    assert "Values behind 2013, Africa" in page


def test_values_as_a_file(client: Client, trained: IndicatorVersion, devco: User) -> None:
    lines = lines_of(client, devco, "values", "?year=2013")

    assert [(line["country"], line["value"], line["sample_data"]) for line in lines] == [
        ("Ghana", "2222.0000", "yes"),
        ("Kenya", "1111.0000", "no"),
    ]
    assert {line["part_of"] for line in lines} == {"numerator"}


def test_members_get_a_file_without_others(
    client: Client, trained: IndicatorVersion, nsb_viewer: User
) -> None:
    lines = lines_of(client, nsb_viewer, "values", "?year=2013")

    assert [(line["country"], line["value"], line["why_missing"], line["reason"]) for line in lines] == [
        ("Kenya", "1111.0000", "", ""),
        ("", "", "not_shown", "1 members"),
    ]


def test_all_results_as_a_file(client: Client, trained: IndicatorVersion, devco: User) -> None:
    lines = lines_of(client, devco, "results")

    [total] = [line for line in lines if line["split"] == "total"]
    assert (total["year"], total["value"], total["expected"], total["accepted"]) == (
        "2013",
        "3333.000000",
        "2",
        "2",
    )


def test_donors_get_no_files(client: Client, trained: IndicatorVersion, donor: User) -> None:
    client.force_login(donor)

    for kind in ("values", "results"):
        assert client.get(reverse(f"indicators:{kind}", args=["APDC", "O2-1"])).status_code == 403


def test_a_figure_that_is_not_there_has_no_file(
    client: Client, trained: IndicatorVersion, devco: User
) -> None:
    client.force_login(devco)

    assert client.get(reverse("indicators:values", args=["APDC", "O2-1"])).status_code == 404


def test_formula_is_told_in_words(client: Client, define: Define, question: Question, devco: User) -> None:
    version = define("p_roles - p_roles__in_2010 + q_trained", "q_trained__members", scale=100)

    page = page_of(client, devco, version)

    assert (
        "100 \u00d7 ([P-memberships of developing members, secretariats included] \u2212 "
        "[P-memberships of developing members, secretariats included in 2010] + "
        "[Label of q_trained]) \u00f7 [members that answered “Label of q_trained”]"
    ) in page
    assert f'href="{question.activity.get_absolute_url()}"' in page


def test_a_broken_formula_says_what_is_wrong(client: Client, define: Define, devco: User) -> None:
    page = page_of(client, devco, define("p_rolls"))

    assert "Unknown measure" in page


@pytest.mark.parametrize("members", [1, 3])
def test_queries_of_the_page_do_not_grow_with_members(
    client: Client,
    define: Define,
    compute: Compute,
    devco: User,
    members: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    version = define("p_roles")
    for member in DevelopingMemberFactory.create_batch(members):
        statistic(member, 7)
    compute()
    client.force_login(devco)
    url = version.indicator.get_absolute_url()

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url)


def test_what_is_missing_is_told_by_its_kind(
    client: Client, define: Define, compute: Compute, kenya: Member, ghana: Member, devco: User
) -> None:
    """No row in the statistics is not reported; no membership of a category is not counted."""
    kenya.memberships.update(category="correspondent")
    version = define("p_roles + member_bodies")
    statistic(kenya, 7)
    compute()

    page = page_of(client, devco, version)

    assert '<em class="missing">not counted</em>' in page
    assert '<em class="missing">not reported</em>' in page
