"""The outbox: sends what waits in it, each e-mail once, and again later what failed."""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from actionplan.core.models import Email

LONGEST_WAIT = dt.timedelta(hours=6)


def can_send() -> bool:
    """Whether a mail server is known; without one, e-mails stay in the outbox."""
    return bool(settings.EMAIL_HOST)


@transaction.atomic
def deliver(email_id: int, *, now: dt.datetime) -> bool:
    """Send one waiting e-mail, unless another worker holds it or it was sent already."""
    waiting = Email.objects.due_at(now).select_for_update(skip_locked=True).filter(pk=email_id)
    if not can_send() or (email := waiting.first()) is None:
        return False
    try:
        message_of(email).send()
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError too
        put_off(email, error, now)
        return False
    email.sent_at, email.error = now, ""
    forget(email)
    email.save(update_fields=["sent_at", "error", "text", "html"])
    return True


def forget(email: Email) -> None:
    """Erase a text with a link that lets its reader in: nobody else is to find it."""
    if not email.keeps_text:
        email.text = email.html = ""


def message_of(email: Email) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(email.subject, email.text, to=[email.to])
    message.attach_alternative(email.html, "text/html")
    return message


def put_off(email: Email, error: Exception, now: dt.datetime) -> None:
    """Try again after 2, 4, 8 … minutes, six hours at most; the last failure gives up."""
    email.attempts += 1
    email.error = f"{type(error).__name__}: {error}"
    email.next_attempt_at = now + min(dt.timedelta(minutes=2**email.attempts), LONGEST_WAIT)
    if email.is_given_up:
        forget(email)
    email.save(update_fields=["attempts", "error", "next_attempt_at", "text", "html"])


def forget_dead_links(now: dt.datetime) -> int:
    """Erase what waited until its link had ended; the number of e-mails."""
    return Email.objects.with_dead_links(now).update(text="", html="")


def due_emails(now: dt.datetime, most: int = 500) -> list[int]:
    """Ids of the oldest e-mails that wait and whose time has come."""
    found = Email.objects.due_at(now).order_by("next_attempt_at", "pk")
    return list(found.values_list("pk", flat=True)[:most]) if can_send() else []
