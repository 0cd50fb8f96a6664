"""What Celery beat starts for the indicators; the timetable stands in the settings."""

from celery import shared_task

from indicators import services
from indicators.runs import scheduler


@shared_task
def sweep() -> None:
    """Each minute: compute what no task has taken, and pick up interrupted runs."""
    scheduler.sweep()


@shared_task
def recompute_all() -> None:
    """Nightly: compute everything again; a difference that nothing explains is an incident."""
    services.recompute_all()
