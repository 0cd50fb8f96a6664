"""Where a table comes from."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from django.utils.translation import gettext as _

from kernel.loading.reading.errors import UnreadableFileError
from kernel.loading.reading.options import Options

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE


@dataclass(frozen=True)
class Source:
    """The bytes of a file, its name for people, and what somebody said of it."""

    name: str
    content: bytes
    options: Options = field(default_factory=Options)
    is_pasted: bool = False

    @classmethod
    def of_path(cls, path: Path, options: Options | None = None) -> Self:
        """Raises UnreadableFileError where there is no such file."""
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            wrong = _("The file cannot be read (%(why)s).") % {"why": error.strerror}
            raise UnreadableFileError(wrong, _("Expected it at %(path)s.") % {"path": path}, row=1) from error
        return cls(path.name, content, options or Options())

    @classmethod
    def pasted(cls, text: str, options: Options | None = None) -> Self:
        """Cells copied from a spreadsheet: a tab between them, a line for each row."""
        return cls(_("pasted cells"), text.encode(), options or Options(), is_pasted=True)

    @property
    def is_too_large(self) -> bool:
        return len(self.content) > LARGEST


Origin = Path | Source
