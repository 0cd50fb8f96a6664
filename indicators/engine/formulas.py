"""The formula language: names of measures, numbers, + - * / and parentheses.

A name may carry two suffixes: `NAME__members` is the number of members that gave a
value, `NAME__in_2010` the value in the year 2010.  Python's parser reads the
expression; what it may hold is checked, and becomes functions over columns of values.
"""

import ast
import difflib
import math
import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from kernel.fields import shortened

NAME = re.compile(r"(?P<measure>[a-z0-9_]+?)(?P<members>__members)?(?:__in_(?P<year>\d{4}))?")
WORD = re.compile(r"[A-Za-z_]\w*")
FIXED_YEAR = re.compile(r"__in_(\d{4})\b")
DEEPEST = 40
SMALLEST, LARGEST = 1e-9, 10**15
"""Bounds of the numbers in a formula, without their sign."""

NOTHING_TO_DIVIDE_BY = Decimal("NaN")
"""Stands where something was divided by 0; asked for by identity."""


class FormulaError(ValueError):
    """An expression that cannot be computed; says where and, if it can, what was meant."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position
        """The place in the expression, counted from 1."""


class Reference(NamedTuple):
    """A measure as a formula names it: its value, or who gave one; this year's, or a fixed year's."""

    measure: str
    members: bool = False
    year: int | None = None

    @classmethod
    def read(cls, name: str) -> "Reference | None":
        found = NAME.fullmatch(name)
        if found is None:
            return None
        year = found["year"]
        return cls(found["measure"], bool(found["members"]), int(year) if year else None)

    def __str__(self) -> str:
        return f"{self.measure}{'__members' * self.members}{f'__in_{self.year}' if self.year else ''}"


Columns = Mapping[Reference, list[Decimal | None]]
"""What each measure comes to, row by row."""
Compiled = Callable[[Columns, int], list[Decimal | None]]


@dataclass(frozen=True)
class Formula:
    """A checked expression; `parse` makes it."""

    text: str
    tree: ast.expr

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every measure that it names, once, in alphabetical order."""
        return tuple(sorted({reference_of(node) for node in names_in(self.tree)}, key=str))

    @cached_property
    def is_additive(self) -> bool:
        """Whether the parts of a whole, each put into it, sum to the whole put into it."""
        return is_linear(self.tree)

    @cached_property
    def only_adds(self) -> bool:
        """Whether it is a sum to which each measure adds, so that what is missing would make it more."""
        return self.is_additive and not any(
            isinstance(node, ast.Sub | ast.USub) for node in ast.walk(self.tree)
        )

    @property
    def is_single(self) -> bool:
        """Whether it is one measure and nothing else."""
        return isinstance(self.tree, ast.Name)

    def evaluate(self, values: Mapping[Reference, Decimal | None]) -> Decimal | None:
        """Its value in one row, or None where a measure has none; a divisor of 0 raises ZeroDivisionError."""
        columns = {reference: [values.get(reference)] for reference in self.references}
        [value] = self.computed(columns, 1)
        if value is NOTHING_TO_DIVIDE_BY:
            raise ZeroDivisionError
        return value

    @cached_property
    def computed(self) -> Compiled:
        """Its value in each row of columns: None where a measure has none, `NOTHING_TO_DIVIDE_BY` after a 0.

        Results that no decimal holds raise ArithmeticError.
        """
        return compiled(self.tree)


