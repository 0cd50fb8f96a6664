"""Small groups: which reported figures are withheld, so that no member's value can be read or worked out.

A figure that one or two members gave is withheld from everybody but DEVT and DEVCO.  So
that subtraction does not give it back, the next smallest part of the same split goes with
it.  What is left is then checked as an attacker would, with linear algebra: whoever adds
and subtracts the figures that are told, of all splits together, must not come to a sum
over fewer than three members, nor, knowing one member's value, to a withheld figure.

A quotient of small whole numbers is as good as its terms: whoever knows the sum over a few
members more finds the only fraction that rounds to it.  And of a sum, a difference or a
product whoever is told one term elsewhere has the other.  So what is made of several answers
counts as each of its terms would, told alone, and is withheld where they, with all that other
figures tell of the same answers, would give a sum over fewer than three members away.

Everything depends on who gave a value and on the groups alone, so that the same groups are
withheld of every figure made of the same answers, in every year and indicator.

Who is a member, and in which group, is asked of the year that a figure is computed for.  A
figure made of another year's answers would add them up over other members than that year's
own figures do, and the difference is the sum over those who came, went or changed groups in
between.  So what fixes the year of reported answers is told to DEVT and DEVCO alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indicators.engine.definitions import Definition
from indicators.engine.dimensions import MEMBER_SPLITS, TOTAL, Group
from indicators.engine.evaluation import ComputedValue
from indicators.enums import NoValue, Split

FEWEST = 3
"""Members that a figure needs to be told to everybody."""

PRIME = 2_147_483_647
"""Ranks are computed modulo this prime: exact whole numbers, and no fraction grows."""

Givers = tuple[int, ...]
Cell = tuple[Group, Givers]
Row = list[int]
Answers = tuple[int, str, Group]
"""The answers to one question of one year, whole, or the parts of them that a split has."""
Rows = list[tuple[Answers, Givers]]
"""Of each of the answers that a figure is made of: whose are summed."""


def is_small(givers: Iterable[int]) -> bool:
    return 0 < len(set(givers)) < FEWEST


def with_withheld(
    definitions: Iterable[Definition], figures: Iterable[ComputedValue], year: int
) -> list[ComputedValue]:
    """The figures of a plan's year, each marked with why it is withheld, if it is."""
    known = {definition.version.pk: definition for definition in definitions}
    by_version: dict[int, list[ComputedValue]] = defaultdict(list)
    for figure in figures:
        by_version[figure.version].append(figure)
    over_years = {version for version in by_version if is_over_years(known[version], year)}
    own_year = {version: own for version, own in by_version.items() if version not in over_years}
    shared = versions_with_unequal_terms(known, own_year, year)
    return with_withheld_compounds(
        (
            marked(
                figure,
                withheld=reasons.get((figure.split, figure.group), "")
                or (NoValue.WITHHELD_BESIDE if version in over_years and any(figure.givers) else ""),
                terms_withheld=version in shared and figure.denominator is not None,
            )
            for version, own in by_version.items()
            for reasons in [withheld_groups(own)]
            for figure in own
        ),
        year,
    )


def marked(figure: ComputedValue, *, withheld: str, terms_withheld: bool) -> ComputedValue:
    if not withheld and not terms_withheld:
        return figure
    return figure._replace(withheld=withheld, terms_withheld=terms_withheld)


def is_over_years(definition: Definition, year: int) -> bool:
    """Whether it is made of reported answers of another year than the one it is computed for."""
    return any(reference.year not in {None, year} for reference in definition.confidential)


def withheld_groups(figures: Iterable[ComputedValue]) -> Mapping[Group, str]:
    """The groups of one indicator and year that are withheld, by why."""
    found: dict[Group, str] = {}
    told = [figure for figure in figures if any(figure.givers)]
    for place in range(max((len(figure.givers) for figure in told), default=0)):
        cells = tuple(
            sorted(
                ((figure.split, figure.group), figure.givers[place])
                for figure in told
                if figure.givers[place]
            )
        )
        for group in hidden(cells):
            givers = dict(cells)[group]
            if is_small(givers):
                found[group] = NoValue.WITHHELD
            else:
                found.setdefault(group, NoValue.WITHHELD_BESIDE)
    return found


def versions_with_unequal_terms(
    definitions: Mapping[int, Definition], figures: Mapping[int, list[ComputedValue]], year: int
) -> set[int]:
    """Versions that share an answered question, of which different members are counted.

    The difference of their sums would be the sum over those who are left out in one of
    them: of ratios only the quotient is then told to everybody.
    """
    counted: dict[tuple[int, str], set[Givers]] = defaultdict(set)
    users: dict[tuple[int, str], set[int]] = defaultdict(set)
    for version, own in figures.items():
        definition = definitions[version]
        total = next((figure for figure in own if (figure.split, figure.group) == TOTAL), None)
        if total is None or not any(total.givers):
            continue
        for reference in definition.confidential:
            key = reference.year or year, reference.measure
            counted[key].add(tuple(sorted({member for givers in total.givers for member in givers})))
            users[key].add(version)
    return {version for key, versions in users.items() if len(counted[key]) > 1 for version in versions}


