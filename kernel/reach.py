"""Redis, asked briefly: who has just found it away does not wait for it again.

The portal works without Redis, only more slowly (docs/decisions/0009-faults.md).  No page may
wait for it longer than a moment, nor once for each of seventy e-mails.
"""

import time
from functools import cache
from typing import Any

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)

BRIEFLY: dict[str, Any] = {
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "retry": Retry(NoBackoff(), 1),
}
"""One retry at once: a connection that Redis has closed meanwhile is replaced by a new one."""

AWAY_SECONDS = 5
"""For how long this process takes Redis for away once it has not answered."""


class Reach:
    """What this process knows of the Redis at one address."""

    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(url, **BRIEFLY)
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self._away_until

    def lost(self, error: Exception) -> None:
        self._away_until = time.monotonic() + AWAY_SECONDS
        log.warning("redis_is_away", error=f"{type(error).__name__}: {error}")

    def answers(self) -> bool:
        """Ask, unless it has just been found away."""
        if self.is_away:
            return False
        try:
            self.client.ping()
        except redis.RedisError as error:
            self.lost(error)
            return False
        return True


@cache
def reach_of(url: str) -> Reach:
    return Reach(url)
