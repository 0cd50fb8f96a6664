"""Committees, fields and official statistics as files that any door takes."""

from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import Importer, Slot, loader, register_importer
from kernel.imports.templates import columns
from members.committees.loading.committees import load_committees
from members.committees.loading.rows import (
    CertificatesRow,
    CommitteeRow,
    IcsRow,
    ParticipationRow,
    QualityRow,
)
from members.committees.loading.statistics import load_statistics
from members.rules import LOAD_REFERENCE_DATA

COMMITTEES = Importer(
    key="committees",
    title=_("Committees"),
    permission=LOAD_REFERENCE_DATA,
    slots=(
        Slot("committees", _("Committees with their secretariats"), columns(CommitteeRow)),
        Slot("ics", _("Fields of the International Classification for Standards"), columns(IcsRow)),
    ),
    run=loader(load_committees),
    position=20,
)
STATISTICS = Importer(
    key="statistics",
    title=_("Official statistics"),
    permission=LOAD_REFERENCE_DATA,
    slots=(
        Slot("participation", _("Participation in committees by year"), columns(ParticipationRow)),
        Slot("certificates", _("Certificates by year"), columns(CertificatesRow)),
        Slot("quality", _("Doubts about figures of participation"), columns(QualityRow)),
    ),
    run=loader(load_statistics),
    position=30,
)


def register() -> None:
    register_importer(COMMITTEES)
    register_importer(STATISTICS)
