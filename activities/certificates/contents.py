"""What stands on papers, in words of the language that is active."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from activities.events.models import Event, Nomination, Participant
from activities.events.models.people import InPerson
from activities.privacy.models import years_kept
from kernel.partial_dates import LENGTH, first_day, period_in_words
from members.models import Member

DEVT = [
    gettext_lazy("International Organization for Standardization (ISO)"),
    gettext_lazy("Development and Training Services"),
]
"""Who issues certificates of events that no member holds."""

MOST_DAYS = 5
"""Columns for signatures that fit on a sheet."""
BLANK_LINES = 12
"""Of a sign-in sheet, for those who are not on the list."""


def certificates(event: Event, people: Sequence[Participant], *, day: dt.date) -> dict[str, Any]:
    """A page for each; they say only what is on record."""
    return shared(event, is_sample=event.is_sample or any(one.is_sample for one in people)) | {
        "title": _("Certificates: %(event)s") % {"event": event.title},
        "issuer": [named(event.member)] if event.member else [str(line) for line in DEVT],
        "issued_on": date_format(day),
        "words": {
            "certifies": _("This certifies that"),
            "issued_by": _("Issued by"),
            "issued_on": _("Date of issue"),
            "signature": _("Signature"),
            "number": _("Certificate number"),
            "check": _("ISO's Development and Training Services confirms it by this number."),
        },
        "certificates": [certificate(one) for one in people],
    }


def certificate(one: Participant) -> dict[str, str]:
    return {
        "heading": _("Certificate of completion") if one.completed else _("Certificate of attendance"),
        "name": one.name,
        "body": body_of(one),
        "verb": _("completed") if one.completed else _("attended"),
        "number": one.code,
    }


def sign_in_sheet(event: Event, people: Sequence[Participant | Nomination]) -> dict[str, Any]:
    """Those who are expected, and lines for those who are not."""
    years = years_kept()
    keeping = ngettext(
        "By signing you say that you were present. Development and Training Services of ISO's Central "
        "Secretariat keeps your name with the record of this event for %(years)s year after the year of the "
        "event; then it is taken out. Until then you may ask to read, correct or erase it. Tick the last box "
        "if you may be asked later what became of what you learnt.",
        "By signing you say that you were present. Development and Training Services of ISO's Central "
        "Secretariat keeps your name with the record of this event for %(years)s years after the year of the "
        "event; then it is taken out. Until then you may ask to read, correct or erase it. Tick the last box "
        "if you may be asked later what became of what you learnt.",
        years,
    )
    return shared(event, is_sample=event.is_sample or any(one.is_sample for one in people)) | {
        "title": _("Sign-in sheet: %(event)s") % {"event": event.title},
        "words": {
            "sheet": _("Sign-in sheet"),
            "keeping": keeping % {"years": years},
            "number": _("No."),
            "name": _("Name"),
            "body": _("Organization and country"),
            "later": _("May be asked later"),
        },
        "days": [_("Signature, %(day)s") % {"day": day} for day in days_of(event)],
        "people": [{"name": one.name, "body": body_of(one)} for one in people],
        "blank": BLANK_LINES,
    }


def shared(event: Event, *, is_sample: bool) -> dict[str, Any]:
    held_by = _("Held by %(member)s") % {"member": named(event.member)} if event.member else ""
    return {
        "lang": str(get_language()).partition("-")[0],
        "author": _("Action Plan Portal"),
        "sample": _("Sample data") if is_sample else "",
        "event": {
            "code": event.code,
            "title": event.title,
            "details": details_of(event),
            "held_by": held_by,
        },
    }


def details_of(event: Event) -> str:
    """`Workshop · 12 May 2014 to 16 May 2014 · Nairobi, Kenya`; of an event in no room how it was held."""
    where = ", ".join(filter(None, [event.place, event.country.country if event.country else ""]))
    place = where or (event.get_delivery_display() if event.delivery != "room" else "")
    parts = [capfirst(event.get_kind_display()), period_in_words(event.starts_on, event.ends_on), place]
    return " · ".join(filter(None, map(str, parts)))


def days_of(event: Event) -> list[str]:
    """Of the columns to sign in: each day, or dots for days that are not known or too many."""
    starts, ends = event.starts_on, event.ends_on or event.starts_on
    if len(starts) == LENGTH == len(ends):
        first = first_day(starts)
        count = (first_day(ends) - first).days + 1
        if count <= MOST_DAYS:
            return [date_format(first + dt.timedelta(days=each)) for each in range(count)]
    return ["……"] * MOST_DAYS


def body_of(one: InPerson) -> str:
    """Whom somebody came from."""
    organization = getattr(one, "organization", "") or (one.member.name if one.member else "")
    return ", ".join(filter(None, [organization, one.member.country if one.member else ""]))


def named(member: Member | None) -> str:
    if member is None:
        return ""
    return ", ".join(filter(None, [member.name or member.acronym, member.country]))
