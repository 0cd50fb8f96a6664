"""The day it is where the portal is run, by which due dates and closing dates are counted."""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SEATS = {"Europe/Zurich": gettext_lazy("Geneva")}
"""What a place is called whose time zone bears the name of another."""

ZONES = frozenset(zoneinfo.available_timezones()) - {"Factory", "localtime"}
"""Asked for once, as it walks through all files of the machine's time zones; two of them name no place."""


def portal_day(moment: dt.datetime | None = None) -> dt.date:
    """The day it is, or was, where the portal is run."""
    return timezone.localdate(moment, timezone=timezone.get_default_timezone())


def is_a_year_ago(day: dt.date) -> bool:
    """Whether twelve months have passed since, so that what became of it can be said."""
    return day + dt.timedelta(days=365) <= portal_day()


def day_of(text: str) -> dt.date | None:
    """The day that a text names as date inputs write it, `2015-03-31`; none where it is no such day."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def end_of(day: dt.date) -> dt.datetime:
    """The first moment after the day, where the portal is run."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def place() -> str:
    """The place whose midnight counts."""
    name: str = settings.TIME_ZONE
    return str(SEATS.get(name, name.rpartition("/")[2].replace("_", " ")))


def due_words(day: dt.date, zone: dt.tzinfo | None = None) -> str:
    """`31 March 2015, midnight in Geneva (17:00 for you)`; the reader's hour where it is another."""
    end = end_of(day)
    words = _("%(day)s, midnight in %(place)s") % {"day": date_format(day), "place": place()}
    local = end.astimezone(zone or timezone.get_current_timezone())
    if local.utcoffset() == end.utcoffset():
        return words
    hour = time_format(local.time())
    when = hour if local.date() == day else f"{date_format(local.date())}, {hour}"
    return _("%(due)s (%(when)s for you)") % {"due": words, "when": when}


def moment_words(moment: dt.datetime, zone: dt.tzinfo | None = None, form: str = "DATETIME_FORMAT") -> str:
    """`31 March 2015, 17:00 CEST`; `UTC+05:45` where the reader's zone has no name."""
    local = timezone.localtime(moment, zone)
    name = str(local.tzname())
    return f"{date_format(local, form)} {name if name.isalpha() else f'UTC{local.isoformat()[-6:]}'}"


def zone_named(name: str) -> dt.tzinfo:
    """The zone that a person has chosen, else the portal's."""
    return zoneinfo.ZoneInfo(name) if name in ZONES else timezone.get_default_timezone()
