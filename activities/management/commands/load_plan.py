from typing import Any

from activities.loading.plan import load_plan
from kernel.loading.changes import Summary
from kernel.loading.command import LoadCommand


class Command(LoadCommand):
    help = "Loads a plan with its outputs, activities, target groups, responsibilities and framework."
    files = {"plan": "plan-2011-2015.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_plan(**options)
