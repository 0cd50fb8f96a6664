"""Indicators and targets as files that any door takes."""

from django.utils.translation import gettext_lazy as _

from indicators.loading import target_table
from indicators.loading.indicators import load_indicators
from indicators.loading.targets import load_targets
from indicators.models import Result, Stale
from kernel.imports.importers import Importer, Slot, loader, register_importer
from kernel.imports.templates import allowed_of
from kernel.imports.undoing import DERIVED
from members.rules import LOAD_REFERENCE_DATA

INDICATORS = Importer(
    key="indicators",
    title=_("Indicators with their formulas"),
    permission=LOAD_REFERENCE_DATA,
    slots=(Slot("indicators", _("Indicators")),),
    run=loader(load_indicators),
    takes_plan=True,
    position=60,
)
TARGETS = Importer(
    key="targets",
    title=_("Targets"),
    permission=LOAD_REFERENCE_DATA,
    slots=(Slot("targets", _("Targets"), lambda: allowed_of(target_table.columns(), target_table.KEY)),),
    run=loader(load_targets),
    takes_plan=True,
    position=70,
)


def register() -> None:
    register_importer(INDICATORS)
    register_importer(TARGETS)
    DERIVED.update({Result, Stale})
