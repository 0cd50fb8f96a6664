from kernel.imports.command import LoadCommand
from members.loading.importers import MEMBERS


class Command(LoadCommand):
    help = "Loads members with names, categories and classifications, and regional organizations."
    importer = MEMBERS
    files = {"members": "members.csv", "organisations": "regional_organizations.csv"}
