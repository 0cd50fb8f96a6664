"""The bases of every endpoint of the API: what it does not take is refused, never passed over."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.routers import APIRootView
from rest_framework.views import APIView

from kernel.api import Ordering, Pagination
from kernel.asked import refuse_unknown

if TYPE_CHECKING:
    ReadOnlyBase = viewsets.ReadOnlyModelViewSet[Any]
    GenericBase = viewsets.GenericViewSet[Any]
else:
    ReadOnlyBase = viewsets.ReadOnlyModelViewSet
    GenericBase = viewsets.GenericViewSet


class KnownParameters(APIView):
    """A list takes the filters of its filter set, `ordering`, `page` and `page_size`; what an action
    takes besides stands in `takes`, by the action's name.
    """

    takes: Mapping[str, Collection[str]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, tuple(self.parameters()))

    def parameters(self) -> Iterator[str]:
        action = getattr(self, "action", "")
        yield from self.takes.get(action or "", ())
        if action == "list":
            yield from self.parameters_of_list()

    def parameters_of_list(self) -> Iterator[str]:
        filters = getattr(self, "filterset_class", None)
        yield from filters.base_filters if filters else ()
        if getattr(self, "ordering_fields", None):
            yield Ordering.ordering_param
        if getattr(self, "pagination_class", None):
            yield from (Pagination.page_query_param, Pagination.page_size_query_param)


class ReadOnlyEndpoint(KnownParameters, ReadOnlyBase):
    """Lists and shows one model."""


class Endpoint(KnownParameters, GenericBase):
    """Does with one model what its mixins say."""


class Root(KnownParameters, APIRootView):
    """The addresses of all lists."""
