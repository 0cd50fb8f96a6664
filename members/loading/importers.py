"""Members and regional organizations as files that any door takes."""

from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import Importer, Slot, loader, register_importer
from kernel.imports.templates import columns
from members.loading.members import load_members
from members.loading.rows import MemberRow, OrganisationRow
from members.rules import LOAD_REFERENCE_DATA

MEMBERS = Importer(
    key="members",
    title=_("Members and regional organizations"),
    permission=LOAD_REFERENCE_DATA,
    slots=(
        Slot(
            "members",
            _("Members, with their names, categories and classifications"),
            columns(MemberRow),
        ),
        Slot("organisations", _("Regional organizations"), columns(OrganisationRow)),
    ),
    run=loader(load_members),
    position=10,
)


def register() -> None:
    register_importer(MEMBERS)
