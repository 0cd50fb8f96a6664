"""Evidence as it is reviewed, and as it is downloaded."""

from dataclasses import dataclass
from typing import Any

from activities.reporting.models import Evidence, Report, Version
from activities.reporting.models.places import at
from activities.reporting.selectors.answer_text import ReadFile, read_files

FIRST_ROUND = 1


@dataclass(frozen=True)
class ReviewedFile:
    """`added` is the row of the section, or None where the member has removed it since."""

    file: ReadFile
    added: Evidence | None
    round_number: int

    @property
    def is_later(self) -> bool:
        """Whether it came in answer to a return."""
        return self.round_number > FIRST_ROUND


def reviewed_files(
    report: Report, version: Version | None, key: str, files: list[dict[str, Any]]
) -> list[ReviewedFile]:
    """The files that the section of `version` names; without a version, those that stand there now."""
    if not files:
        return []
    added = Evidence.objects.filter(at(key, "section__"), section__report=report)
    rows = {row.sha256: row for row in added.select_related("section", "added_by")}
    returned = list(report.returns.values_list("returned_at", flat=True))
    read = read_files(version, files) if version else [_as_it_stands(row) for row in rows.values()]
    return [
        ReviewedFile(
            file=file,
            added=(row := rows.get(file.sha256)),
            round_number=FIRST_ROUND + sum(moment < row.added_at for moment in returned) if row else 0,
        )
        for file in read
    ]


def name_in_version(version: Version, sha256: str) -> str | None:
    """Under which name a signed version holds the file."""
    files = (file for section in version.content["sections"] for file in section.get("evidence", []))
    return next((file["name"] for file in files if file["sha256"] == sha256), None)


def _as_it_stands(row: Evidence) -> ReadFile:
    return ReadFile(row.name, row.size, row.sha256, row.get_absolute_url())
