"""A year's results by group: regions, country groups, categories, sexes and target groups."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.enums import Split
from indicators.labels import GroupLabels
from indicators.models import Indicator, Result, Target
from indicators.splits import dimensions, split_label
from kernel.measures import UNKNOWN

if TYPE_CHECKING:
    from members.models import User

Groups = Mapping[str, Collection[str]]
"""By split, the groups that somebody belongs to."""


@dataclass(frozen=True)
class Part:
    """One group's result."""

    result: Result
    label: str
    target: Decimal | None
    is_own: bool


@dataclass(frozen=True)
class SplitTable:
    """All groups of one split."""

    split: str
    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        return split_label(self.split)

    @property
    def does_not_add_up(self) -> bool:
        return any(part.result.does_not_add_up for part in self.parts)

    @property
    def has_sample(self) -> bool:
        return any(part.result.has_sample for part in self.parts)

    @property
    def has_targets(self) -> bool:
        return any(part.target is not None for part in self.parts)


def split_tables(
    indicators: Iterable[Indicator], year: int, user: "User", own: Groups, *splits: str
) -> dict[int, list[SplitTable]]:
    """By indicator, a table for each split (or only for those named) that has results in the year."""
    chosen = [indicator.pk for indicator in indicators]
    results = _results(chosen, year, user, splits)
    targets = _targets(chosen, year)
    labels = GroupLabels()
    tables: dict[int, dict[str, list[Part]]] = {}
    for result in results:
        indicator_id = result.version.indicator_id
        key = (result.split, result.group)
        part = Part(
            result,
            labels.label(*key, result.version.indicator.plan_id),
            targets.get((indicator_id, *key)),
            result.group in own.get(result.split, ()),
        )
        tables.setdefault(indicator_id, {}).setdefault(result.split, []).append(part)
    return {pk: _in_order(by_split) for pk, by_split in tables.items()}


def _results(indicators: Collection[int], year: int, user: "User", splits: Collection[str]) -> list[Result]:
    """Of several versions the newest counts."""
    found = Result.objects.visible_to(user).filter(version__indicator__in=indicators, year=year)
    found = found.filter(split__in=splits) if splits else found.exclude(split=Split.TOTAL)
    newest: dict[tuple[int, str, str], Result] = {}
    for result in found.select_related("version__indicator__plan").order_by(
        "version__number", "split", "group"
    ):
        newest[result.version.indicator_id, result.split, result.group] = result
    return list(newest.values())


def _targets(indicators: Collection[int], year: int) -> dict[tuple[int, str, str], Decimal]:
    found = Target.objects.filter(indicator__in=indicators, year=year).exclude(split=Split.TOTAL)
    return {(one.indicator_id, one.split, one.group): one.value for one in found}


def _in_order(by_split: Mapping[str, list[Part]]) -> list[SplitTable]:
    """Splits of members and then of records, groups by name with the unknown one last."""
    return [
        SplitTable(split, tuple(sorted(by_split[split], key=lambda part: (_is_unknown(part), part.label))))
        for split in dimensions()
        if split in by_split
    ]


def _is_unknown(part: Part) -> bool:
    return part.result.group == UNKNOWN
