"""Words of missions and grants."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecommendationState(TextChoices):
    """What became of a recommendation after twelve months."""

    OPEN = "open", _("not followed up yet")
    DONE = "done", _("done")
    BEGUN = "begun", _("begun")
    DROPPED = "dropped", _("dropped")
