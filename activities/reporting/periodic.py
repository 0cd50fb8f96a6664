"""What Celery beat starts for reporting; the timetable stands in the settings."""

from celery import shared_task

from activities.reporting.selectors.dates import portal_day
from activities.reporting.services import rounds


@shared_task
def close_rounds() -> None:
    """Close the rounds whose last day has ended in the portal's time zone."""
    rounds.close_rounds_past(today=portal_day())
