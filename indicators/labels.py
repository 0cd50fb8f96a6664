"""Groups of results and targets: a stable key for each, and the words that readers see for it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.enums import Sex
from indicators.enums import Split
from kernel.measures import UNKNOWN
from members.enums import Category, IncomeGroup, RegionLevel
from members.models import Region
from outputs.models import TargetGroup

Labels = Mapping[str, Any]

FIXED: Mapping[str, Labels] = {
    Split.INCOME_GROUP: dict(IncomeGroup.choices),
    Split.CATEGORY: dict(Category.choices),
    Split.SEX: dict(Sex.choices),
    **{
        split: {"yes": split.label, "no": gettext_lazy("other countries")}
        for split in (Split.LDC, Split.LLDC, Split.SIDS)
    },
}
"""The groups of the splits that code knows."""


class GroupLabels:
    """The words for groups; regions and target groups are read when first asked for, a query each."""

    @cached_property
    def regions(self) -> dict[str, str]:
        found = Region.objects.filter(level=RegionLevel.REGION).order_by("name")
        return dict(found.values_list("slug", "name"))

    @cached_property
    def target_groups(self) -> dict[int, dict[str, str]]:
        """By plan."""
        groups: dict[int, dict[str, str]] = {}
        for plan, slug, name in TargetGroup.objects.order_by("plan", "pk").values_list(
            "plan", "slug", "name"
        ):
            groups.setdefault(plan, {})[slug] = name
        return groups

    def known(self, split: str, plan_id: int | None) -> Labels:
        """Every group that a result of the split can have, without the unknown one."""
        if split == Split.UN_REGION:
            return self.regions
        if split == Split.TARGET_GROUP:
            return self.target_groups.get(plan_id or 0, {})
        return FIXED.get(split, {})

    def allowed(self, split: str, plan_id: int | None) -> Labels:
        """Every group that a target of the split can be for; the total has one without a name."""
        if split == Split.TOTAL:
            return {"": ""}
        return {**self.known(split, plan_id), UNKNOWN: _("unknown")}

    def every(self) -> list[str]:
        """The keys of all groups of all splits and plans, the unknown one last."""
        fixed = [group for groups in FIXED.values() for group in groups]
        named = [group for groups in self.target_groups.values() for group in groups]
        return [*dict.fromkeys([*self.regions, *fixed, *named, UNKNOWN])]

    def label(self, split: str, group: str, plan_id: int | None) -> str:
        """A group that is gone keeps its key for a label."""
        if group == UNKNOWN:
            return _("unknown")
        return str(self.known(split, plan_id).get(group, group))


def check_group(split: str, group: str, plan_id: int | None) -> None:
    """Refuse a group that the split does not have, with those that it has."""
    allowed = GroupLabels().allowed(split, plan_id)
    if group in allowed:
        return
    if split == Split.TOTAL:
        raise ValidationError({"group": _("The total has no group: leave it empty, or choose a split.")})
    sentence = _("“%(group)s” is no group of the split “%(split)s”. Allowed are: %(allowed)s.")
    words = {"group": group, "split": Split(split).label, "allowed": ", ".join(allowed)}
    raise ValidationError({"group": sentence % words})
