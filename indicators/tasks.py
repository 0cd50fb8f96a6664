"""What Celery does for the indicators after a commit."""

from celery import shared_task

from indicators.runs import scheduler


@shared_task
def compute_due() -> None:
    """Compute whatever waits or is stale when the task starts; harmless to repeat."""
    scheduler.compute_all_due()
