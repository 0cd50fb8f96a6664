"""What every list of the API shares: filters, stable pages of results, errors as problem details."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.filters import OrderingFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from actionplan.core.asked import (
    AskedWronglyError,
    not_one_of,
    page_number,
    refuse_problems,
    stable,
)
from actionplan.core.fields import read_whole
from actionplan.core.parsers import TooLargeError


class Filters(DjangoFilterBackend):
    """Says of a value that cannot be read which ones can."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        found = self.get_filterset(request, queryset, view)
        if found is None:
            return queryset
        refuse_problems(found.form)
        narrowed: QuerySet[Any] = found.qs
        return narrowed


class Ordering(OrderingFilter):
    """By the fields that the endpoint names; the primary key decides between equals."""

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        [described] = super().get_schema_operation_parameters(view)
        fields = ", ".join(f"`{name}`" for name in getattr(view, "ordering_fields", ()))
        words = f"One or more of {fields}, with commas between; a minus in front turns the order round."
        return [described | {"description": words}]

    def remove_invalid_fields(
        self, queryset: QuerySet[Any], fields: Any, view: APIView, request: Request
    ) -> list[str]:
        known = [str(name) for name, _label in self.get_valid_fields(queryset, view, {"request": request})]
        for term in fields:
            if term.removeprefix("-") not in known:
                raise AskedWronglyError({self.ordering_param: [not_one_of(term, known)]})
        return list(fields)

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        return stable(super().filter_queryset(request, queryset, view))


class Pagination(PageNumberPagination):
    """Fifty results a page unless `page_size` asks for up to 500."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500

    def get_page_size(self, request: Request) -> int:
        try:
            return read_whole(
                request.query_params.get(self.page_size_query_param, str(self.page_size)),
                least=1,
                most=self.max_page_size,
            )
        except ValidationError as error:
            raise AskedWronglyError({self.page_size_query_param: error.messages}) from error

    def get_page_number(self, request: Request, paginator: Any) -> int:
        return page_number(request.query_params)


class Conflict(exceptions.APIException):
    """What was asked for does not go with how things stand; `errors` may say more, by field."""

    status_code = 409
    default_detail = gettext_lazy("This does not go with how things stand.")
    default_code = "conflict"

    def __init__(self, detail: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.errors = errors


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """An error as RFC 9457 problem details; what failed, field by field, in `errors`."""
    if isinstance(error, AskedWronglyError):
        error = exceptions.ValidationError(error.problems)
    if isinstance(error, RequestDataTooBig):
        error = TooLargeError()
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
