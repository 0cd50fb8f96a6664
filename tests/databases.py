"""One database is migrated, and every process of a run takes a copy of it, which costs a second.

It is migrated anew when a migration, a setting or a package has changed: `python -m tests.databases`, which
waits for whoever is at it already.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import extensions, sql

ROOT = Path(__file__).resolve().parents[1]
MADE_OF = ("actionplan/settings/*.py", "*/migrations/*.py", "*/*/migrations/*.py", "requirements/*.txt")
MIGRATED = "migrated"
SAID_OF = """
    SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
"""
LOCK = 1


@contextmanager
def connected() -> Iterator[extensions.connection]:
    """To the database that tests leave alone."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        yield connection


def sources() -> list[Path]:
    """All that a migrated database follows from."""
    return sorted({file for pattern in MADE_OF for file in ROOT.glob(pattern)})


def digest() -> str:
    contents = b"".join(str(file.relative_to(ROOT)).encode() + file.read_bytes() for file in sources())
    return hashlib.sha256(contents).hexdigest()


def is_migrated() -> bool:
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(SAID_OF, [MIGRATED])
        return cursor.fetchone() == (digest(),)


def start_migrating() -> "subprocess.Popen[bytes]":
    """In a process of its own, whose work nobody measures."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.Popen([sys.executable, "-m", "tests.databases"], cwd=ROOT, env=environment)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """The run is over, or was over before anybody asked for a copy."""
    process.kill()
    process.wait()


def wait_until_migrated() -> None:
    if not is_migrated():
        assert start_migrating().wait() == 0


def take_copy(name: str) -> None:
    """Of this name, in the place of what an earlier run has left."""
    wait_until_migrated()
    words = {"name": sql.Identifier(name), "migrated": sql.Identifier(MIGRATED)}
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**words))
        cursor.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {migrated}").format(**words))


def migrate() -> None:
    """Django's own way to a test's database, under another name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "actionplan.settings.test"
    import django  # noqa: PLC0415 - who only waits needs none of it
    from django.db import connection  # noqa: PLC0415

    django.setup()
    connection.settings_dict["TEST"]["NAME"] = MIGRATED
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()


def main() -> None:
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not is_migrated():
            cursor.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(MIGRATED))
            )
            migrate()
            comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
            cursor.execute(comment.format(sql.Identifier(MIGRATED), sql.Literal(digest())))


if __name__ == "__main__":
    main()
