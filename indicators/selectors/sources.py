"""What is said of a figure's source beside the figure."""

import re

from indicators.engine.formulas import Reference
from indicators.engine.measures import OFFICIAL
from indicators.models import IndicatorVersion

WORD = re.compile(r"[a-z_][a-z0-9_]*")
READ_OFF = frozenset(measure.name for measure in OFFICIAL if measure.is_read_off)


def is_read_off(version: IndicatorVersion) -> bool:
    """Whether its formula names a series that was read off graphs."""
    words = WORD.findall(f"{version.numerator} {version.denominator}")
    return any(found.measure in READ_OFF for found in map(Reference.read, words) if found)
