"""Words of the partnerships."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WARNED_BEFORE = 90
"""Days before its end from which an arrangement is shown as ending."""


class ArrangementKind(TextChoices):
    TWINNING_CHAIR = "twinning_chair", _("twinning: chair")
    TWINNING_SECRETARY = "twinning_secretary", _("twinning: secretariat")
    TWINNING_CONVENOR = "twinning_convenor", _("twinning: convenor")
    TWINNING_P_MEMBER = "twinning_p_member", _("twinning: P-member")
    TWINNING = "twinning", _("twinning, role not known")
    ATTACHMENT = "attachment", _("attachment")
    FELLOWSHIP = "fellowship", _("fellowship")
    MENTORING = "mentoring", _("mentoring")
    EXCHANGE = "exchange", _("exchange of manuals")
    AGREEMENT = "agreement", _("cooperation agreement")
    PARTNERSHIP = "partnership", _("partnership")
    REGIONAL_PROGRAMME = "regional_programme", _("regional programme")
    ACADEMIC_LINK = "academic_link", _("link with an institution")


TWINNINGS = (
    ArrangementKind.TWINNING_CHAIR,
    ArrangementKind.TWINNING_SECRETARY,
    ArrangementKind.TWINNING_CONVENOR,
    ArrangementKind.TWINNING_P_MEMBER,
    ArrangementKind.TWINNING,
)
"""Of two members, of which one leads."""


class Standing(TextChoices):
    """How an arrangement stands on a day, from its dates."""

    TO_COME = "to_come", _("not yet begun")
    IN_FORCE = "in_force", _("in force")
    ENDING = "ending", _("ends soon")
    ENDED = "ended", _("ended")
    UNKNOWN = "unknown", _("not known")


class Reached(TextChoices):
    YES = "yes", _("reached")
    IN_PART = "in_part", _("reached in part")
    NO = "no", _("not reached")


class CommitmentState(TextChoices):
    OPEN = "open", _("open")
    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    WITHDRAWN = "withdrawn", _("withdrawn")
