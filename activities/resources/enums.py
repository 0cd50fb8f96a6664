"""Words of the resources."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ResourceKind(TextChoices):
    MANUAL = "manual", _("manual or guide")
    HANDBOOK = "handbook", _("handbook")
    BOOK = "book", _("book")
    BROCHURE = "brochure", _("brochure or leaflet")
    TRAINING_PACKAGE = "training_package", _("training package")
    DISTANCE_COURSE = "distance_course", _("distance course or module")
    EDUCATIONAL = "educational", _("educational material")
    PROCEEDINGS = "proceedings", _("proceedings")
    REPORT = "report", _("report or study")
    TOOL = "tool", _("assessment tool")
    TEMPLATE = "template", _("template")
    CATALOGUE = "catalogue", _("catalogue")
    NEWSLETTER = "newsletter", _("newsletter")
    WEBSITE = "website", _("website")
    SOCIAL = "social", _("social media")
    TRANSLATION = "translation", _("translation of a standard")


class Level(TextChoices):
    BEGINNERS = "beginners", _("beginners")
    PRACTITIONERS = "practitioners", _("practitioners")
    MANAGERS = "managers", _("managers")
    TRAINERS = "trainers", _("trainers")


class Rating(IntegerChoices):
    """How useful it was."""

    NOT_AT_ALL = 1, _("1: not at all")
    LITTLE = 2, _("2: a little")
    PARTLY = 3, _("3: in part")
    USEFUL = 4, _("4: useful")
    VERY = 5, _("5: very useful")
