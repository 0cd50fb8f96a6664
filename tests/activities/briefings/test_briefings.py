"""What briefings refuse, who writes them, and where they are shown."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.briefings.measures import Briefings
from activities.briefings.register import BRIEFINGS
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.outputs import PlanFactory
from tests.factories.registers import BriefingFactory
from tests.factories.sponsorships import SponsorshipFactory

GIVEN = {"given_on": dt.date(2013, 4, 2), "text": "Votes are counted by member."}


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.mark.parametrize(
    "values",
    [
        {"text": "Without its day."},
        {"given_on": dt.date(2013, 4, 2)},
        GIVEN | {"given_on": dt.date(2012, 1, 1)},
    ],
)
def test_briefings_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, Any]) -> None:
    briefing = BriefingFactory.create(plan=plan, member=kenya)
    for name, value in values.items():
        setattr(briefing, name, value)

    with pytest.raises(ValidationError):
        briefing.full_clean()


def test_who_asks_does_not_write_the_briefing(
    client: Client, plan: Plan, kenya: Member, nsb_editor: User
) -> None:
    asked = BriefingFactory.create(plan=plan, member=kenya)
    given = BriefingFactory.create(plan=plan, member=kenya, **GIVEN)
    client.force_login(nsb_editor)

    form = client.get(reverse(BRIEFINGS.address("edit"), args=[asked.code])).context["form"]

    assert not {"given_on", "text"} & set(form.fields)
    assert client.get(reverse(BRIEFINGS.address("edit"), args=[given.code])).status_code == 403


def test_a_committees_page_shows_what_is_on_record_of_it(
    client: Client, plan: Plan, kenya: Member, donor: User
) -> None:
    briefing = BriefingFactory.create(plan=plan, member=kenya)
    sponsorship = SponsorshipFactory.create(plan=plan, committee=briefing.committee, person="Grace Wanjiku")
    other = BriefingFactory.create(plan=plan)
    client.force_login(donor)

    page = client.get(briefing.committee.get_absolute_url()).text

    assert briefing.title in page
    assert sponsorship.title in page
    assert other.title not in page
    assert "Grace" not in page
    address = f"{reverse(BRIEFINGS.address('list'))}?committee={briefing.committee.reference}"
    assert client.get(address).context["page"].paginator.count == 1


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    BriefingFactory.create(plan=plan, member=kenya)
    BriefingFactory.create(plan=plan, member=kenya, **GIVEN)

    assert counts(Briefings(), plan, 2013) == {"briefings_asked": 2, "briefings_given": 1}
