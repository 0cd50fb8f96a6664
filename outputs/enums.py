"""Words of the outputs app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FrameworkLevel(TextChoices):
    """Levels of the logical framework."""

    GOAL = "goal", _("goal")
    PURPOSE = "purpose", _("purpose")
    OUTPUT = "output", _("output")
    ACTIVITY = "activity", _("activity")


class StatementKind(TextChoices):
    INDICATOR = "indicator", _("indicator in words")
    VERIFICATION = "verification", _("means of verification")
    ASSUMPTION = "assumption", _("assumption")
