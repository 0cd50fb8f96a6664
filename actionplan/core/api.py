"""What every API endpoint shares: pages of results and errors as problem details."""

from typing import Any

from rest_framework import exceptions
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Pagination(PageNumberPagination):
    """Fifty results a page unless `page_size` asks for fewer or up to 500."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """An error as RFC 9457 problem details; what failed, field by field, in `errors`."""
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    title = error.default_detail if isinstance(error, exceptions.APIException) else response.status_text
    body = {"type": "about:blank", "title": str(title), "status": response.status_code}
    if detail is not None:
        body["detail"] = str(detail)
    else:
        body["errors"] = response.data
    response.data = body
    response.content_type = "application/problem+json"
    return response
