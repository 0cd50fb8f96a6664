"""The one way from bytes to a sheet."""

from itertools import chain, islice

from django.utils.translation import gettext as _

from kernel.loading.reading.decoding import decoded
from kernel.loading.reading.errors import UnreadableFileError
from kernel.loading.reading.grids import Grid, sheet_of
from kernel.loading.reading.kinds import is_workbook
from kernel.loading.reading.separated import grid_of, separator_of
from kernel.loading.reading.sheets import Assumed, Sheet
from kernel.loading.reading.sources import LARGEST, MEGABYTE, Source
from kernel.loading.reading.workbooks import read_workbook

SHOWN = 3
"""Texts that are shown of each assumption."""


def read_sheet(source: Source) -> Sheet:
    """Raises UnreadableFileError, in one sentence, for a file of which nothing can be read."""
    if source.is_too_large:
        words = _("The file is larger than %(most)s MB.") % {"most": LARGEST // MEGABYTE}
        raise UnreadableFileError(words, _("Take it in parts."))
    if is_workbook(source.content):
        grid, assumed = read_workbook(source.content, source.options.sheet)
    else:
        grid, assumed = _read_text(source)
    sheet = sheet_of(source.name, grid, assumed, source.options)
    assumed.examples |= examples(sheet)
    return sheet


def read_text(source: Source) -> str:
    """The text of a document that is no table."""
    return decoded(source.content, source.options.encoding)[0]


def _read_text(source: Source) -> tuple[Grid, Assumed]:
    text, encoding = decoded(source.content, source.options.encoding)
    separator = source.options.separator or separator_of(text)
    kind = "pasted" if source.is_pasted else "text"
    grid = grid_of(text, separator, is_pasted=source.is_pasted)
    return grid, Assumed(kind, encoding=encoding, separator=separator)


def examples(sheet: Sheet) -> dict[str, list[str]]:
    """Texts by which a reader sees whether the encoding and the separator are right."""
    texts = chain(sheet.headings, chain.from_iterable(row.texts for row in sheet.rows))
    accented = dict.fromkeys(text for text in texts if not text.isascii())
    first = (text for row in sheet.rows[:1] for text in row.texts if text)
    return {"encoding": list(islice(accented, SHOWN)), "separator": list(islice(first, SHOWN))}
