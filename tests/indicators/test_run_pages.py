"""The runs page: who sees it, what it shows, how a run is started and watched."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.enums import RunState, RunTrigger
from indicators.models import Run, Stale
from members.models import User
from outputs.models import Plan
from tests.factories.indicators import IndicatorFactory, RunFactory, StaleFactory
from tests.factories.outputs import PlanFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(plan: Plan) -> str:
    return reverse("indicators:runs", args=[plan.code])


@pytest.fixture
def start_address(plan: Plan) -> str:
    return reverse("indicators:start-run", args=[plan.code])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("devt_administrator", 200),
        ("devt_officer", 200),
        ("devco", 200),
        ("nsb_officer", 403),
        ("nsb_editor", 403),
        ("nsb_viewer", 403),
        ("donor", 403),
    ],
)
def test_runs_are_for_devt_and_devco(
    client: Client, address: str, role: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))

    assert client.get(address).status_code == status


@pytest.mark.parametrize("role", ["devco", "nsb_officer", "donor"])
def test_nobody_but_devt_starts_a_run(
    client: Client, start_address: str, role: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))

    assert client.post(start_address).status_code == 403
    assert not Run.objects.exists()


def test_devt_starts_a_run(
    client: Client, plan: Plan, address: str, start_address: str, devt_officer: User
) -> None:
    client.force_login(devt_officer)

    response = client.post(start_address, follow=True)

    run = Run.objects.get()
    assert (run.plan, run.trigger, run.started_by) == (plan, RunTrigger.PERSON, devt_officer)
    assert response.redirect_chain == [(address, 302)]
    assert f"Run {run.pk} computes all years." in response.text


def test_a_link_starts_nothing(client: Client, start_address: str, devt_officer: User) -> None:
    client.force_login(devt_officer)

    assert client.get(start_address).status_code == 405


def test_devco_has_no_button(client: Client, address: str, start_address: str, devco: User) -> None:
    client.force_login(devco)

    assert start_address not in client.get(address).text


def test_a_run_at_work_is_watched(client: Client, plan: Plan, address: str, devt_officer: User) -> None:
    run = RunFactory.create(plan=plan, state=RunState.RUNNING, years=[2012, 2013, 2014], years_done=1)
    client.force_login(devt_officer)

    page = client.get(address).text

    assert f"Run {run.pk}" in page
    assert "has computed 1 of 3 years." in page
    assert 'hx-trigger="every 2s"' in page
    assert f'<a href="{address}">Refresh</a>' in page


def test_htmx_gets_the_part_that_changes(
    client: Client, plan: Plan, address: str, devt_officer: User
) -> None:
    RunFactory.create(plan=plan, state=RunState.RUNNING)
    client.force_login(devt_officer)

    response = client.get(address, headers=HTMX)

    assert response.text.strip().startswith('<div id="live"')
    assert "<html" not in response.text
    assert "HX-Request" in response["Vary"]


def test_watching_ends_with_the_run(client: Client, plan: Plan, address: str, devt_officer: User) -> None:
    RunFactory.create(plan=plan, state=RunState.DONE)
    client.force_login(devt_officer)

    part = client.get(address, headers=HTMX).text

    assert "hx-trigger" not in part
    assert "All results are as new as their data." in part


def test_stale_years_are_shown(client: Client, plan: Plan, address: str, devco: User) -> None:
    for year in (2012, 2013):
        StaleFactory.create(plan=plan, year=year)
    client.force_login(devco)

    assert "Data of 2012, 2013 have changed since the results were computed." in client.get(address).text


def test_years_are_shown_as_spans(client: Client, plan: Plan, address: str, devco: User) -> None:
    RunFactory.create(plan=plan, years=[2011, 2013, 2014, 2015])
    client.force_login(devco)

    assert "2011, 2013–2015" in client.get(address).text


def test_what_went_wrong_is_shown(client: Client, plan: Plan, address: str, devt_officer: User) -> None:
    RunFactory.create(plan=plan, state=RunState.FAILED, error="OSError: disk full")
    client.force_login(devt_officer)

    assert "OSError: disk full" in client.get(address).text


def test_without_runs_it_says_when_the_first_comes(client: Client, address: str, devt_officer: User) -> None:
    client.force_login(devt_officer)

    assert "No run yet." in client.get(address).text
    assert not Stale.objects.exists()


@pytest.mark.parametrize("runs", [1, 3])
def test_queries_do_not_grow_with_runs(
    client: Client,
    plan: Plan,
    address: str,
    devt_officer: User,
    runs: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    RunFactory.create_batch(runs, plan=plan, started_by=devt_officer)
    client.force_login(devt_officer)

    with django_assert_num_queries(8):
        client.get(address)


def test_the_navigation_leads_to_the_newest_plan_s_indicators(
    client: Client, plan: Plan, donor: User
) -> None:
    client.force_login(donor)

    response = client.get(reverse("indicators:current"))

    assert response["Location"] == reverse("indicators:list", args=[plan.code])


@pytest.mark.parametrize("has_indicators", [True, False])
def test_a_plan_without_indicators_waits_behind_one_that_has_some(
    client: Client, plan: Plan, donor: User, *, has_indicators: bool
) -> None:
    if has_indicators:
        IndicatorFactory.create(plan=plan)
    newer = PlanFactory.create(starts_on=plan.ends_on, ends_on=plan.ends_on + dt.timedelta(days=365))
    client.force_login(donor)

    response = client.get(reverse("indicators:current"))

    expected = plan if has_indicators else newer
    assert response["Location"] == reverse("indicators:list", args=[expected.code])


def test_without_a_plan_there_is_nothing_to_lead_to(client: Client, donor: User) -> None:
    client.force_login(donor)

    assert client.get(reverse("indicators:current")).status_code == 404
