from typing import Any

from actionplan.core.loading.changes import Summary
from actionplan.core.loading.command import LoadForPlanCommand
from indicators.loading.targets import load_targets


class Command(LoadForPlanCommand):
    help = "Loads the targets of a plan's indicators; by default the sample ones."
    files = {"targets": "targets-sample.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_targets(**options)
