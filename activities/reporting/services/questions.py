"""What follows when DEVT changes a question."""

from django.db import transaction

from actionplan.core import registry
from activities.reporting.models import Question
from outputs.models import Plan


@transaction.atomic
def save_question(*, question: Question) -> Question:
    question.save()
    questions_changed(plan=question.plan)
    return question


def questions_changed(*, plan: Plan | None = None) -> None:
    """Figures of every year may follow from the questions, of one plan or of all."""
    registry.call("data_changed", plan=plan, years=None, trigger="import")