def with_withheld_compounds(figures: Iterable[ComputedValue], year: int) -> list[ComputedValue]:
    """The figures, without those of several answers from which, beside the others, a sum over few follows.

    What is made of one answer is told first, then the others, those of most members before those of fewer.
    """
    found = sorted(((figure, rows_of(figure, year)) for figure in figures), key=order_of_telling)
    told: dict[Answers, frozenset[Givers]] = defaultdict(frozenset)
    return [beside(told, figure, rows) for figure, rows in found]


def order_of_telling(pair: tuple[ComputedValue, Rows]) -> tuple[bool, int]:
    figure, rows = pair
    return gives_terms_away(figure, rows), -number_of(figure.givers)


def beside(told: dict[Answers, frozenset[Givers]], figure: ComputedValue, rows: Rows) -> ComputedValue:
    """The figure as it may be told beside those that are, to which it is added if it is told."""
    if figure.withheld:
        return figure
    after = {answers: told[answers] | {givers} for answers, givers in rows if givers not in told[answers]}
    if gives_terms_away(figure, rows) and any(adds_few(told[answers], own) for answers, own in after.items()):
        return figure._replace(withheld=NoValue.WITHHELD_BESIDE)
    told |= after
    return figure


def gives_terms_away(figure: ComputedValue, rows: Rows) -> bool:
    """Whether its value tells of terms that are not told themselves."""
    return figure.terms_withheld or len({answers for answers, _givers in rows}) > 1


def number_of(givers: Sequence[Givers]) -> int:
    """How many members gave any of the answers."""
    return len(givers[0]) if len(givers) == 1 else len(set().union(*givers))


def rows_of(figure: ComputedValue, year: int) -> Rows:
    """Over which members' answers it is a sum; every split of members is one of the same answers."""
    group = TOTAL if figure.split in MEMBER_SPLITS else (figure.split, figure.group)
    return [
        ((reference.year or year, reference.measure, group), givers)
        for reference, givers in figure.given_by.items()
        if givers
    ]


def adds_few(before: frozenset[Givers], after: frozenset[Givers]) -> bool:
    """Whether a sum over fewer than three members follows from the sums after, and not before."""
    return after != before and not few_in(after) <= few_in(before)


@lru_cache(maxsize=4096)
def few_in(sums: frozenset[Givers]) -> frozenset[int]:
    """Members whose sum, alone or with another one's, follows from sums over these members."""
    if not sums:
        return frozenset()
    rows = [set(givers) for givers in sorted(sums)]
    kinds = alike(rows)
    free = freedom([[int(kind[0] in row) for kind in kinds] for row in rows], len(kinds))
    return frozenset(given_away(kinds, free))


@lru_cache(maxsize=512)
def hidden(cells: tuple[Cell, ...]) -> frozenset[Group]:
    """The groups of which nothing may be told, given who gave the figure of each group."""
    return Table(dict(cells)).withheld()


