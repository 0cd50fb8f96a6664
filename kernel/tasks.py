"""What is done after commit."""

from celery import shared_task
from django.utils import timezone

from kernel import outbox

WHOLE = 60
"""Seconds for one e-mail; EMAIL_TIMEOUT limits each answer of the mail server."""


@shared_task(soft_time_limit=WHOLE, time_limit=2 * WHOLE, expires=2 * WHOLE)
def send_email(email_id: int) -> None:
    """It expires, so that a mail server that hangs leaves no growing queue: the sweep names it anew."""
    outbox.deliver(email_id, now=timezone.now())
