"""By what results are split: the total, and every dimension that members or records have.

A register whose measures declare a dimension has it here, with its label and its categories, at once.
"""

from collections.abc import Mapping
from typing import Any

from indicators.enums import Split
from kernel.measures import MEASURES, Dimension
from members.measures import MEMBER_DIMENSIONS

LONGEST = 40
"""Characters of a dimension's key, which results and targets keep."""


def dimensions() -> dict[str, Dimension]:
    """By key: first those of members, then those of records."""
    return {dimension.key: dimension for dimension in MEMBER_DIMENSIONS} | MEASURES.dimensions()


def split_choices() -> list[tuple[str, Any]]:
    found = {key: dimension.label for key, dimension in dimensions().items()}
    return [(Split.TOTAL.value, Split.TOTAL.label), *found.items()]


def split_label(split: str) -> str:
    """A dimension that nobody declares any more keeps its key for a label."""
    return str(dict(split_choices()).get(split, split))


def categories(split: str, plan_id: int | None) -> Mapping[str, Any]:
    """Label by key of each group that results of the split can have in a plan; one query at most."""
    dimension = dimensions().get(split)
    return dimension.categories(plan_id) if dimension else {}
