"""Words of the outreach."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class How(TextChoices):
    """By what a standard was publicised."""

    MEETING = "meeting", _("meeting or seminar")
    MEDIA = "media", _("press, radio or television")
    WEB = "web", _("website or social media")
    PRINT = "print", _("publication in print")
    TRAINING = "training", _("training")
    VISIT = "visit", _("visit or letter")


class Response(TextChoices):
    """What those to whom it was publicised made of it."""

    ADOPTED = "adopted", _("adopted")
    USED = "used", _("used")
    CONSIDERED = "considered", _("being considered")
    NONE = "none", _("none")


class Stage(TextChoices):
    ANNOUNCED = "announced", _("announced")
    NOMINATIONS = "nominations", _("nominations close")
    RECEIVED = "received", _("entry received")
    ELIGIBLE = "eligible", _("entry eligible")
    FINALIST = "finalist", _("finalist")
    RUNNER_UP = "runner_up", _("runner-up")
    THIRD = "third", _("third")
    SECOND = "second", _("second")
    WINNER = "winner", _("winner")


OF_AN_ENTRY = tuple(stage for stage in Stage if stage not in {Stage.ANNOUNCED, Stage.NOMINATIONS})
"""What is about somebody who took part; the rest is about the contest."""
