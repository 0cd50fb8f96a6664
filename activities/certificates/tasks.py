"""What workers do for certificates."""

from celery import shared_task

from activities.certificates.making import make


@shared_task
def make_certificates(printing_id: int) -> None:
    make(printing_id)
