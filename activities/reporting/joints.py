"""What reporting tells the apps above it."""

from dataclasses import dataclass

from kernel.joints import Hook
from outputs.models import Plan


@dataclass(frozen=True)
class MeasureRenamed:
    """A question got another code, by which formulas name its measure."""

    plan: Plan
    old: str
    new: str


MEASURE_RENAMED = Hook(MeasureRenamed)
