"""Arrangements and resources that public sources tell of: on record with their source, and in no figure."""

import pytest
from django.core.management import call_command
from django.db import connection

from activities.outreach.measures import Entries
from activities.outreach.models import Entry
from activities.partnerships.measures import Arrangements
from activities.partnerships.models import Arrangement
from activities.resources.measures import Published
from activities.resources.models import Resource
from kernel.measures import Source
from outputs.models import Plan

pytestmark = pytest.mark.usefixtures("real_data")


@pytest.mark.parametrize(
    ("model", "command", "source"),
    [
        (Arrangement, "load_arrangements", Arrangements()),
        (Resource, "load_resources", Published()),
        (Entry, "load_entries", Entries()),
    ],
)
def test_all_of_each_and_a_second_time_none(model: type[Arrangement], command: str, source: Source) -> None:
    call_command("load_plan", yes=True, verbosity=0)
    call_command(command, yes=True, verbosity=0)
    before = list(model.objects.order_by("pk").values())

    call_command(command, yes=True, verbosity=0)

    assert list(model.objects.order_by("pk").values()) == before
    assert model.objects.filter(is_incomplete=True).exclude(source="").count() == len(before)
    assert len(before) == (34 if model is Entry else 36)
    rows = source.facts(Plan.objects.get(), range(2005, 2018))
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        assert cursor.fetchall() == []


def test_a_programme_names_all_its_members() -> None:
    call_command("load_plan", yes=True, verbosity=0)
    call_command("load_arrangements", yes=True, verbosity=0)

    programme = Arrangement.objects.get(code="AR-2015-02")

    assert programme.assisted.count() == 11
    assert Arrangement.objects.get(code="AR-2016-05").organizations.get().acronym == "SARSO"
