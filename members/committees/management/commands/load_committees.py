from typing import Any

from kernel.loading.changes import Summary
from kernel.loading.command import LoadCommand
from members.committees.loading.committees import load_committees


class Command(LoadCommand):
    help = "Loads committees with their secretariats, and the International Classification for Standards."
    files = {"committees": "technical_committees.csv", "ics": "ics.csv"}

    def load(self, **options: Any) -> Summary:
        return load_committees(**options)
