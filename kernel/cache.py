"""The cache: Redis while it answers, else a table of the database."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

from kernel.reach import Reach, reach_of

FALLBACK = "fallback"
"""The name in CACHES of what stands in for Redis.  Every process shares it, as they share
Redis: limits on attempts to sign in hold without Redis too."""


def steady(method: Callable[..., Any]) -> Any:
    """The same method, asked of the fallback where Redis does not answer."""

    @wraps(method)
    def asked(self: "SteadyCache", *args: Any, **kwargs: Any) -> Any:
        if not self.reach.is_away:
            try:
                return method(self, *args, **kwargs)
            except RedisError as error:
                self.reach.lost(error)
        return getattr(caches[FALLBACK], method.__name__)(*args, **kwargs)

    return asked


class SteadyCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.reach: Reach = reach_of(server)

    add = steady(RedisCache.add)
    get = steady(RedisCache.get)
    set = steady(RedisCache.set)
    touch = steady(RedisCache.touch)
    delete = steady(RedisCache.delete)
    get_many = steady(RedisCache.get_many)
    set_many = steady(RedisCache.set_many)
    delete_many = steady(RedisCache.delete_many)
    has_key = steady(RedisCache.has_key)
    incr = steady(RedisCache.incr)
    clear = steady(RedisCache.clear)
