"""An overdue report says so before anything else, on every page that marks its state."""

import datetime as dt
import re

import pytest
from django.test import Client

from activities.reporting.models import Report, Round
from members.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]
MARK = re.compile(r'<span class="status ([\w-]*)"[^>]*>(.*?)</span>')


@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("nsb_editor", "/reports/"),
        ("nsb_editor", "/reports/{pk}/"),
        ("devt_officer", "/reports/{pk}/review/"),
        ("devt_officer", "/plans/APDC-2011-2015/rounds/2013/"),
        ("devt_officer", "/"),
    ],
)
def test_overdue_draft_is_marked_as_overdue_in_words(
    client: Client, report: Report, person: str, path: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    Round.objects.update(due_on=dt.date(2014, 3, 1))
    client.force_login(user)

    page = " ".join(client.get(path.format(pk=report.pk)).content.decode().split())

    words = [word for look, word in MARK.findall(page) if look == "off-track"]
    assert words
    assert [word for word in words if "overdue" not in word.casefold()] == ["nobody"] * (path == "/")


def test_draft_in_time_is_a_draft(client: Client, report: Report, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    page = " ".join(client.get("/reports/").content.decode().split())

    assert ("going", "Draft") in MARK.findall(page)
