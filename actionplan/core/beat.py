"""Celery's beat, with a heartbeat that the health check sees."""

from typing import Any

import redis
from django.conf import settings
from django_celery_beat.schedulers import DatabaseScheduler

from actionplan.health import BEAT_KEY, BEAT_SECONDS


class HeartbeatScheduler(DatabaseScheduler):
    """The schedule of the database; each tick renews a key that would expire on its own."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        seconds: float = super().tick(*args, **kwargs)
        with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
            client.set(BEAT_KEY, "1", ex=BEAT_SECONDS)
        return seconds
