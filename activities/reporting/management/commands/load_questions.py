from activities.reporting.loading.importers import QUESTIONS
from kernel.imports.command import LoadCommand


class Command(LoadCommand):
    help = "Loads the questions of a plan's progress report."
    importer = QUESTIONS
    files = {"questions": "questions.yaml"}
