"""Celery's beat, with a heartbeat that the health check sees; it waits out what is away."""

from typing import Any

import django.db
import redis
import structlog
from django.conf import settings
from django_celery_beat.schedulers import DatabaseScheduler

from actionplan.health import BEAT_KEY, BEAT_SECONDS
from kernel.reach import reach_of

log = structlog.get_logger(__name__)

RETRY_SECONDS = 5.0


class HeartbeatScheduler(DatabaseScheduler):
    """The schedule of the database; each tick renews a key that would expire on its own.

    While Redis or the database is away nothing is started and nothing forgotten: what falls
    due meanwhile is started once both are back.
    """

    def tick(self, *args: Any, **kwargs: Any) -> float:
        try:
            reach_of(settings.CELERY_BROKER_URL).client.set(BEAT_KEY, "1", ex=BEAT_SECONDS)
            seconds: float = super().tick(*args, **kwargs)
        except (redis.RedisError, django.db.Error) as error:
            log.warning("beat_waits", error=f"{type(error).__name__}: {error}")
            return RETRY_SECONDS
        return seconds
