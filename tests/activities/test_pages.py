"""An activity as a page."""

import pytest
from django.test import Client

from activities.selectors import target_groups_of
from members.models import User
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


def test_the_page_says_what_is_measured_and_what_for(client: Client, donor: User) -> None:
    activity = ActivityFactory(
        code="1.2",
        effectiveness_measured=True,
        what_is_measured="Growth in leadership positions.",
        use_of_measurement="Shows whether twinning works.",
        scope_levels=["global", "sub-regional"],
    )
    client.force_login(donor)

    page = client.get(activity.get_absolute_url())

    assert page.status_code == 200
    assert "Growth in leadership positions." in page.text
    assert "Shows whether twinning works." in page.text
    assert "global, sub-regional" in page.text


def test_an_unknown_activity_is_not_found(client: Client, donor: User) -> None:
    activity = ActivityFactory(code="1.1")
    client.force_login(donor)

    assert client.get(activity.get_absolute_url().replace("1.1", "9.9")).status_code == 404


def test_the_groups_of_the_output_hold_where_an_activity_names_none() -> None:
    of_output, own = TargetGroupFactory(), TargetGroupFactory()
    output = OutputFactory(plan=of_output.plan, target_groups=[of_output])

    assert target_groups_of(ActivityFactory(output=output)) == [of_output]
    assert target_groups_of(ActivityFactory(output=output, target_groups=[own])) == [own]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(
    client: Client, donor: User, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    output = OutputFactory()
    activities = ActivityFactory.create_batch(
        rows, output=output, target_groups=TargetGroupFactory.create_batch(rows, plan=output.plan)
    )
    client.force_login(donor)

    with django_assert_num_queries(9):
        response = client.get(activities[0].get_absolute_url())

    assert response.status_code == 200
