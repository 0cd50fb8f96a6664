"""The Celery application; workers and beat start from here."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionplan.settings.production")

app = Celery("actionplan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@worker_init.connect
@beat_init.connect
def refuse_sample_sign_ins(**kwargs: Any) -> None:
    """Stop before any work is done; Celery would only log another exception."""
    from members.sample import refusal_to_start  # noqa: PLC0415 - needs Django

    if words := refusal_to_start():
        raise SystemExit(words)
