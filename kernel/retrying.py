"""The class of every Celery task: tried again where the database was away, or had locked itself up."""

from celery import Task
from django.db import InterfaceError, OperationalError


class RetryingTask(Task):
    autoretry_for = (OperationalError, InterfaceError)
    retry_backoff = 5
    """Seconds before the first retry; doubled for each, with some chance, up to the most."""
    retry_backoff_max = 60
    max_retries = 10
