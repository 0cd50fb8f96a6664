"""Words of skills and trainers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProfileRole(TextChoices):
    """Whom a profile is about."""

    DELEGATE = "delegate", _("delegate")
    EXPERT = "expert", _("expert")
    CONVENOR = "convenor", _("convenor")
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    MANAGER = "manager", _("manager of a standards body")
    TRAINER = "trainer", _("trainer")


class TrainerLevel(TextChoices):
    """How far a trainer is on the way of the profile."""

    IN_TRAINING = "in_training", _("in training")
    ASSISTANT = "assistant", _("assists")
    TRAINER = "trainer", _("trains alone")
    LEAD = "lead", _("leads and trains trainers")


TRAINS = (TrainerLevel.TRAINER, TrainerLevel.LEAD)
"""Who can be asked to hold a course."""
