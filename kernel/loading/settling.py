"""How the numbers and days of a file are written: found in its columns, or said; one problem for a column."""

from collections.abc import Callable, Sequence
from functools import partial, reduce
from itertools import islice
from operator import or_
from typing import cast

from django.utils.translation import gettext as _

from kernel.loading.problems import File
from kernel.loading.reading import Sheet
from kernel.loading.reading.numerals import (
    Evidence,
    evidence_of_order,
    evidence_of_sign,
    plain_date,
    plain_number,
)
from kernel.loading.reading.reader import SHOWN
from kernel.typed.dates import DateOrder
from kernel.typed.numbers import DecimalSign


def settle_numbers(file: File, places: Sequence[int]) -> None:
    """Write the numbers of these columns with a decimal point, whichever sign the file has."""
    sheet, said = _sheet(file), file.source().options.decimal_sign
    found = {place: evidence_of_sign(sheet.texts_at(place)) for place in places}
    whole = reduce(or_, found.values(), Evidence())
    if said or whole.first or whole.second:
        sheet.assumed.decimal_sign = said or ("," if whole.second and not whole.first else ".")
    for place, own in found.items():
        sign = said or _own_sign(own, whole)
        if (own.is_mixed and not said) or (own.unclear and not sign):
            refuse_column(file, place, own, _("Say at the top which sign marks the decimals."))
        else:
            _write(sheet, place, "decimal_sign", partial(plain_number, sign=sign or "."))


def _own_sign(own: Evidence, whole: Evidence) -> DecimalSign:
    """That of the column, or else of the others; none where no cell tells."""
    for evidence in (own, whole):
        if bool(evidence.first) != bool(evidence.second):
            return "." if evidence.first else ","
    return ""


def settle_dates(file: File, places: Sequence[int]) -> None:
    """Write the days of these columns with the year first, whichever order the file has."""
    sheet, said = _sheet(file), file.source().options.date_order
    found = {place: evidence_of_order(sheet.texts_at(place)) for place in places}
    whole = reduce(or_, found.values(), Evidence())
    order = said or _order(whole)
    sheet.assumed.date_order = order
    for place, own in found.items():
        if (own.unclear or own.is_mixed) and not order:
            refuse_column(file, place, own, _("Say at the top whether the day or the month stands first."))
        else:
            _write(sheet, place, "date_order", partial(plain_date, order=order))


def _order(evidence: Evidence) -> DateOrder:
    if bool(evidence.first) == bool(evidence.second):
        return ""
    return "day" if evidence.first else "month"


def refuse_column(file: File, place: int, evidence: Evidence, mend: str) -> None:
    """One problem, however many cells of the column are so."""
    sheet = _sheet(file)
    if evidence.is_mixed:
        words = _("The column is written in two ways: “%(one)s” and “%(other)s”.")
        wrong = words % {"one": evidence.first, "other": evidence.second}
    else:
        wrong = _("“%(text)s” can be read in two ways, and no other cell tells which.") % {
            "text": evidence.unclear
        }
    file.refuse(sheet.heading_row, sheet.headings[place], wrong, mend)


def _write(sheet: Sheet, place: int, assumption: str, convert: Callable[[str], str]) -> None:
    read = {text: convert(text) for text in sheet.texts_at(place)}
    odd = {text: plain for text, plain in read.items() if text != plain}
    shown = sheet.assumed.examples.setdefault(assumption, [])
    shown += [f"{text} → {plain}" for text, plain in islice(odd.items(), SHOWN - len(shown))]
    sheet.change(place, odd)


def _sheet(file: File) -> Sheet:
    return cast("Sheet", file.sheet)
