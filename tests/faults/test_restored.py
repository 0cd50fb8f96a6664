"""A restored dump does not mail again what waited when it was taken, unless somebody says so."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from psycopg2 import sql

from kernel import outbox, restored
from kernel.models import Email, Place
from tests.faults.portal import dump, restore
from tests.processes import address_of_database

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]

IN_THE_COPY = """
from django.core.management import call_command
from django.utils import timezone
from kernel import outbox
from kernel.models import Email
numbers = sorted(Email.objects.values_list("pk", flat=True))
print([outbox.deliver(number, now=timezone.now()) for number in numbers])
new = Email.objects.create(to="c@example.org", subject="New", text="New", html="New")
print(outbox.deliver(new.pk, now=timezone.now()))
call_command("held_emails")
call_command("held_emails", "--send")
print([outbox.deliver(number, now=timezone.now()) for number in numbers])
"""


@pytest.fixture
def waiting(transactional_db: None) -> list[Email]:
    """Two e-mails of a database that knows its place."""
    restored.hold_what_was_restored(timezone.now())
    return [
        Email.objects.create(to=to, subject="Subject", text="Text", html="Text", keeps_text=keeps)
        for to, keeps in (("a@example.org", True), ("b@example.org", False))
    ]


@pytest.fixture
def copy(waiting: list[Email], tmp_path: Path) -> Iterator[str]:
    """The address of another database, restored from a dump of this one."""
    dump(tmp_path / "dump")
    name = f"{address_of_database().rpartition('/')[2]}_copy"
    server = psycopg2.connect(address_of_database())
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = f"{address_of_database().rpartition('/')[0]}/{name}"
        restore(tmp_path / "dump", url)
        yield url
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    server.close()


def test_a_restored_dump_asks_before_it_mails(copy: str, waiting: list[Email]) -> None:
    environment = os.environ | {"DATABASE_URL": copy, "DJANGO_SETTINGS_MODULE": "actionplan.settings.test"}

    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", IN_THE_COPY],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.splitlines() == [
        "[False, False]",
        "True",
        "2 e-mails are held.",
        "Send them with --send, or give them up with --discard.",
        "2 e-mails will be sent.",
        "[True, True]",
    ]
    assert [outbox.deliver(email.pk, now=timezone.now()) for email in waiting] == [True, True]
    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org"]


def held_emails(*options: str) -> str:
    out = StringIO()
    call_command("held_emails", *options, stdout=out)
    return out.getvalue()


def test_what_is_held_is_discarded_when_asked(waiting: list[Email]) -> None:
    Place.objects.update(name="elsewhere")
    assert held_emails().splitlines()[0] == "2 e-mails are held."

    assert held_emails("--discard") == "2 e-mails were discarded.\n"

    assert held_emails() == "0 e-mails are held.\n"
    assert outbox.due_emails(timezone.now()) == []
    assert list(Email.objects.order_by("to").values_list("text", "attempts")) == [("Text", 8), ("", 8)]


def test_after_a_snapshot_all_that_waits_is_held_when_asked(waiting: list[Email]) -> None:
    assert held_emails("--hold").splitlines()[0] == "2 e-mails are held."

    assert outbox.deliver(waiting[0].pk, now=timezone.now()) is False
