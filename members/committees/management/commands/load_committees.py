from kernel.imports.command import LoadCommand
from members.committees.loading.importers import COMMITTEES


class Command(LoadCommand):
    help = "Loads committees with their secretariats, and the International Classification for Standards."
    importer = COMMITTEES
    files = {"committees": "technical_committees.csv", "ics": "ics.csv"}
