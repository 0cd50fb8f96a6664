"""The events of 2009 to 2016 that public sources tell of: on record, and in no figure."""

import pytest
from django.core.management import call_command
from django.db import connection

from activities.events.enums import EventState, Qualifier
from activities.events.measures import Events
from activities.events.models import Event
from outputs.models import Plan

pytestmark = pytest.mark.usefixtures("real_data")


@pytest.fixture
def events() -> None:
    call_command("load_plan", yes=True, verbosity=0)
    call_command("load_events", yes=True, verbosity=0)


def test_64_events_each_with_its_source(events: None) -> None:
    assert Event.objects.filter(is_incomplete=True).exclude(source="").count() == 64
    assert Event.objects.filter(starts_on="").count() == 6
    assert Event.objects.exclude(activities=None).count() == 64
    assert Event.objects.get(code="EV-2009-01").host.iso2 == "FR"


def test_those_announced_alone_are_not_said_to_be_held(events: None) -> None:
    planned = Event.objects.filter(state=EventState.PLANNED).exclude(starts_on="")

    assert set(planned.values_list("qualifier", flat=True)) == {Qualifier.EXPECTED}
    assert Event.objects.filter(state=EventState.HELD).count() == 64 - 6 - planned.count()


def test_none_feeds_a_figure(events: None) -> None:
    rows = Events().facts(Plan.objects.get(), range(2009, 2017))
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        assert cursor.fetchall() == []


def test_loading_them_again_changes_nothing(events: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = list(Event.objects.order_by("pk").values())
    call_command("load_events", yes=True, verbosity=0)

    assert list(Event.objects.order_by("pk").values()) == before
