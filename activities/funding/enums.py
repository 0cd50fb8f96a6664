"""Words of funding."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """How far the money went."""

    COMMITTED = "committed", _("committed")
    DISBURSED = "disbursed", _("disbursed")
    SPENT = "spent", _("spent")


WARNED_BEFORE = 90
"""Days before the end of an agreement."""
REPORT_WARNED_BEFORE = 30
"""Days before a report to a donor is due."""
