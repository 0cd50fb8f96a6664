"""Words of certificates."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PrintingState(TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
