"""What is said of a figure's source beside the figure."""

import re

from indicators.engine.formulas import Reference
from indicators.models import IndicatorVersion
from kernel.measures import MEASURES

WORD = re.compile(r"[a-z_][a-z0-9_]*")


def is_read_off(version: IndicatorVersion) -> bool:
    """Whether its formula names a series that was read off graphs."""
    words = WORD.findall(f"{version.numerator} {version.denominator}")
    named = (MEASURES.declared.get(found.measure) for found in map(Reference.read, words) if found)
    return any(measure.is_read_off for measure in named if measure)
