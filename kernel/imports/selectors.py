"""What pages show of imports."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import Importer, importer_of, importers
from kernel.models import Import, ImportFile


def imports_visible_to(user: Any) -> QuerySet[Import]:
    """Those of importers whose imports this person may see, and their own of those that they may use."""
    shown = Q(pk__in=())
    for importer in importers():
        if user.has_perm(importer.sees_all or importer.permission):
            shown |= Q(importer=importer.key)
        elif user.has_perm(importer.permission):
            shown |= Q(importer=importer.key, by=user)
    return Import.objects.filter(shown)


def may_use(of: Import, user: Any) -> bool:
    importer = importer_of(of.importer)
    return importer is not None and user.has_perm(importer.permission)


@dataclass(frozen=True)
class Share:
    """A part of the bar: where it begins and how wide it is, of 1,000."""

    name: str
    label: str
    number: int
    start: float
    width: float


SHARES = {
    "added": _("added"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "problem": _("with a problem"),
}


def shares(statement: dict[str, Any]) -> list[Share]:
    """Rows added, changed, unchanged and with a problem, as parts of one bar."""
    counts = statement.get("counts", [])
    numbers = {name: sum(count[name] for count in counts) for name in ("added", "changed", "unchanged")} | {
        "problem": len(statement.get("rows_with_problems", []))
    }
    whole = sum(numbers.values())
    found, start = [], 0.0
    for name, number in numbers.items():
        width = 1000 * number / whole if whole else 0
        found.append(Share(name, str(SHARES[name]), number, start, width))
        start += width
    return found


@dataclass(frozen=True)
class ReadFile:
    """A file of an import, with what was assumed of it, its problems, and rows about who may be on record."""

    file: ImportFile
    assumed: dict[str, Any]
    problems: list[dict[str, Any]]
    matches: list[dict[str, Any]]

    @property
    def rows_to_leave_out(self) -> list[int]:
        return sorted({problem["row"] for problem in self.problems if problem.get("is_in_row")})

    @property
    def has_cells(self) -> bool:
        """Whether something can be taken instead of what stands there."""
        return any(problem["cell"] for problem in self.problems)

    @property
    def can_be_mended_here(self) -> bool:
        return self.has_cells or bool(self.rows_to_leave_out)


def files_of(of: Import) -> Iterator[ReadFile]:
    assumed = {file["name"]: file for file in of.statement.get("files", [])}
    for file in of.files.defer("content"):
        problems, matches = (
            [one for one in of.statement.get(name, []) if one["file"] == file.name]
            for name in ("problems", "matches")
        )
        yield ReadFile(file, assumed.get(file.name, {}), problems, matches)


def problems_without_file(of: Import) -> list[dict[str, Any]]:
    """Those of the import as a whole, such as a plan that is not said."""
    names = {file.name for file in of.files.defer("content")}
    return [problem for problem in of.statement.get("problems", []) if problem["file"] not in names]


def changes_by_record(of: Import) -> list[tuple[str, list[dict[str, Any]]]]:
    changes = of.statement.get("changes", [])
    return [(record, list(found)) for record, found in groupby(changes, key=lambda change: change["record"])]


def title_of(of: Import) -> Any:
    importer: Importer | None = importer_of(of.importer)
    return importer.title if importer else of.importer
