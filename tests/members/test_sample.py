"""Sample people exist in a demonstration only; production refuses to start with them."""

import os
import secrets
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from actionplan import celery
from kernel.startup import refuse_to_start
from members.models import Member, Role, User
from members.sample import PASSWORD, create_sample_people
from tests.factories.members import UserFactory


def test_sample_people_one_per_role(settings: Settings, kenya: Member, ghana: Member) -> None:
    settings.DEMO = True

    create_sample_people()
    create_sample_people()

    assert User.objects.filter(is_sample=True).count() == 8
    assert Role.objects.count() == 8
    assert sorted(User.objects.filter(is_staff=True).values_list("email", flat=True)) == [
        "administrator@example.org",
        "devt@example.org",
    ]
    assert User.objects.get(email="officer.ke@example.org").signs_for(kenya.pk)
    assert User.objects.get(email="editor.gh@example.org").writes_for(ghana.pk)
    assert User.objects.get(email="devco@example.org").check_password(PASSWORD)


@pytest.mark.usefixtures("kenya", "ghana")
def test_the_command_prints_a_line_per_sign_in(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    create_sample_people()

    call_command("sample_signins")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert lines[2].startswith("officer.ke@example.org ")
    assert lines[2].endswith("sample sign-in 2013    NSB authorised officer (KE)")


@pytest.mark.django_db
def test_outside_a_demonstration_there_are_none() -> None:
    with pytest.raises(ImproperlyConfigured, match="in a demonstration only"):
        create_sample_people()
    with pytest.raises(CommandError, match="in a demonstration only"):
        call_command("sample_signins")


@pytest.mark.django_db
def test_the_check_finds_sample_people_and_says_how_to_mend() -> None:
    assert [found.id for found in run_checks(databases=["default"]) if found.id == "members.E001"] == []
    UserFactory.create(is_sample=True)

    found = [found for found in run_checks(databases=["default"]) if found.id == "members.E001"]

    assert len(found) == 1
    assert "The database holds 1 sample sign-ins" in str(found[0].msg)
    assert "point DATABASE_URL to a database of its own" in str(found[0].msg)


@pytest.mark.django_db
def test_a_demonstration_may_hold_them(settings: Settings) -> None:
    UserFactory.create(is_sample=True)
    settings.DEMO = True

    refuse_to_start()
    celery.refuse_to_start()

    assert [found.id for found in run_checks(databases=["default"]) if found.id == "members.E001"] == []


@pytest.mark.django_db
def test_web_server_worker_and_beat_refuse_them() -> None:
    UserFactory.create(is_sample=True)

    with pytest.raises(ImproperlyConfigured, match="sample sign-ins"):
        refuse_to_start()
    with pytest.raises(SystemExit, match="sample sign-ins"):
        celery.refuse_to_start()


@pytest.mark.django_db(transaction=True)
def test_production_does_not_start_with_them() -> None:
    UserFactory.create(is_sample=True)
    options = connection.settings_dict
    url = f"postgresql://{options['USER']}:{options['PASSWORD']}@{options['HOST']}:{options['PORT']}/{options['NAME']}"
    production = {
        "DJANGO_SETTINGS_MODULE": "actionplan.settings.production",
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "portal.example.org",
        "BASE_URL": "https://portal.example.org",
    }
    start = [sys.executable, "-c", "import actionplan.wsgi"]

    done = subprocess.run(start, env=os.environ | production, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "The database holds 1 sample sign-ins" in done.stderr
