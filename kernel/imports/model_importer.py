"""An importer of one table whose rows become records of a model."""

from collections.abc import Callable, Sequence
from typing import Any

from kernel.access import Permission
from kernel.imports.importers import Importer, Request, Slot
from kernel.imports.templates import allowed_of
from kernel.loading.changes import Summary, Table
from kernel.loading.load import one_load
from kernel.loading.model_import import ModelImport

ROWS = "rows"
"""The one slot."""

Make = Callable[[Request], ModelImport[Any]]
Years = Callable[[Table[Any]], Sequence[int] | None]


def every_year(_table: Table[Any]) -> None:
    """None stands for all of them."""


def model_importer(
    key: str, title: Any, permission: Permission, make: Make, *, years: Years = every_year, **more: Any
) -> Importer:
    """`make` gives the import for a request, so that it knows who asks; `years` says which became stale."""

    def run(request: Request, dry_run: bool) -> Summary:  # noqa: FBT001 - called by one place
        with one_load(key, dry_run=dry_run) as load:
            importing = make(request)
            wanted = importing.read(load.file(request.sources[ROWS]))
            table = importing.write(wanted, load.summary)
            stale = years(table)
            load.years = None if stale is None else list(stale)
        return load.summary

    def columns() -> Any:
        importing = make(Request({}))
        return allowed_of(importing.columns, importing.key)

    return Importer(key, title, permission, (Slot(ROWS, title, columns),), run, **more)
