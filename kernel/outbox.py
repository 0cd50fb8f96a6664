"""The outbox: sends what waits in it, at least once, and again later what failed.

An e-mail is claimed in one transaction, sent outside any, and marked as sent in another.  Whoever
dies between sending and marking leaves a claim; once that has run out the e-mail is sent again,
under the same Message-ID, by which its reader's server can tell a double.
"""

import datetime as dt
import time
from urllib.parse import urlsplit

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from kernel.models import Email
from kernel.restored import hold_what_was_restored

LONGEST_WAIT = dt.timedelta(hours=6)
CLAIM = dt.timedelta(minutes=10)
"""For how long nobody else takes an e-mail: longer than a task may take to send it."""
PAUSES = (1, 2, 4, 8, 15)
"""Seconds between attempts to mark what was sent, while the database is away: time for a restart."""


def can_send() -> bool:
    """Whether a mail server is known; without one, e-mails stay in the outbox."""
    return bool(settings.EMAIL_HOST)


def deliver(email_id: int, *, now: dt.datetime) -> bool:
    """Send one waiting e-mail, unless another worker holds it or it was sent already."""
    if not can_send() or (email := claim(email_id, now)) is None:
        return False
    try:
        message_of(email).send()
    except (OSError, ValueError, SoftTimeLimitExceeded) as error:  # what smtplib raises is an OSError too
        put_off(email, error, now)
        return False
    mark_sent(email, now)
    return True


@transaction.atomic
def claim(email_id: int, now: dt.datetime) -> Email | None:
    """Take a due e-mail for this worker, whatever becomes of it."""
    hold_what_was_restored(now)
    due = Email.objects.due_at(now).select_for_update(skip_locked=True).filter(pk=email_id)
    if (email := due.first()) is None:
        return None
    if email.claimed_until is not None:
        email.attempts += 1
        email.error = _("The worker was stopped while it sent this e-mail, which may have arrived.")
    if email.is_given_up:
        give_back(email)
        return None
    email.claimed_until = now + CLAIM
    email.save(update_fields=["attempts", "error", "claimed_until"])
    return email


def mark_sent(email: Email, now: dt.datetime) -> None:
    """Write down that it was sent, or else it is sent again: a database that restarts is waited for."""
    email.sent_at, email.error = now, ""
    for seconds in PAUSES:
        try:
            return give_back(email)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(seconds)
    return give_back(email)


def put_off(email: Email, error: Exception, now: dt.datetime) -> None:
    """Try again after 2, 4, 8 … minutes, six hours at most; the last failure gives up."""
    email.attempts += 1
    email.error = f"{type(error).__name__}: {error}"
    email.next_attempt_at = now + min(dt.timedelta(minutes=2**email.attempts), LONGEST_WAIT)
    give_back(email)


def give_back(email: Email) -> None:
    """End the claim with what became of the e-mail; what nobody needs any more is forgotten."""
    email.claimed_until = None
    if email.sent_at or email.is_given_up:
        forget(email)
    email.save(
        update_fields=["sent_at", "attempts", "error", "next_attempt_at", "claimed_until", "text", "html"]
    )


def forget(email: Email) -> None:
    """Erase a text with a link that lets its reader in: nobody else is to find it."""
    if not email.keeps_text:
        email.text = email.html = ""


def message_of(email: Email) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        email.subject, email.text, to=[email.to], headers={"Message-ID": message_id(email)}
    )
    message.attach_alternative(email.html, "text/html")
    return message


def message_id(email: Email) -> str:
    """The same at every attempt, and no other e-mail's."""
    return f"<{email.pk}.{email.created_at:%Y%m%d%H%M%S%f}@{urlsplit(settings.BASE_URL).hostname}>"


def forget_dead_links(now: dt.datetime) -> int:
    """Erase what waited until its link had ended; the number of e-mails."""
    return Email.objects.with_dead_links(now).update(text="", html="")


def due_emails(now: dt.datetime, most: int = 500) -> list[int]:
    """Ids of the oldest e-mails that wait and whose time has come."""
    found = Email.objects.due_at(now).order_by("next_attempt_at", "pk")
    return list(found.values_list("pk", flat=True)[:most]) if can_send() else []
