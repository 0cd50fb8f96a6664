"""A database that is away: which errors say so, and what is answered then."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

RETRY_AFTER = 15
"""Seconds after which a program may ask again; the report's script waits as long."""

API = "/api/v1/"
CONNECTION_ERRORS = "08"
AWAY = {"57P01", "57P02", "57P03", "53300"}
"""SQLSTATEs: shut down by the administrator, by a crash; starting up; too many connections."""


def is_database_away(error: BaseException | None) -> bool:
    """Whether the same might work once the database is back; a deadlock, say, is another matter."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "pgcode", None)  # None: the driver itself lost the server
    return state is None or state.startswith(CONNECTION_ERRORS) or state in AWAY


@csrf_exempt
def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: the one place that hears of errors in views and in middleware alike."""
    if is_database_away(sys.exc_info()[1]):
        return service_unavailable(request)
    return defaults.server_error(request)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    is_for_a_program = request.path.startswith(API) or not request.accepts("text/html")
    response = problem() if is_for_a_program else page()
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def page() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)


def problem() -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": _("The portal cannot reach its data just now."),
        "status": HTTPStatus.SERVICE_UNAVAILABLE,
        "detail": _("What was sent last may not have been saved. Try again in a moment, and look first."),
    }
    return JsonResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="application/problem+json")
