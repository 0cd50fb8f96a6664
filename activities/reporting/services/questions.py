"""What follows when DEVT changes a question."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from activities.reporting.joints import MEASURE_RENAMED, MeasureRenamed
from activities.reporting.models import Question
from activities.reporting.selectors.questions import why_code_stays
from kernel.joints import DATA_CHANGED, DataChanged
from outputs.models import Plan


@transaction.atomic
def save_question(*, question: Question) -> Question:
    """A new code is carried into all that goes by the old; once members were asked, it is refused."""
    old = Question.objects.filter(pk=question.pk).values_list("code", flat=True).first()
    renamed_from = old if old and old != question.code else None
    if renamed_from:
        refuse_new_code(question)
    question.save()
    if renamed_from:
        MEASURE_RENAMED.call(MeasureRenamed(question.plan, renamed_from, question.code))
    questions_changed(plan=question.plan)
    return question


def refuse_new_code(question: Question) -> None:
    if reason := why_code_stays(question):
        words = _("%(reason)s Change its wording instead, or ask a new question from next year on.")
        raise ValidationError({"code": words % {"reason": reason}})


@transaction.atomic
def remove_questions(*, questions: QuerySet[Question]) -> None:
    """Only those that nobody has answered can go; formulas that name one wait from then on."""
    questions.delete()
    questions_changed()


def questions_changed(*, plan: Plan | None = None) -> None:
    """Figures of every year may follow from the questions, of one plan or of all."""
    DATA_CHANGED.call(DataChanged(plan))
