from indicators.loading.importers import TARGETS
from kernel.imports.command import LoadCommand


class Command(LoadCommand):
    help = "Loads the targets of a plan's indicators; by default the sample ones."
    importer = TARGETS
    files = {"targets": "targets-sample.yaml"}
