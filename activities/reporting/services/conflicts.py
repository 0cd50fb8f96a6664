"""Text that met another's text: set aside, so that nothing is lost, until its author has chosen."""

from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.utils import timezone

from activities.reporting.models import ConflictCopy, Report, Section
from activities.reporting.rules import FILL_REPORT
from activities.reporting.section_data import SectionData
from activities.reporting.services.answers import save_section
from kernel.access import require

if TYPE_CHECKING:
    from members.models import User


@transaction.atomic
def keep_conflict_copy(*, section: Section, data: SectionData, by: "User") -> ConflictCopy:
    """Keeps what `by` entered; a later text of the same person on the same section replaces it."""
    require(by, FILL_REPORT, section.report)
    with pghistory.context(action="reporting.keep_conflict_copy", user=by.pk):
        kept, _created = ConflictCopy.objects.update_or_create(
            section=section,
            entered_by=by,
            settled_at=None,
            defaults={"content": data.as_json(), "entered_at": timezone.now()},
        )
    return kept


@transaction.atomic
def settle(*, copy: ConflictCopy, data: SectionData, expected_version: int, by: "User") -> Section:
    """Saves what was chosen of the two texts; refused where a third has come in between."""
    section = save_section(
        report=copy.section.report,
        key=copy.section.key,
        data=data,
        expected_version=expected_version,
        by=by,
    )
    with pghistory.context(action="reporting.settle", user=by.pk):
        ConflictCopy.objects.filter(pk=copy.pk, settled_at=None).update(settled_at=timezone.now())
    return section


@transaction.atomic
def put_away(*, copy: ConflictCopy, by: "User") -> None:
    """Chooses what stands: of a text on a section that the plan does not ask for any more."""
    require(by, FILL_REPORT, copy.section.report)
    with pghistory.context(action="reporting.put_away", user=by.pk):
        ConflictCopy.objects.filter(pk=copy.pk, settled_at=None).update(settled_at=timezone.now())


def waiting_for(report: Report, person: "User") -> list[ConflictCopy]:
    """What this person still has to choose about."""
    found = ConflictCopy.objects.unsettled().filter(section__report=report, entered_by=person)
    return list(
        found.select_related("section__report", "section__activity", "section__saved_by").order_by(
            "entered_at"
        )
    )
