"""Regions of the UN M49 standard, as far as members lie in them."""

from collections.abc import Iterable

from django.utils.text import slugify

from kernel.loading.problems import File
from members.enums import RegionLevel
from members.loading.rows import MemberRow
from members.models import Region

COLUMNS = {
    RegionLevel.REGION: "un_region",
    RegionLevel.SUBREGION: "un_subregion",
    RegionLevel.INTERMEDIATE: "un_intermediate_region",
}


class Regions:
    """Every region named, once; a region that is told to lie in two others is a problem."""

    def __init__(self, file: File, rows: Iterable[MemberRow]) -> None:
        self.file = file
        self.by_name: dict[str, Region] = {}
        for row in rows:
            self.add(row)

    def add(self, row: MemberRow) -> None:
        parent: Region | None = None
        for level, column in COLUMNS.items():
            if name := getattr(row, column):
                parent = self.region(name, level, parent, row.line, column)

    def region(self, name: str, level: RegionLevel, parent: Region | None, line: int, column: str) -> Region:
        new = Region(name=name, slug=slugify(name), level=level, parent=parent)
        known = self.by_name.setdefault(name, new)
        if (known.level, known.parent) != (level, parent):
            place = known.parent.name if known.parent else "the world"
            wrong = f"“{name}” is a {known.get_level_display()} of {place} in an earlier row."
            self.file.refuse(line, column, wrong, "Name one place for it.")
        return known

    def of_level(self, level: RegionLevel) -> list[Region]:
        return [region for region in self.by_name.values() if region.level == level]

    def get(self, name: str) -> Region | None:
        return self.by_name.get(name)
