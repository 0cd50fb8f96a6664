"""Groups of results and targets: a stable key for each, and the words that readers see for it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.enums import Split
from indicators.splits import categories, dimensions, split_label
from kernel.measures import UNKNOWN

Labels = Mapping[str, Any]


class GroupLabels:
    """The words for groups; those of a split and plan are read when first asked for, with a query at most."""

    @cached_property
    def _known(self) -> dict[tuple[str, int | None], Labels]:
        return {}

    def known(self, split: str, plan_id: int | None) -> Labels:
        """Every group that a result of the split can have, without the unknown one."""
        key = split, plan_id
        if key not in self._known:
            self._known[key] = categories(split, plan_id)
        return self._known[key]

    def allowed(self, split: str, plan_id: int | None) -> Labels:
        """Every group that a target of the split can be for; the total has one without a name."""
        if split == Split.TOTAL:
            return {"": ""}
        return {**self.known(split, plan_id), UNKNOWN: _("unknown")}

    def every(self) -> list[str]:
        """The keys of all groups of all splits and plans, the unknown one last."""
        groups = [group for split in dimensions() for group in self.known(split, None)]
        return [*dict.fromkeys([*groups, UNKNOWN])]

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
    words = {"group": group, "split": split_label(split), "allowed": ", ".join(allowed)}
    raise ValidationError({"group": sentence % words})
