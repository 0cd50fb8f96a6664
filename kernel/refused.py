"""Requests that no view saw: refused on the way, by Django itself."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from kernel.database_away import API


@csrf_exempt
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's `handler400`: a page for people, problem details where the API was asked."""
    return problem() if request.path.startswith(API) else defaults.bad_request(request, exception)


def unreadable(request: HttpRequest) -> HttpResponse:
    """A body in another encoding: in plain words, since nothing of the request may be read for a page."""
    words = _("What is sent to the portal must be encoded as UTF-8.")
    if request.path.startswith(API):
        return problem(words, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return HttpResponse(
        words, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, content_type="text/plain; charset=utf-8"
    )


def problem(detail: str = "", status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": _("The request cannot be read."),
        "status": status,
        "detail": detail or _("It has too many parts, or parts that do not fit together."),
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")
