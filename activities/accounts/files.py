"""Files of accounts: rows of one file, too, tell of each activity and year once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from kernel.registers.files import RecordImport
from kernel.registers.records import Record


class AccountImport(RecordImport):
    def __init__(self, register: Any, by: Any) -> None:
        super().__init__(register, by)
        self.told: set[tuple[int, int]] = set()

    def link_problems(
        self, instance: Record, existing: Record | None, several: Mapping[str, Sequence[Any]]
    ) -> Iterator[tuple[str, str]]:
        yield from super().link_problems(instance, existing, several)
        of_file: Any = instance
        keys = {(activity.pk, of_file.year_told) for activity in several.get("activities", ())}
        if keys & self.told:
            yield NON_FIELD_ERRORS, _("Another row is of this activity and year.")
        self.told |= keys
