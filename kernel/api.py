"""What every list of the API shares: filters, stable pages of results, errors as problem details."""

from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.filters import OrderingFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from kernel.asked import (
    GIVEN_TWICE,
    AskedWronglyError,
    not_one_of,
    page_number,
    refuse_problems,
    stable,
)
from kernel.fields import read_whole
from kernel.parsers import TooLargeError, too_many_fields, too_many_files

MOST_PROBLEMS = 20
"""Of a body, an answer tells so many."""


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
        if len({term.removeprefix("-") for term in fields}) < len(fields):
            raise AskedWronglyError({self.ordering_param: [str(GIVEN_TWICE)]})
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
    error = as_api_exception(error)
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    title = title_of(error) or response.status_text
    body = {"type": "about:blank", "title": title, "status": response.status_code}
    errors = response.data if detail is None else getattr(error, "errors", None)
    if isinstance(error, exceptions.ValidationError):
        telling = Telling()
        errors = telling.first(errors)
        detail = telling.left_out
    if detail:
        body["detail"] = str(detail)
    if errors:
        body["errors"] = errors
    response.data = body
    response.content_type = "application/problem+json"
    return response


def as_api_exception(error: Exception) -> Exception:
    """What the portal or Django refuses, as the API says it."""
    if isinstance(error, AskedWronglyError):
        return exceptions.ValidationError(error.problems)
    if isinstance(error, RequestDataTooBig):
        return TooLargeError()
    if isinstance(error, TooManyFieldsSent):
        return too_many_fields(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0)
    if isinstance(error, TooManyFilesSent):
        return too_many_files(settings.DATA_UPLOAD_MAX_NUMBER_FILES or 0)
    return exceptions.ParseError() if isinstance(error, SuspiciousOperation) else error


def title_of(error: Exception) -> str:
    """The words of the kind of error, where they are whole: some have places for what was asked."""
    words = str(getattr(error, "default_detail", ""))
    return "" if "{" in words else words


class Telling:
    """Tells the first problems of a body, however many it has."""

    def __init__(self) -> None:
        self.problems = 0

    def first(self, errors: Any) -> Any:
        """The same with the first problems alone; what has none of them is left out, places in lists stay."""
        if isinstance(errors, dict):
            kept = {name: self.first(each) for name, each in errors.items()}
            return {name: each for name, each in kept.items() if each or not errors[name]}
        if isinstance(errors, list):
            found = [self.first(each) for each in errors]
            while self.problems > MOST_PROBLEMS and found and not found[-1]:
                found.pop()
            return found
        self.problems += 1
        return errors if self.problems <= MOST_PROBLEMS else None

    @property
    def left_out(self) -> str:
        if self.problems <= MOST_PROBLEMS:
            return ""
        words = _("These are the first %(most)s of %(count)s problems.")
        return words % {"most": MOST_PROBLEMS, "count": f"{self.problems:,}"}
