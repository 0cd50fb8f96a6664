"""Whether this web server can do its work: it reaches its database, and is quicker with Redis."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from kernel.asked import ANYTHING, takes
from kernel.database_away import RETRY_AFTER
from kernel.reach import reach_of

log = structlog.get_logger(__name__)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        log.warning("database_is_away", error=f"{type(error).__name__}: {error}")
        return False
    return True


def redis_answers() -> bool:
    return reach_of(settings.CELERY_BROKER_URL).answers()


NEEDED = "database"
CHECKS: dict[str, Callable[[], bool]] = {NEEDED: database_answers, "redis": redis_answers}


@takes(ANYTHING)
@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """For load balancers, which do not sign in; it tells nothing but what is well.

    Without Redis the portal goes on, so a server that lacks it stays in service.
    """
    found = {name: check() for name, check in CHECKS.items()}
    if found[NEEDED]:
        return JsonResponse(found)
    return JsonResponse(found, status=503, headers={"Retry-After": RETRY_AFTER})
