from typing import Any

from kernel.loading.changes import Summary
from kernel.loading.command import LoadCommand
from members.loading.members import load_members


class Command(LoadCommand):
    help = "Loads members with names, categories and classifications, and regional organizations."
    files = {"members": "members.csv", "organisations": "regional_organizations.csv"}

    def load(self, **options: Any) -> Summary:
        return load_members(**options)
