"""What Celery beat starts."""

from celery import shared_task
from django.utils import timezone

from kernel.outbox import due_emails, forget_dead_links
from kernel.queue import enqueue
from kernel.tasks import send_email


@shared_task
def send_waiting_emails() -> None:
    """Hand every due e-mail to the workers again: those that a crash or a failure left behind."""
    now = timezone.now()
    forget_dead_links(now)
    for email_id in due_emails(now):
        enqueue(send_email, email_id)
