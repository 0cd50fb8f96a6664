"""The plan as a file that any door takes."""

from django.utils.translation import gettext_lazy as _

from activities.loading.plan import load_plan
from kernel.imports.importers import Importer, Slot, loader, register_importer
from members.rules import LOAD_REFERENCE_DATA

PLAN = Importer(
    key="plan",
    title=_("Plan with its outputs and activities"),
    permission=LOAD_REFERENCE_DATA,
    slots=(Slot("plan", _("Plan")),),
    run=loader(load_plan),
    position=40,
)


def register() -> None:
    register_importer(PLAN)
