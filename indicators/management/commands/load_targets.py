from typing import Any

from indicators.loading.targets import load_targets
from kernel.loading.changes import Summary
from kernel.loading.command import LoadForPlanCommand


class Command(LoadForPlanCommand):
    help = "Loads the targets of a plan's indicators; by default the sample ones."
    files = {"targets": "targets-sample.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_targets(**options)
