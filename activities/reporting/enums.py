"""Words of progress reporting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kernel.measures import Aggregation


class Step(TextChoices):
    """Sections of a report that belong to no activity."""

    DETAILS = "details", _("Your details")
    WAY_FORWARD = "way_forward", _("Challenges and way forward")


class RoundAction(TextChoices):
    """What is done with a round."""

    PLANNED = "planned", _("Planned")
    OPENED = "opened", _("Opened")
    MEMBERS_ADDED = "members_added", _("Members added")
    DATES_CHANGED = "dates_changed", _("Dates changed")
    CLOSED = "closed", _("Closed")
    REOPENED_FOR = "reopened_for", _("Reopened for some members")
    CANCELLED = "cancelled", _("Cancelled")
    EXTENDED = "extended", _("More time given")
    EXEMPTED = "exempted", _("Freed from reporting")
    EXEMPTION_ENDED = "exemption_ended", _("Expected to report again")
    REMINDED = "reminded", _("Reminded")


AGGREGATIONS = {
    Aggregation.SUM.value: _("sum"),
    Aggregation.MEAN.value: _("mean"),
    Aggregation.STOCK.value: Aggregation.STOCK.label,
    Aggregation.NONE.value: Aggregation.NONE.label,
}
"""How the members' answers to a question can make one figure."""


class SplitBy(TextChoices):
    NONE = "none", _("not split")
    SEX = "sex", _("women and men")
    TARGET_GROUP = "target_group", _("target groups")


class Absence(TextChoices):
    """Why there is no value; a missing value is never zero."""

    NOT_AVAILABLE = "not_available", _("not available")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NOT_YET = "not_yet", _("not yet")
    WITHHELD = "withheld", _("withheld")


class Rating(TextChoices):
    """How far the member came with an activity in the year or, where others act, whether it was reached."""

    NOT_RELEVANT = "not_relevant", _("Not relevant to us")
    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    DELAYED = "delayed", _("Delayed")
    COMPLETED = "completed", _("Completed")
    REACHED = "reached", _("It reached us")
    PARTLY = "partly", _("It reached us in part")
    NOT_REACHED = "not_reached", _("It did not reach us")
    NOT_WANTED = "not_wanted", _("We did not want it")


OF_PROGRESS = (
    *(Rating.COMPLETED, Rating.ON_TRACK, Rating.DELAYED),
    *(Rating.NOT_STARTED, Rating.NOT_RELEVANT),
)
OF_REACH = (
    *(Rating.REACHED, Rating.PARTLY, Rating.NOT_REACHED),
    *(Rating.NOT_WANTED, Rating.NOT_RELEVANT),
)
UNDER_WAY = (Rating.ON_TRACK, Rating.DELAYED, Rating.COMPLETED, Rating.REACHED, Rating.PARTLY)
SILENT = (Rating.NOT_RELEVANT, Rating.NOT_WANTED)
"""Under which nothing else is asked; what stands beside them is kept, and neither said nor counted."""
IDLE = (*SILENT, Rating.NOT_STARTED, Rating.NOT_REACHED)
"""Under which nothing else is required."""
CHANGES_WANTED = 3
"""Of so many activities a member says what changed, of those that it chooses itself."""


class ReportState(TextChoices):
    OPEN = "open", _("Not started")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    EXEMPT = "exempt", _("Exempt")


class YearState(TextChoices):
    """Whether the reports on a year are all in and decided."""

    NOT_BEGUN = "not_begun", _("not begun")
    PROVISIONAL = "provisional", _("provisional")
    COMPLETE = "complete", _("complete")


EDITABLE_STATES = (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)
REPORTED_STATES = (ReportState.SUBMITTED, ReportState.IN_REVIEW, ReportState.ACCEPTED)
SIGNED_STATES = (*REPORTED_STATES, ReportState.RETURNED)
"""Where what was signed last is what is spoken of; in a draft nothing is signed any more."""
REVIEW_STATES = (ReportState.SUBMITTED, ReportState.IN_REVIEW)
RESERVED_CODES = (
    *("rating", "why_not_relevant", "done", "changed"),
    *("groups", "target_groups", "version", "seen"),
)
"""What a section's own fields are called; no question can be."""
STATUS_OF_RATING: dict[str, str] = {
    Rating.COMPLETED: "on-track",
    Rating.ON_TRACK: "going",
    Rating.DELAYED: "at-risk",
    Rating.REACHED: "on-track",
    Rating.PARTLY: "at-risk",
    Rating.NOT_REACHED: "off-track",
}
STATUS_OF_STATE = {
    ReportState.OPEN: "",
    ReportState.DRAFT: "going",
    ReportState.SUBMITTED: "going",
    ReportState.IN_REVIEW: "going",
    ReportState.RETURNED: "at-risk",
    ReportState.ACCEPTED: "on-track",
    ReportState.EXEMPT: "",
}
"""How a rating and a report's state are marked on a page: colour and shape beside the word."""
