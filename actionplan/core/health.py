"""Whether this web server can do its work: it reaches its database and its cache."""

from collections.abc import Callable

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

log = structlog.get_logger(__name__)


def reach_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def reach_cache() -> None:
    cache.set("health", "well", timeout=10)


CHECKS: dict[str, Callable[[], None]] = {"database": reach_database, "cache": reach_cache}


@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """For load balancers, which do not sign in; it tells nothing but what is well."""
    found = {name: is_well(name, check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def is_well(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        log.exception("not_well", part=name)
        return False
    return True
