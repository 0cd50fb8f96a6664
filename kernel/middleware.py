"""What every request passes through."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from pghistory.middleware import HistoryMiddleware

from kernel.asked import AskedWronglyError, refuse_unknown
from kernel.days import zone_named
from kernel.fields import shortened
from kernel.parsers import cleaned_query
from kernel.redaction import without_secrets
from kernel.refused import unreadable
from kernel.texts import cleaned, is_readable

UTF8 = {"", "utf-8"}
PACKAGES = {app.partition(".")[0] for app in settings.INSTALLED_APPS}
OWN_PACKAGES = {name for name in PACKAGES if (settings.BASE_DIR / name).is_dir()}


class TimeZoneMiddleware:
    """Shows times in the reader's own zone; without one, in the portal's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(zone_named(getattr(request.user, "time_zone", ""))):
            return self.get_response(request)


class RedactedHistoryMiddleware(HistoryMiddleware):
    """Notes in the trail who changed something and at which address, without the keys that stand in it."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return without_secrets(context)


class ParametersMiddleware:
    """Answers an address whose parameters a page does not take, or cannot read, with what is wrong.

    The API says the same through its own handler of errors; allauth and the administration
    have parameters of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method not in {"GET", "HEAD"} or not is_page_of_the_portal(request, view):
            return None
        try:
            refuse_unknown(request.GET, getattr(view, "takes", ()))
        except AskedWronglyError as wrong:
            return self.process_exception(request, wrong)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AskedWronglyError):
            return None
        kept = request.GET.copy()
        for name in [name for name in kept if shortened(name) in exception.problems]:
            del kept[name]
        address = f"{request.path}?{kept.urlencode()}" if kept else request.path
        context = {"problems": exception.problems, "without": address}
        return render(request, "asked_wrongly.html", context, status=400)


def is_page_of_the_portal(request: HttpRequest, view: Callable[..., Any]) -> bool:
    match = request.resolver_match
    is_admin = match is not None and "admin" in match.namespaces
    return view.__module__.partition(".")[0] in OWN_PACKAGES and not hasattr(view, "cls") and not is_admin


def is_in_another_encoding(request: HttpRequest) -> bool:
    """Whether the request says so; browsers send UTF-8, and say nothing or that."""
    said = (request.content_params or {}).get("charset", "")
    return said.strip().strip("\"'").lower() not in UTF8


class CleanInputMiddleware:
    """Takes out of addresses, cookies and forms what cannot be seen; the API's parsers do it for bodies.

    No name of anything holds such characters, so an address with one leads nowhere.  A body in
    another encoding than UTF-8 is refused before anybody reads it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_in_another_encoding(request):
            return unreadable(request)
        request.COOKIES = {name: cleaned(value) for name, value in request.COOKIES.items()}
        request.GET = cleaned_query(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if not is_readable(request.path_info):
            raise Http404
        if request.method == "POST" and not hasattr(view, "cls"):
            request.POST = cleaned_query(request.POST)  # type: ignore[assignment]
