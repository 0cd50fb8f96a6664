"""Words of the needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NeedState(TextChoices):
    NAMED = "named", _("named")
    TAKEN_UP = "taken_up", _("taken up")
    ANSWERED = "answered", _("answered")
    CONFIRMED = "confirmed", _("confirmed by its owner")
    NOT_TAKEN_UP = "not_taken_up", _("not taken up")


class CallAnswer(TextChoices):
    """What its owner made of an open need in the next year's call."""

    KEPT = "kept", _("kept")
    CHANGED = "changed", _("changed")
    DROPPED = "dropped", _("dropped")


OPEN_STATES = (NeedState.NAMED, NeedState.TAKEN_UP, NeedState.NOT_TAKEN_UP)
"""What next year's call begins with."""


class WantedSupport(TextChoices):
    TRAINING = "training", _("training")
    SPONSORSHIP = "sponsorship", _("sponsorship to a meeting")
    MISSION = "mission", _("expert or mission")
    EQUIPMENT = "equipment", _("equipment")
    TWINNING = "twinning", _("twinning")
    MATERIAL = "material", _("manual or material")
    TOOL = "tool", _("e-tool")
    AGREEMENT = "agreement", _("agreement or link with an institution")
    OTHER = "other", _("other")


class InstitutionLevel(TextChoices):
    SCHOOL = "school", _("school")
    VOCATIONAL = "vocational", _("vocational training")
    UNIVERSITY = "university", _("university")
    PROFESSIONAL = "professional", _("training of professionals")
