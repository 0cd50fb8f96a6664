"""Requests that no view saw: refused on the way, by Django itself."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

from kernel.database_away import API


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's `handler400`: a page for people, problem details where the API was asked."""
    return problem() if request.path.startswith(API) else defaults.bad_request(request, exception)


def problem() -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": _("The request cannot be read."),
        "status": HTTPStatus.BAD_REQUEST,
        "detail": _("It has too many parts, or parts that do not fit together."),
    }
    return JsonResponse(body, status=HTTPStatus.BAD_REQUEST, content_type="application/problem+json")
