"""Words of sponsorships."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SponsorshipState(TextChoices):
    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    ATTENDED = "attended", _("attended")
    MISSED = "missed", _("not attended")
    REPORTED = "reported", _("reported back")


GIVEN = (SponsorshipState.GRANTED, SponsorshipState.ATTENDED, SponsorshipState.REPORTED)
"""Of which the organization pays, or has paid."""
AWAITED = (SponsorshipState.GRANTED, SponsorshipState.ATTENDED)
"""Of which a report back is to come."""
REPORT_BACK_WITHIN = 30
"""Days after the meeting."""
