"""What workers do for imports."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from kernel.imports.services import proceed
from kernel.models import KEPT_DAYS, Import, ImportFile
from kernel.queue import enqueue

PATIENCE = dt.timedelta(minutes=2)
"""After which an import that still waits is handed over again; one at work is locked."""


@shared_task
def continue_import(import_id: int) -> None:
    proceed(import_id)


@shared_task
def continue_imports() -> None:
    """Hand over again what a crash left waiting."""
    for of in Import.objects.at_work().filter(queued_at__lt=timezone.now() - PATIENCE):
        enqueue(continue_import, of.pk)


@shared_task
def forget_files() -> None:
    """The bytes are no longer needed; what was written from them is kept."""
    end = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    ImportFile.objects.filter(of__created_at__lt=end).exclude(content=None).update(content=None)
