"""Formulas over columns: numerators, denominators and values, row by row; pure arithmetic."""

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, InvalidOperation
from typing import NamedTuple

from indicators.engine.definitions import Definition
from indicators.engine.formulas import NOTHING_TO_DIVIDE_BY, Columns, Formula
from indicators.enums import NoValue

MILLIONTH = Decimal("0.000001")
HELD = Context(prec=24, traps=[InvalidOperation])
"""What a result's columns hold: 24 digits, six of them decimals.  More raises ArithmeticError."""
ZERO, ONE = Decimal(0), Decimal(1)
Column = list[Decimal | None]


class Quotient(NamedTuple):
    """Numerator, denominator and value, or the reason why there is no value."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    no_value: str


def quotients(definition: Definition, columns: Columns, *, has_whole: bool) -> list[Quotient]:
    """The formulas over columns; with a whole, the first row is that of which the others are parts."""
    above = term(definition, definition.numerator, columns, has_whole=has_whole)
    below = term(definition, definition.denominator, columns, has_whole=has_whole)
    return divided(definition, columns, above, below)


def divided(definition: Definition, columns: Columns, above: Column, below: Column) -> list[Quotient]:
    """Row by row, each term and the value rounded to a millionth."""
    plain = plain_quotients(definition, above, below)
    return [
        quotient or odd_quotient(definition, columns, row, (above[row], below[row]))
        for row, quotient in enumerate(plain)
    ]


def plain_quotients(definition: Definition, above: Column, below: Column) -> Iterator[Quotient | None]:
    """What nearly every row comes to; none where it has no value, or one that no column holds."""
    scale, has_divisor = definition.version.scale, definition.has_divisor
    for one, other in zip(above, below, strict=True):
        if one is None or not other or one is NOTHING_TO_DIVIDE_BY or other is NOTHING_TO_DIVIDE_BY:
            yield None
            continue
        try:
            yield Quotient(
                one.quantize(MILLIONTH, None, HELD),
                other.quantize(MILLIONTH, None, HELD) if has_divisor else None,
                (scale * one / other).quantize(MILLIONTH, None, HELD),
                "",
            )
        except ArithmeticError:
            yield None


def odd_quotient(
    definition: Definition, columns: Columns, row: int, terms: tuple[Decimal | None, Decimal | None]
) -> Quotient:
    above, below = terms
    if above is NOTHING_TO_DIVIDE_BY or below is NOTHING_TO_DIVIDE_BY:
        return Quotient(None, None, None, NoValue.ZERO_DENOMINATOR)
    try:
        numerator = rounded(above)
        denominator = rounded(below) if definition.has_divisor else None
        if above is None or below is None:
            return Quotient(numerator, denominator, None, why_missing(columns, row))
        if not below:
            return Quotient(numerator, denominator, None, NoValue.ZERO_DENOMINATOR)
    except ArithmeticError:
        pass
    return Quotient(None, None, None, NoValue.OUT_OF_RANGE)


def term(definition: Definition, formula: Formula | None, columns: Columns, *, has_whole: bool) -> Column:
    """A formula in each row, where measures that nobody gave may add nothing to a sum; without one, 1."""
    rows = rows_in(columns)
    if formula is None:
        return [ONE] * rows
    if len(formula.references) == 1 or not is_sum(definition, formula):
        return formula.computed(columns, rows)
    own = [columns[reference] for reference in formula.references]
    some = [any(value is not None for value in row) for row in zip(*own, strict=True)]
    filled = {
        reference: with_nothing(
            columns[reference],
            some,
            always=formula.only_adds and reference in definition.reported,
            in_parts=has_whole and columns[reference][0] is not None,
        )
        for reference in formula.references
    }
    return formula.computed(filled, rows)


def rows_in(columns: Columns) -> int:
    """How many rows there are; a formula of numbers alone has one."""
    return len(next(iter(columns.values()), [None]))


def with_nothing(column: Column, some: Sequence[bool], *, always: bool, in_parts: bool) -> Column:
    """The column of a sum's measure, with 0 where the sum is told without it.

    Of reported ones it is then at least so much (`always`).  A part goes without it where others gave
    it, since their sum goes without as well (`in_parts`): so the parts make the whole.
    """
    if not always and not in_parts:
        return column
    return [
        ZERO if value is None and some[row] and (always or row > 0) else value
        for row, value in enumerate(column)
    ]


def is_sum(definition: Definition, formula: Formula) -> bool:
    return formula.is_additive and all(definition.is_summed(reference) for reference in formula.references)


def why_missing(columns: Columns, row: int) -> NoValue:
    """Only the fixed years are missing: there is no baseline; else there are no data."""
    missing = [reference for reference, column in columns.items() if column[row] is None]
    is_baseline = missing and all(reference.year for reference in missing)
    return NoValue.NO_BASELINE if is_baseline else NoValue.NO_DATA


def rounded(value: Decimal | None) -> Decimal | None:
    """To a millionth; what is too large for a column, or no number, raises ArithmeticError."""
    return None if value is None else value.quantize(MILLIONTH, None, HELD)


def differ(total: Decimal | None, parts: Sequence[Decimal | None]) -> bool:
    """Whether parts do not make the total."""
    summed = sum((part for part in parts if part is not None), ZERO)
    return abs(summed - (total or ZERO)) > MILLIONTH * len(parts)
