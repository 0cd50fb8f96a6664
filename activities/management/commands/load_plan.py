from activities.loading.importers import PLAN
from kernel.imports.command import LoadCommand


class Command(LoadCommand):
    help = "Loads a plan with its outputs, activities, target groups, responsibilities and framework."
    importer = PLAN
    files = {"plan": "plan-2011-2015.yaml"}
