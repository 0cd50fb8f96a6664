"""One act for all sections of an output in which nothing is entered."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from activities.reporting.enums import Rating
from activities.reporting.models import IN_ONE_ACT, Report
from activities.reporting.recorded import on_record_by_section
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.layout import SectionLayout, StepLayout
from activities.reporting.services.answers import Entry, save_sections
from kernel.texts import refuse_too_long
from kernel.workflow import WorkflowError

if TYPE_CHECKING:
    from members.models import User

OFFERED = (Rating.NOT_STARTED, Rating.NOT_RELEVANT)


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
    if rating != Rating.NOT_RELEVANT and why.strip():
        raise ValidationError(_("The reason goes with “Not relevant to us”: press that button, or empty it."))
    refuse_too_long(why)
    activities = {section.key: section.activity for section in step.sections}
    on_record = on_record_by_section(report, activities)
    recorded = {key for key, found in on_record.items() if found.is_of_year}
    entries = {
        section.key: Entry(content(section, rating, why), section.version)
        for section in step.open_sections(recorded)
    }
    act = f"{IN_ONE_ACT}{get_random_string(12)}"
    outcomes = save_sections(report=report, entries=entries, by=by, window=act)
    return sum(not isinstance(outcome, WorkflowError) for outcome in outcomes.values())


def content(section: SectionLayout, rating: str, why: str) -> SectionData:
    if rating == Rating.NOT_RELEVANT:
        return SectionData(rating=rating, why_not_relevant=why)
    return SectionData(rating=Rating.NOT_REACHED if section.asks_reach else Rating.NOT_STARTED)
