"""What Celery beat starts for certificates; the timetable stands in the settings."""

from celery import shared_task
from django.utils import timezone

from activities.certificates.enums import PrintingState
from activities.certificates.models import Printing
from activities.certificates.tasks import make_certificates
from kernel.queue import enqueue


@shared_task
def sweep() -> None:
    """Each minute: files whose day is over go; what a crash left is handed over again, for a while."""
    now = timezone.now()
    Printing.objects.overdue(now).delete()
    Printing.objects.given_up(now).update(state=PrintingState.FAILED)
    for printing in Printing.objects.left_waiting(now):
        enqueue(make_certificates, printing.pk)
