"""A portal that runs is migrated forward with its data.

`demonstration.sql.xz` is the demonstration as it was when the migrations of then were written for the last
time: none of them is edited any more, and each that follows has it to prove itself on.
"""

import lzma
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from psycopg2 import sql

from actionplan.embedded.postgres import binary
from tests.databases import connected

DUMP = Path(__file__).with_name("demonstration.sql.xz")
LARGEST = 2 * 1024 * 1024
TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'django_migrations'
"""
FIGURES = """
    SELECT version_id, year, split, "group", value, exact_value, no_value
    FROM indicators_result ORDER BY version_id, year, split, "group"
"""
READ_EVERYTHING = """
from django.apps import apps
for model in apps.get_models():
    if model._meta.managed and not model._meta.proxy:
        list(model._base_manager.all()[:100])
"""
GROW = {"auth_permission", "django_content_type"}
"""What migrating itself adds to."""


def on_server(statement: str, database: str) -> None:
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(database)))


def query(url: str, text: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def counts(url: str) -> dict[str, object]:
    """Rows of each table."""
    tables = [str(name) for (name,) in query(url, TABLES)]
    return {name: query(url, f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}  # noqa: S608


def manage(url: str, *words: str) -> str:
    """A command of the portal on that database."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "actionplan.settings.demo"}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def restored() -> Iterator[str]:
    """The dump in a database of its own."""
    name = f"forward_{os.getpid()}"
    on_server("CREATE DATABASE {}", name)
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    try:
        command = [
            binary("psql"),
            "--quiet",
            "--no-psqlrc",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            url,
        ]
        subprocess.run(command, input=lzma.decompress(DUMP.read_bytes()), check=True)
        yield url
    finally:
        on_server("DROP DATABASE {} WITH (FORCE)", name)


def test_the_demonstration_is_migrated_with_its_data(restored: str) -> None:
    before = counts(restored)
    assert min(before[name] for name in ("reporting_answer", "indicators_result", "events_event")) > 100

    manage(restored, "migrate", "--verbosity", "0")

    after = counts(restored)
    assert {name: after.get(name) for name in before.keys() - GROW} == {
        name: count for name, count in before.items() if name not in GROW
    }
    assert manage(restored, "migrate", "--check") == ""
    manage(restored, "shell", "--no-imports", "--command", READ_EVERYTHING)


def test_the_figures_come_to_the_same(restored: str) -> None:
    """Computed anew from what was restored, each as it was kept."""
    before = query(restored, FIGURES)

    manage(restored, "migrate", "--verbosity", "0")
    manage(restored, "compute_indicators", "--all")

    assert len(before) > 1_000
    assert query(restored, FIGURES) == before


def test_the_dump_is_small() -> None:
    assert DUMP.stat().st_size < LARGEST
