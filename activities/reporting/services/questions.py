"""What follows when DEVT changes a question."""

from django.db import transaction
from django.db.models import QuerySet

from actionplan.core import registry
from activities.reporting.models import Question
from outputs.models import Plan


@transaction.atomic
def save_question(*, question: Question) -> Question:
    question.save()
    questions_changed(plan=question.plan)
    return question


@transaction.atomic
def remove_questions(*, questions: QuerySet[Question]) -> None:
    """Only those that nobody has answered can go; formulas that name one wait from then on."""
    questions.delete()
    questions_changed()


def questions_changed(*, plan: Plan | None = None) -> None:
    """Figures of every year may follow from the questions, of one plan or of all."""
    registry.call("data_changed", plan=plan, years=None, trigger="import")
