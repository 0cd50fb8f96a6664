"""What people type, or a file holds, read as numbers, days, yes or no.

The readers know neither forms nor files.  An empty text is None; what cannot be read raises
`NotReadableError`, whose message says what is wrong and how to mend it.
"""

from kernel.typed.answers import read_yes_no
from kernel.typed.dates import read_date
from kernel.typed.errors import NotReadableError
from kernel.typed.numbers import read_number

__all__ = ["NotReadableError", "read_date", "read_number", "read_yes_no"]
