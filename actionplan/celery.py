"""The Celery application; workers and beat start from here."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionplan.settings.production")

app = Celery("actionplan", task_cls="kernel.retrying:RetryingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@worker_init.connect
@beat_init.connect
def refuse_to_start(**_sent: Any) -> None:
    """Stop before any work is done; Celery would only log another exception."""
    from kernel import startup  # noqa: PLC0415 - needs Django

    try:
        startup.refuse_to_start()
    except ImproperlyConfigured as refused:
        raise SystemExit(str(refused)) from refused
