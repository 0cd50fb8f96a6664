"""No cache keeps what the portal answers: neither a proxy's nor that of a shared computer."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

View = TypeVar("View", bound=Callable[..., HttpResponse])


def for_everyone(view: View) -> View:
    """Mark a page that says the same to every stranger: their caches may keep it."""
    view.is_for_everyone = True  # type: ignore[attr-defined]
    return view


class PrivateAnswersMiddleware:
    """Forbids keeping each answer, but for pages marked `@for_everyone` when a stranger asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_public(request):
            patch_cache_control(response, private=True, no_store=True)
        return response


def is_public(request: HttpRequest) -> bool:
    match, user = request.resolver_match, getattr(request, "user", None)
    marked = match is not None and getattr(match.func, "is_for_everyone", False)
    return marked and user is not None and not user.is_authenticated