def parse(text: str, known: Collection[str]) -> Formula:
    """Check `text` against the measures `known`; a FormulaError points at the first thing wrong."""
    stripped = " ".join(text.splitlines()).strip()
    offset = len(text) - len(text.lstrip()) + 1
    if not stripped:
        raise FormulaError(_("The expression is empty."), 1)
    try:
        tree = ast.parse(stripped, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        place = (getattr(error, "offset", None) or len(stripped) + 1) + offset - 1
        message = _("The expression cannot be read from position %(position)s on.") % {"position": place}
        raise FormulaError(message, place) from error
    Check(stripped, offset, frozenset(known)).expression(tree, depth=0)
    return Formula(stripped, tree)


@dataclass(frozen=True)
class Check:
    """Walks an expression in reading order and refuses the first thing that is not allowed."""

    text: str
    offset: int
    known: frozenset[str]

    def expression(self, node: ast.expr, depth: int) -> None:
        if depth > DEEPEST:
            raise self.error(node, _("The expression is nested too deeply at position %(position)s."))
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                self.expression(left, depth + 1)
                self.expression(right, depth + 1)
            case ast.UnaryOp(op=op, operand=operand) if type(op) in UNARY:
                self.expression(operand, depth + 1)
            case ast.Name():
                self.name(node)
            case ast.Constant(value=int() | float() as value) if is_plain(value):
                self.constant(node, value)
            case _:
                sentence = _(
                    "“%(text)s” at position %(position)s is not allowed: "
                    "use measures, numbers, + - * / and parentheses."
                )
                raise self.error(node, sentence)

    def constant(self, node: ast.expr, value: float) -> None:
        if value and not SMALLEST <= abs(value) < LARGEST:
            sentence = _(
                "The number “%(text)s” at position %(position)s is too large or too small: "
                "use at most 15 digits before the point and 9 behind it."
            )
            raise self.error(node, sentence)

    def name(self, node: ast.Name) -> None:
        reference = Reference.read(node.id)
        if reference is not None and reference.measure in self.known:
            return
        near = difflib.get_close_matches(reference.measure if reference else node.id, sorted(self.known), n=1)
        if near:
            sentence = _("Unknown measure “%(text)s” at position %(position)s; did you mean %(near)s?")
            raise self.error(node, sentence, near=near[0])
        raise self.error(node, _("Unknown measure “%(text)s” at position %(position)s."))

    def error(self, node: ast.expr, sentence: str, **more: str) -> FormulaError:
        characters = len(self.text.encode()[: node.col_offset].decode())
        position = characters + self.offset
        text = ast.get_source_segment(self.text, node) or ""
        return FormulaError(sentence % ({"text": shortened(text), "position": position} | more), position)


def renamed(text: str, old: str, new: str) -> str:
    """The expression with one measure under another name, suffixes kept."""

    def replaced(word: re.Match[str]) -> str:
        reference = Reference.read(word[0])
        if reference is None or reference.measure != old:
            return word[0]
        return str(reference._replace(measure=new))

    return WORD.sub(replaced, text)


def names_in(tree: ast.expr) -> Iterator[ast.Name]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Name))


def reference_of(node: ast.Name) -> Reference:
    reference = Reference.read(node.id)
    if reference is None:
        raise FormulaError(_("Unknown measure “%(text)s”.") % {"text": node.id}, node.col_offset + 1)
    return reference


def is_linear(node: ast.expr) -> bool:
    """Whether it is a sum of measures, each times or divided by numbers only."""
    match node:
        case ast.Name():
            return True
        case ast.UnaryOp(operand=operand):
            return is_linear(operand)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return is_linear(left) and is_linear(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return (is_linear(left) and is_number(right)) or (is_number(left) and is_linear(right))
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return is_linear(left) and is_number(right)
    return False


def is_plain(value: float) -> bool:
    """Whether it is a number as people write it; Python counts True as one, and 1e999."""
    return not isinstance(value, bool) and (isinstance(value, int) or math.isfinite(value))


def is_number(node: ast.expr) -> bool:
    return not any(names_in(node))


def divide(left: Decimal, right: Decimal) -> Decimal:
    return left / right if right else NOTHING_TO_DIVIDE_BY


BINARY: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: divide,
}
UNARY: dict[type[ast.unaryop], Callable[[Decimal], Decimal]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


def compiled(node: ast.expr) -> Compiled:
    """A checked expression as a function of columns and their number of rows."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return of_two(BINARY[type(op)], compiled(left), compiled(right))
        case ast.UnaryOp(op=op, operand=operand):
            return of_one(UNARY[type(op)], compiled(operand))
        case ast.Name():
            reference = reference_of(node)
            return lambda columns, _rows: columns[reference]
    number = Decimal(str(ast.literal_eval(node)))
    return lambda _columns, rows: [number] * rows


def of_two(function: Callable[[Decimal, Decimal], Decimal], left: Compiled, right: Compiled) -> Compiled:
    def combined(one: Decimal | None, other: Decimal | None) -> Decimal | None:
        if one is NOTHING_TO_DIVIDE_BY or other is NOTHING_TO_DIVIDE_BY:
            return NOTHING_TO_DIVIDE_BY
        return None if one is None or other is None else function(one, other)

    return lambda columns, rows: list(map(combined, left(columns, rows), right(columns, rows)))


def of_one(function: Callable[[Decimal], Decimal], operand: Compiled) -> Compiled:
    def changed(value: Decimal | None) -> Decimal | None:
        return value if value is None or value is NOTHING_TO_DIVIDE_BY else function(value)

    return lambda columns, rows: list(map(changed, operand(columns, rows)))
