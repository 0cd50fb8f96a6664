"""A year's results by group: regions, country groups, categories, sexes and target groups."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from activities.reporting.enums import Sex
from indicators.enums import Split
from indicators.groups import UNKNOWN
from indicators.models import Indicator, Result, Target
from members.enums import Category
from outputs.models import TargetGroup

if TYPE_CHECKING:
    from members.models import User

LABELS: Mapping[str, Mapping[str, Any]] = {
    Split.CATEGORY: dict(Category.choices),
    Split.SEX: dict(Sex.choices),
    **{
        split: {"yes": split.label, "no": _("other countries")}
        for split in (Split.LDC, Split.LLDC, Split.SIDS)
    },
}
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

    split: Split
    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        return str(self.split.label)

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
    indicators: Iterable[Indicator], year: int, user: "User", own: Groups, *splits: Split
) -> dict[int, list[SplitTable]]:
    """By indicator, a table for each split (or only for those named) that has results in the year."""
    chosen = [indicator.pk for indicator in indicators]
    results = _results(chosen, year, user, splits)
    targets = _targets(chosen, year)
    labels = group_labels(results)
    tables: dict[int, dict[str, list[Part]]] = {}
    for result in results:
        indicator_id = result.version.indicator_id
        key = (result.split, result.group)
        part = Part(
            result, labels[key], targets.get((indicator_id, *key)), result.group in own.get(result.split, ())
        )
        tables.setdefault(indicator_id, {}).setdefault(result.split, []).append(part)
    return {pk: _in_order(by_split) for pk, by_split in tables.items()}


def _results(indicators: Collection[int], year: int, user: "User", splits: Collection[Split]) -> list[Result]:
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
    """Splits as their enum lists them, groups by name with the unknown one last."""
    return [
        SplitTable(split, tuple(sorted(by_split[split], key=lambda part: (_is_unknown(part), part.label))))
        for split in Split
        if split in by_split
    ]


def _is_unknown(part: Part) -> bool:
    return part.result.group == UNKNOWN


def group_labels(results: Iterable[Result]) -> dict[tuple[str, str], str]:
    """The words for each (split, group) that occurs."""
    keys = {(result.split, result.group) for result in results}
    groups = [group for split, group in keys if split == Split.TARGET_GROUP]
    named = TargetGroup.objects.filter(slug__in=groups).values_list("slug", "name") if groups else ()
    names = dict(named)
    return {(split, group): group_label(split, names.get(group, group)) for split, group in keys}


def group_label(split: str, group: str) -> str:
    """Regions, income groups and named target groups are words already."""
    if group == UNKNOWN:
        return str(_("unknown"))
    words = LABELS.get(split, {})
    return str(words.get(group, group))
