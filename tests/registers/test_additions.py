"""The page of a thing offers to add what names it, to those who may and where it fits."""

from typing import Any

import pytest
from django.test import Client

from members.models import Member, User
from tests.factories.committees import CommitteeFactory
from tests.factories.events import EventFactory
from tests.factories.registers import InstitutionFactory
from tests.factories.resources import ResourceFactory
from tests.factories.skills import ProfileFactory


def offered(client: Client, user: User, thing: Any) -> list[str]:
    """Each opens a form that names the thing."""
    client.force_login(user)
    page = client.get(thing.get_absolute_url())
    contexts: Any = page.context
    lists = [context["additions"] for context in contexts if "additions" in context]
    found: dict[str, str] = dict(lists[-1]) if lists else {}
    for address in found.values():
        assert client.get(address).status_code == 200, address
    assert all(address.replace("&", "&amp;") in page.text for address in found.values())
    return list(found)


@pytest.mark.parametrize(
    ("factory", "values", "words"),
    [
        (ProfileFactory, {}, ["Name a gap"]),
        (EventFactory, {"kind": "forum"}, ["Name a practice"]),
        (EventFactory, {"kind": "course"}, []),
        (ResourceFactory, {}, ["Say what you used"]),
        (CommitteeFactory, {}, ["Ask for a briefing"]),
    ],
)
def test_what_names_it_can_be_added(
    client: Client, nsb_editor: User, factory: Any, values: dict[str, Any], words: list[str]
) -> None:
    assert offered(client, nsb_editor, factory.create(**values)) == words


def test_a_course_is_added_to_ones_own_institution(
    client: Client, kenya: Member, nsb_editor: User, nsb_viewer: User, other_nsb_editor: User
) -> None:
    institution = InstitutionFactory.create(member=kenya)

    assert [offered(client, user, institution) for user in (nsb_editor, nsb_viewer, other_nsb_editor)] == [
        ["Add a course"],
        [],
        [],
    ]
