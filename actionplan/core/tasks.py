"""What is done after commit."""

from celery import shared_task
from django.utils import timezone

from actionplan.core import outbox


@shared_task
def send_email(email_id: int) -> None:
    outbox.deliver(email_id, now=timezone.now())
