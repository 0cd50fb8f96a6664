"""Who is signed in but holds no role, or lacks the second factor of the role, sees one page: what to do."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

OWN_ACCOUNT = ("account_", "mfa_", "usersessions_")
"""Names of allauth's pages: sign-in, password and two-step sign-in are everyone's own."""


class RoleRequiredMiddleware:
    """Keeps people without a current role out of every page, but for their own account.

    Views marked `@role_not_required` or `@login_not_required` stay open; the API has
    its own check, `HasRole`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or is_open(request, view) or request.user.current_roles:
            return None
        return render(request, "members/without_role.html", status=403)


WAY_TO_SECOND_FACTOR = {
    *("mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_generate_recovery_codes", "mfa_reauthenticate", "account_reauthenticate", "account_logout"),
}
"""Names of the pages by which a second factor is set up, and of the way out."""


class SecondFactorMiddleware:
    """Leads people whose role asks for a second factor to set it up, before anything else opens.

    The API refuses them by `HasRole`; the way back in, where a phone was lost, is another administrator.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or is_way_to_second_factor(request, view):
            return None
        step = request.user.second_factor_step
        return redirect(step) if step else None


def is_way_to_second_factor(request: HttpRequest, view: Callable[..., Any]) -> bool:
    match = request.resolver_match
    return (
        not getattr(view, "login_required", True)
        or hasattr(view, "cls")  # an endpoint of the API
        or (match is not None and match.view_name in WAY_TO_SECOND_FACTOR)
    )


def is_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    match = request.resolver_match
    name = (match.view_name or "") if match else ""
    return (
        not getattr(view, "role_required", True)
        or not getattr(view, "login_required", True)
        or hasattr(view, "cls")  # an endpoint of the API
        or name.startswith(OWN_ACCOUNT)
    )
