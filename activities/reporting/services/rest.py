"""One act for all sections of an output in which nothing is entered."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.reporting.enums import Rating
from activities.reporting.models import Report
from activities.reporting.models.places import key_of
from activities.reporting.recorded import items_by_activity
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.layout import SectionLayout, StepLayout
from activities.reporting.services.answers import Entry, save_sections
from kernel.texts import refuse_too_long
from kernel.workflow import WorkflowError

if TYPE_CHECKING:
    from members.models import User

OFFERED = (Rating.NOT_STARTED, Rating.NOT_RELEVANT)


def open_sections(step: StepLayout, recorded: Collection[str]) -> list[SectionLayout]:
    """The activities of the step of which nothing is said, and nothing is on record: `recorded` are keys."""
    return [
        section
        for section in step.sections
        if section.activity and section.data.is_empty and not section.evidence and section.key not in recorded
    ]


@transaction.atomic
def rate_rest(*, report: Report, step: StepLayout, rating: str, why: str, by: "User") -> int:
    """Gives them all this rating, in the words in which each is asked; how many.

    Raises ValidationError without a reason for what is not relevant; what somebody else has filled in
    meanwhile stays as it is.
    """
    if rating not in OFFERED:
        raise ValidationError(_("Press one of the two buttons beside the reason."))
    if rating == Rating.NOT_RELEVANT and not why.strip():
        raise ValidationError(_("Say in one sentence why this is not relevant to you."))
    refuse_too_long(why)
    recorded = {key_of(activity, "") for activity in items_by_activity(report)}
    entries = {
        section.key: Entry(content(section, rating, why), section.version)
        for section in open_sections(step, recorded)
    }
    outcomes = save_sections(report=report, entries=entries, by=by)
    return sum(not isinstance(outcome, WorkflowError) for outcome in outcomes.values())


def content(section: SectionLayout, rating: str, why: str) -> SectionData:
    if rating == Rating.NOT_RELEVANT:
        return SectionData(rating=rating, why_not_relevant=why)
    return SectionData(rating=Rating.NOT_REACHED if section.asks_reach else Rating.NOT_STARTED)
