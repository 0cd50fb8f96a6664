from typing import Any

from activities.reporting.loading.questions import load_questions
from kernel.loading.changes import Summary
from kernel.loading.command import LoadForPlanCommand


class Command(LoadForPlanCommand):
    help = "Loads the questions of a plan's progress report."
    files = {"questions": "questions.yaml"}

    def load(self, **options: Any) -> Summary:
        return load_questions(**options)
