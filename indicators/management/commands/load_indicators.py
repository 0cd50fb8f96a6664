from indicators.loading.importers import INDICATORS
from kernel.imports.command import LoadCommand


class Command(LoadCommand):
    help = "Loads the indicators of a plan with their formulas."
    importer = INDICATORS
    files = {"indicators": "indicators.yaml"}
