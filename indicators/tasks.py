"""What Celery does for the indicators after a commit."""

from celery import shared_task

from indicators import runs


@shared_task
def compute_due() -> None:
    """Compute whatever waits or is stale when the task starts; harmless to repeat."""
    runs.compute_all_due()
