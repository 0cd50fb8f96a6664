"""What resources and their uses refuse, and what is counted of them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from activities.resources.measures import Published, Used
from activities.resources.models import Resource, Use
from kernel.measures import FACTS
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.outputs import PlanFactory
from tests.factories.resources import ResourceFactory, UseFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"resource": None}, "Name the resource"),
        ({"sought": "A guide"}, "Name the resource"),
        ({"resource": None, "sought": "A guide", "rating": 4}, "cannot be rated"),
        ({"rating": 6}, "not a valid choice"),
        ({"people": -1}, "greater than or equal to 0"),
    ],
)
def test_uses_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, Any], words: str) -> None:
    use = UseFactory.build(resource=ResourceFactory.create(plan=plan), plan=plan, member=kenya)
    for name, value in values.items():
        setattr(use, name, value)

    with pytest.raises(ValidationError, match=words):
        use.full_clean()


def test_a_use_stays_what_it_is_when_its_resource_is_cancelled(plan: Plan, kenya: Member) -> None:
    use = UseFactory.create(resource=ResourceFactory.create(plan=plan), member=kenya)
    resource = use.resource
    resource.cancelled_at, resource.cancelled_because = timezone.now(), "Entered twice."
    resource.save()

    Use.objects.get(pk=use.pk).clean()
    with pytest.raises(ValidationError, match="was cancelled"):
        UseFactory.build(resource=resource, plan=plan, member=kenya).clean()


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    own = {"plan": plan, "member": kenya}
    resource = ResourceFactory.create(**own)
    ResourceFactory.create(published_on="", **own)
    ResourceFactory.create(is_incomplete=True, **own)
    ResourceFactory.create(plan=plan)
    UseFactory.create(resource=resource, member=kenya, people=20, rating=5)
    UseFactory.create(resource=resource, member=kenya, people=7, rating=2)
    UseFactory.create(resource=resource, member=kenya)
    UseFactory.create(resource=None, sought="A guide", **own)

    assert counts(Published(), plan, 2013) == {"resources_published": 1}
    assert counts(Used(), plan, 2013) == {
        "resources_used": 3,
        "resources_rated": 2,
        "resources_useful": 1,
        "people_reached_by_resources": 27,
        "members_using_resources": 3,
    }


def test_a_use_of_a_sample_is_a_sample(plan: Plan, kenya: Member) -> None:
    UseFactory.create(resource=ResourceFactory.create(plan=plan, is_sample=True), member=kenya)
    UseFactory.create(resource=ResourceFactory.create(plan=plan), member=kenya)

    rows = Used().facts(plan, [2013])
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        facts = [dict(zip(FACTS, row, strict=True)) for row in cursor.fetchall()]

    marks = [fact["is_sample"] for fact in facts if fact["measure"] == "resources_used"]
    assert sorted(marks) == [False, True]


def test_its_address_is_a_link(client: Client, plan: Plan, donor: User) -> None:
    resource = ResourceFactory.create(plan=plan, address="https://example.org/a?b=1&c=2")
    client.force_login(donor)

    page = client.get(resource.get_absolute_url()).text

    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">' in page


def test_an_address_may_be_typed_as_people_say_it(client: Client, plan: Plan, devt_officer: User) -> None:
    """Where the browser itself asks for a scheme, the form is never sent."""
    client.force_login(devt_officer)
    sent = {"title": "A manual", "kind": "manual", "plan": plan.pk, "address": "example.org/guide"}

    page = client.get("/registers/resources/add/").text
    client.post("/registers/resources/add/", sent)

    assert 'type="url"' not in page
    assert Resource.objects.get().address == "https://example.org/guide"
