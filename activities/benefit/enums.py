"""Words of benefit at home and of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class How(TextChoices):
    """What a person got."""

    TRAINED = "trained", _("trained")
    ATTACHED = "attached", _("attached to another member")
    SPONSORED = "sponsored", _("sponsored to a meeting")
    MENTORED = "mentored", _("mentored")


class Whereabouts(TextChoices):
    """Where the person is now."""

    HERE = "here", _("still here")
    IN_FIELD = "in_field", _("moved within the field")
    LEFT = "left", _("left the field")


KEPT = (Whereabouts.HERE, Whereabouts.IN_FIELD)
"""Whose skills are not lost to standardization."""
