"""Words of certificates."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

KEPT = dt.timedelta(days=1)
"""How long a file of all certificates waits for whoever asked for it."""
PATIENCE = dt.timedelta(minutes=2)
"""After which a file that nobody made is handed over again."""
GIVEN_UP = dt.timedelta(minutes=20)
"""After which it is handed over no more, and said to have failed: whatever tries it may die of it."""
MOST_DAYS = 5
"""Columns for signatures that fit on a sheet."""
BLANK_LINES = 12
"""Of a sign-in sheet, for those who are not on the list."""


class PrintingState(TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
