from typing import Any

from actionplan.core.loading.changes import Summary
from actionplan.core.loading.command import LoadForPlanCommand
from activities.reporting.loading.questions import load_questions


class Command(LoadForPlanCommand):
    help = "Loads the questions of a plan's progress report."
    files = {"questions": "questions.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_questions(**options)
