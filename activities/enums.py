"""Words of the activities app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScopeLevel(TextChoices):
    """Where an activity takes place."""

    GLOBAL = "global", _("global")
    REGIONAL = "regional", _("regional")
    SUBREGIONAL = "sub-regional", _("sub-regional")
    NATIONAL = "national", _("national")
    DISTANCE = "distance", _("distance")


class Sex(TextChoices):
    FEMALE = "female", _("women")
    MALE = "male", _("men")
