"""What every API endpoint shares: pages of results and errors as problem details."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Pagination(PageNumberPagination):
    """Fifty results a page unless `page_size` asks for fewer or up to 500."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500


class Conflict(exceptions.APIException):
    """What was asked for does not go with how things stand; `errors` may say more, by field."""

    status_code = 409
    default_detail = _("This does not go with how things stand.")
    default_code = "conflict"

    def __init__(self, detail: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.errors = errors


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """An error as RFC 9457 problem details; what failed, field by field, in `errors`."""
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    title = error.default_detail if isinstance(error, exceptions.APIException) else response.status_text
    body = {"type": "about:blank", "title": str(title), "status": response.status_code}
    errors = response.data if detail is None else getattr(error, "errors", None)
    if detail is not None:
        body["detail"] = str(detail)
    if errors:
        body["errors"] = errors
    response.data = body
    response.content_type = "application/problem+json"
    return response
