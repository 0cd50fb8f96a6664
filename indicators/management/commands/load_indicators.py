from typing import Any

from indicators.loading.indicators import load_indicators
from kernel.loading.changes import Summary
from kernel.loading.command import LoadForPlanCommand


class Command(LoadForPlanCommand):
    help = "Loads the indicators of a plan with their formulas."
    files = {"indicators": "indicators.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_indicators(**options)