@dataclass(frozen=True)
class Table:
    """Who gave the figure of each group of each split."""

    cells: Mapping[Group, Givers]

    def withheld(self) -> frozenset[Group]:
        found = {group for group, givers in self.cells.items() if is_small(givers)}
        while more := self.next_to_hide(found):
            found.add(more)
        return frozenset(found)

    def next_to_hide(self, found: set[Group]) -> Group | None:
        """A further group to withhold, or none if nothing can be worked out any more."""
        for split in {split for split, _group in self.cells} - {Split.TOTAL}:
            if not self.is_covered(split, found) and (next_one := self.smallest(split, found)):
                return next_one
        exposed = self.exposed(found)
        if not exposed:
            return None
        told = self.told(found)
        containing = [group for group in told if exposed & set(self.cells[group])]
        parts = [group for group in told if group != TOTAL and self.would_help(group, found)]
        parts = parts or [group for group in containing if group != TOTAL]
        return min(parts or told, key=self.size, default=None)

    def is_covered(self, split: str, found: set[Group]) -> bool:
        """Whether subtraction from the total leaves a sum that nobody who knows one value can divide."""
        hidden_parts = [group for group in found if group[0] == split]
        if TOTAL in found:
            return bool(hidden_parts) or split in MEMBER_SPLITS
        if not hidden_parts:
            return True
        together = {giver for group in hidden_parts for giver in self.cells[group]}
        if len(hidden_parts) == 1 or len(together) < FEWEST:
            return False
        return all(
            len({giver for other in hidden_parts if other != group for giver in self.cells[other]}) > 1
            for group in hidden_parts
            if is_small(self.cells[group])
        )

    def smallest(self, split: str, found: set[Group]) -> Group | None:
        """The next smallest part of a split; where there is none left, the total."""
        parts = [group for group in self.told(found) if group[0] == split]
        if parts:
            return min(parts, key=self.size)
        return None if TOTAL in found or TOTAL not in self.cells else TOTAL

    def size(self, group: Group) -> tuple[int, Group]:
        return len(self.cells[group]), group

    def told(self, found: set[Group]) -> list[Group]:
        return [group for group in self.cells if group not in found]

    def would_help(self, group: Group, found: set[Group]) -> bool:
        return not self.exposed(found | {group})

    def exposed(self, found: set[Group]) -> set[int]:
        """Members of whom the figures that are told give away a sum over fewer than three."""
        rows = [set(self.cells[group]) for group in self.told(found) if group[0] in MEMBER_SPLITS]
        if not rows:
            return set()
        hidden_cells = [
            set(self.cells[group])
            for group in found
            if group[0] in MEMBER_SPLITS and is_small(self.cells[group])
        ]
        kinds = alike([*rows, *hidden_cells])
        free = freedom([[int(kind[0] in row) for kind in kinds] for row in rows], len(kinds))
        return given_away(kinds, free) | divided(kinds, free, hidden_cells)


def alike(rows: list[set[int]]) -> list[list[int]]:
    """The members by which of the rows they are in: those in the same ones need not be told apart."""
    kinds: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for member in sorted(set().union(*rows)):
        kinds[tuple(number for number, row in enumerate(rows) if member in row)].append(member)
    return list(kinds.values())


def given_away(kinds: list[list[int]], free: list[Row]) -> set[int]:
    """Members whose sum, alone or with another one's, follows from what is told."""
    found: set[int] = set()
    singles: dict[tuple[int, ...], int] = {}
    for kind, row in zip(kinds, free, strict=True):
        direction = normalized(row)
        if not any(direction) and len(kind) < FEWEST:
            found.update(kind)
        elif len(kind) == 1 and (other := singles.setdefault(direction, kind[0])) != kind[0]:
            found.update((kind[0], other))
    return found


def divided(kinds: list[list[int]], free: list[Row], cells: list[set[int]]) -> set[int]:
    """Members whose withheld figures follow for somebody who knows one member's value."""
    pairs = list(zip(kinds, free, strict=True))
    found: set[int] = set()
    for cell in cells:
        inside = [row for kind, row in pairs if cell.issuperset(kind)]
        outside = {normalized(row) for kind, row in pairs if len(kind) == 1 and kind[0] not in cell}
        summed = normalized([sum(column) % PRIME for column in zip(*inside, strict=True)])
        if not any(summed) or summed in outside:
            found |= cell
    return found


def freedom(rows: list[Row], columns: int) -> list[Row]:
    """For each column, how it may differ while all sums over `rows` stay: a basis of their null space.

    A column that cannot differ is known, and two that differ only together are known together.
    """
    reduced, pivots = echelon(rows, columns)
    loose = [column for column in range(columns) if column not in pivots]
    at = {column: number for number, column in enumerate(pivots)}
    return [
        [int(column == other) for other in loose]
        if column not in at
        else [-reduced[at[column]][other] % PRIME for other in loose]
        for column in range(columns)
    ]


def echelon(rows: list[Row], columns: int) -> tuple[list[Row], list[int]]:
    """The reduced row echelon form without rows of zeros, and the column of each leading 1."""
    left = [row[:] for row in rows]
    pivots: list[int] = []
    for column in range(columns):
        done = len(pivots)
        chosen = next((number for number in range(done, len(left)) if left[number][column]), None)
        if chosen is None:
            continue
        left[done], left[chosen] = left[chosen], left[done]
        lead = scaled(left[done], pow(left[done][column], -1, PRIME))
        left = [lead if number == done else minus(row, lead, row[column]) for number, row in enumerate(left)]
        pivots.append(column)
    return left[: len(pivots)], pivots


def scaled(row: Row, factor: int) -> Row:
    return [value * factor % PRIME for value in row]


def minus(row: Row, other: Row, times: int) -> Row:
    if not times:
        return row
    return [(value - times * taken) % PRIME for value, taken in zip(row, other, strict=True)]


def normalized(row: Row) -> tuple[int, ...]:
    """Its direction: the same for every multiple of it."""
    first = next((value for value in row if value), 0)
    return tuple(scaled(row, pow(first, -1, PRIME))) if first else tuple(row)
