"""The log's line for each request."""

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

from kernel.clients import client_address


class RequestLogMiddleware(RequestMiddleware):
    """Names the reader's address as everything else does; secrets are taken out as the line is written."""

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        structlog.contextvars.bind_contextvars(ip=client_address(request))
