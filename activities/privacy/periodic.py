"""What Celery beat starts for privacy; the timetable stands in the settings."""

from celery import shared_task

from activities.privacy import services
from kernel.days import portal_day


@shared_task
def anonymise_overdue() -> None:
    """Each night."""
    services.anonymise_overdue(portal_day())
