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


class Language(TextChoices):
    """Those in which events are held and resources are made, by their codes of ISO 639."""

    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    INDONESIAN = "id", _("Indonesian")
    PORTUGUESE = "pt", _("Portuguese")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")
    SWAHILI = "sw", _("Swahili")
