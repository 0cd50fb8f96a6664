"""Committees, fields and official statistics as files that any door takes."""

from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import Importer, Request, Slot, loader, register_importer
from kernel.imports.model_importer import model_importer
from kernel.imports.templates import columns
from kernel.loading.columns import columns_of
from kernel.loading.model_import import ModelImport
from members.committees.loading.committees import load_committees
from members.committees.loading.rows import (
    CertificatesRow,
    CommitteeRow,
    IcsRow,
    ParticipationRow,
    QualityRow,
)
from members.committees.loading.statistics import load_statistics
from members.committees.models import Statistic
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
FIGURE = ("member", "series", "year", "value", "imputed_share", "quality_note", "source")


def figure_import(_request: Request) -> ModelImport[Statistic]:
    columns = columns_of(Statistic, FIGURE)
    return ModelImport(Statistic, key=("member", "series", "year"), columns=columns)


FIGURES = model_importer(
    "figures",
    _("Official statistics, one figure in a row"),
    LOAD_REFERENCE_DATA,
    figure_import,
    years=lambda table: sorted({year for _member, _series, year in table.changed_keys}),
    position=35,
)


def register() -> None:
    register_importer(FIGURES)
    register_importer(COMMITTEES)
    register_importer(STATISTICS)
