"""The day it is where the portal is run: what due dates and closing dates are counted by."""

import datetime as dt

from django.utils import timezone


def portal_day(moment: dt.datetime | None = None) -> dt.date:
    """The day it is, or was, where the portal is run."""
    return timezone.localdate(moment, timezone=timezone.get_default_timezone())
