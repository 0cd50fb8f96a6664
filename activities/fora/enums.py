"""Words of practices and decisions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Progress(TextChoices):
    """What became of it."""

    OPEN = "open", _("not said yet")
    BEGUN = "begun", _("begun")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
