from typing import Any

from actionplan.core.loading.changes import Summary
from actionplan.core.loading.command import LoadForPlanCommand
from indicators.loading.indicators import load_indicators


class Command(LoadForPlanCommand):
    help = "Loads the indicators of a plan with their formulas."
    files = {"indicators": "indicators.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_indicators(**options)
