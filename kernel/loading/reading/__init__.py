"""Tables as they come: bytes, pasted text or a file become a `Sheet`, whose cells have addresses.

What a file is is told by its content (`kinds`), its text by its bytes (`decoding`), its separator by
its first rows (`separated`), its cells by the workbook (`workbooks`).  What was found is kept in `Assumed`,
and whoever calls may say it instead in `Options`.  Cells that cannot be read are problems of the sheet;
a file that cannot be read at all is an `UnreadableFileError`.
"""

from kernel.loading.reading.errors import UnreadableFileError
from kernel.loading.reading.options import Options
from kernel.loading.reading.reader import read_sheet
from kernel.loading.reading.sheets import Assumed, CellProblem, Sheet, SheetRow
from kernel.loading.reading.sources import Source

__all__ = [
    "Assumed",
    "CellProblem",
    "Options",
    "Sheet",
    "SheetRow",
    "Source",
    "UnreadableFileError",
    "read_sheet",
]
