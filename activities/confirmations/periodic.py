"""What Celery beat starts for confirmations; the timetable stands in the settings."""

from celery import shared_task
from django.utils import timezone

from activities.confirmations import digests


@shared_task
def send_digests() -> None:
    """Each day, of which a member hears once a week at most."""
    digests.send_digests(timezone.now())
