"""Amounts of what counts together: of a ratio's reported figures, from the members that gave each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indicators.engine import sql
from indicators.engine.aggregation import Group, Pair, YearCells, amount_of, placed, run
from indicators.engine.dimensions import MEMBER_SPLITS, UNKNOWN
from indicators.engine.measures import Measure
from indicators.enums import Split

Cells = Mapping[int, YearCells]
Measures = Mapping[str, Measure]


@dataclass(frozen=True)
class Asking:
    """Pairs with what they stand for in the database."""

    pairs: tuple[Pair, ...]
    rounds: Mapping[int, int]
    """The primary keys of the reporting rounds by year."""
    measures: Measures

    @property
    def parameters(self) -> dict[str, list[Any]]:
        """What each pair is made of, in lists side by side, and what is read for it."""
        rows = [
            (number, len(pair), self.rounds[year], self.measures[name].question)
            for number, pair in enumerate(self.pairs)
            for year, name in pair
        ]
        return {
            "rounds": list({row[2] for row in rows}),
            "questions": list({row[3] for row in rows}),
            "pairs": [row[0] for row in rows],
            "sizes": [row[1] for row in rows],
            "pair_rounds": [row[2] for row in rows],
            "pair_questions": [row[3] for row in rows],
        }

    @cached_property
    def keys(self) -> dict[tuple[int, int | None], tuple[int, str]]:
        """Year and measure by the primary keys of round and question."""
        found = {part for pair in self.pairs for part in pair}
        return {(self.rounds[year], self.measures[name].question): (year, name) for year, name in found}

    def key(self, row: Mapping[str, Any]) -> tuple[int, str]:
        return self.keys[row["round_id"], row["question_id"]]


def asking(pairs: Iterable[Pair], rounds: Mapping[int, int], measures: Measures) -> Asking:
    """Each pair once, without those of which a part was never asked."""
    asked = {pair for pair in pairs if pair and all(year in rounds for year, _name in pair)}
    return Asking(tuple(sorted(asked)), rounds, measures)


def own_split(pair: Pair, measures: Measures) -> Split | None:
    """The split by which members divide every figure of the pair, if it is the same."""
    found = {measures[name].own_split for _year, name in pair}
    return found.pop() if len(found) == 1 else None


def add_pairs(cells: Cells, pairs: Iterable[Pair], measures: Measures, year: int) -> None:
    """Add the amounts of `pairs` to `cells`, of which `year` says who is in which group; one query."""
    asked = asking(pairs, rounds_of(cells), measures)
    if not asked.pairs:
        return
    places = placed(cells[year].counted, MEMBER_SPLITS)
    for row in run(sql.PAIRS_BY_GROUP, asked.parameters | counted_in(cells[year]) | places):
        at, name = asked.key(row)
        group = Split(row["split"]), row["grp"]
        cells[at].paired[asked.pairs[row["pair"]], name, group] = amount_of(row, cells[at], group)


def add_paired_parts(cells: Cells, pairs: Iterable[Pair], measures: Measures, year: int) -> None:
    """The same by sex or target group; one query."""
    divided = [pair for pair in pairs if own_split(pair, measures)]
    asked = asking(divided, rounds_of(cells), measures)
    if not asked.pairs:
        return
    for row in run(sql.PAIRS_BY_PART, asked.parameters | counted_in(cells[year]) | {"unknown": UNKNOWN}):
        at, name = asked.key(row)
        pair = asked.pairs[row["pair"]]
        group: Group = own_split(pair, measures) or Split.TOTAL, row["grp"]
        cells[at].paired[pair, name, group] = amount_of(row, cells[at], group)


def counted_in(cells: YearCells) -> dict[str, list[int]]:
    return {"counted": [place.member for place in cells.counted]}


def rounds_of(cells: Cells) -> dict[int, int]:
    return {year: found.round for year, found in cells.items() if found.round is not None}
