"""What the tests' database is made of is known, or it would stay when that has changed."""

import inspect
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from tests.databases import ROOT, sources


def test_every_migration_of_ours_is_looked_at() -> None:
    migrations = MigrationLoader(None).disk_migrations.values()
    files = {Path(inspect.getfile(type(migration))) for migration in migrations}
    ours = {file for file in files if file.is_relative_to(ROOT) and ".venv" not in file.parts}

    assert len(ours) > 8
    assert ours <= set(sources())


def test_settings_and_packages_are_looked_at() -> None:
    names = {file.name for file in sources()}

    assert {"base.py", "test.py", "base.txt", "development.txt"} <= names
