"""Text that met another's text: set aside, so that nothing is lost, until its author has chosen."""

from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.utils import timezone

from activities.reporting.content import SectionData
from activities.reporting.models import Report, Section, SetAside
from activities.reporting.rules import FILL_REPORT
from activities.reporting.services.answers import save_section
from kernel.access import require

if TYPE_CHECKING:
    from members.models import User


@transaction.atomic
def set_aside(*, section: Section, data: SectionData, by: "User") -> SetAside:
    """Keeps what `by` entered; a later text of the same person on the same section replaces it."""
    require(by, FILL_REPORT, section.report)
    with pghistory.context(action="reporting.set_aside", user=by.pk):
        kept, _created = SetAside.objects.update_or_create(
            section=section,
            entered_by=by,
            settled_at=None,
            defaults={"content": data.as_json(), "entered_at": timezone.now()},
        )
    return kept


@transaction.atomic
def settle(*, aside: SetAside, data: SectionData, expected_version: int, by: "User") -> Section:
    """Saves what was chosen of the two texts; refused where a third has come in between."""
    section = save_section(
        report=aside.section.report,
        key=aside.section.key,
        data=data,
        expected_version=expected_version,
        by=by,
    )
    with pghistory.context(action="reporting.settle", user=by.pk):
        SetAside.objects.filter(pk=aside.pk, settled_at=None).update(settled_at=timezone.now())
    return section


@transaction.atomic
def put_away(*, aside: SetAside, by: "User") -> None:
    """Chooses what stands: of a text on a section that the plan does not ask for any more."""
    require(by, FILL_REPORT, aside.section.report)
    with pghistory.context(action="reporting.put_away", user=by.pk):
        SetAside.objects.filter(pk=aside.pk, settled_at=None).update(settled_at=timezone.now())


def waiting_for(report: Report, person: "User") -> list[SetAside]:
    """What this person still has to choose about."""
    found = SetAside.objects.unsettled().filter(section__report=report, entered_by=person)
    return list(
        found.select_related("section__report", "section__activity", "section__saved_by").order_by(
            "entered_at"
        )
    )
