"""An empty database is migrated in less than a minute."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel
from pgtrigger.migrations import AddTrigger as BuildingAnew

from kernel.migrating import AddTrigger

OURS = sorted(
    key
    for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    if apps.get_app_config(key[0]).path.startswith(str(settings.BASE_DIR))
    and ".venv" not in apps.get_app_config(key[0]).path
)


@pytest.fixture(params=OURS, ids="-".join)
def operations(request: pytest.FixtureRequest) -> list[Operation]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    migration: Migration = loader.disk_migrations[request.param]
    return migration.operations


def test_triggers_are_added_without_building_models_anew(operations: list[Operation]) -> None:
    """Write `kernel.migrating.AddTrigger` in the place of pgtrigger's own."""
    triggers = [operation for operation in operations if isinstance(operation, BuildingAnew)]
    assert [found for found in triggers if not isinstance(found, AddTrigger)] == []


def test_models_are_made_with_their_constraints(operations: list[Operation]) -> None:
    """Write the constraints of a new model into its options, unless one names a field that follows later."""
    made = {one.name_lower: dict(one.fields) for one in operations if isinstance(one, CreateModel)}
    later = {one.model_name_lower for one in operations if type(one).__name__ == "AddField"}
    apart = [
        operation
        for operation in operations
        if isinstance(operation, AddConstraint | AddIndex)
        and operation.model_name_lower in made.keys() - later
    ]
    assert apart == []
