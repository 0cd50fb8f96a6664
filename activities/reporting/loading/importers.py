"""Questions as a file that any door takes."""

from django.utils.translation import gettext_lazy as _

from activities.reporting.loading.questions import load_questions
from kernel.imports.importers import Importer, Slot, loader, register_importer
from members.rules import LOAD_REFERENCE_DATA

QUESTIONS = Importer(
    key="questions",
    title=_("Questions of the progress report"),
    permission=LOAD_REFERENCE_DATA,
    slots=(Slot("questions", _("Questions")),),
    run=loader(load_questions),
    takes_plan=True,
    position=50,
)


def register() -> None:
    register_importer(QUESTIONS)
