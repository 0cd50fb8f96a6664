"""The administration: DEVT only, entered through the portal's own sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from kernel.access import OPEN_ADMINISTRATION, refusal_of
from kernel.admin_groups import OTHER, Group
from kernel.words import MOST_LETTERS, MOST_WORDS

# The theme evaluates its own expressions and sets its colours in a style element.
THEME_NEEDS = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
}


def group_of(model_admin: Any) -> Group:
    return getattr(model_admin, "group", OTHER)


def position_of(group: Group) -> int:
    return group.position


def in_navigation(group: Group, entries: list[Any]) -> dict[str, Any]:
    """A heading as the theme shows one; what DEVT edits stands before what it reads."""
    entries = sorted(entries, key=lambda entry: not entry["perms"]["change"])
    return {
        "name": group.title,
        "app_label": group.key,
        "app_url": reverse("admin:index"),
        "has_module_perms": True,
        "models": entries,
    }


SEARCHED = ("q", "term", "s")
"""What lists, fields that complete themselves and the search of the menu are asked by."""


def searching_briefly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Each word costs a look at every row, so there are few."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typed = [request.GET.get(name, "") for name in SEARCHED]
        if any(len(text) > MOST_LETTERS or len(text.split()) > MOST_WORDS for text in typed):
            raise DisallowedModelAdminLookup("Searching by so many words not allowed")
        return view(request, *args, **kwargs)

    return guarded


class PortalAdminSite(UnfoldAdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(OPEN_ADMINISTRATION)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """By what people do, not by the apps that the models lie in."""
        if app_label:
            return super().get_app_list(request, app_label)
        entries: dict[Group, list[Any]] = {}
        for app in super().get_app_list(request):
            for entry in app["models"]:
                entries.setdefault(group_of(self._registry[entry["model"]]), []).append(entry)
        return [in_navigation(group, entries[group]) for group in sorted(entries, key=position_of)]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No second way in: the portal's sign-in limits attempts and asks for the second factor."""
        if request.user.is_authenticated:
            raise PermissionDenied(refusal_of(OPEN_ADMINISTRATION))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    login = login_not_required(login)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The portal's own page limits attempts, ends API tokens and tells the person by e-mail."""
        return redirect("account_change_password")

    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def admin_view(
        self,
        view: Callable[..., HttpResponseBase],
        cacheable: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
    ) -> Callable[..., HttpResponseBase]:
        return csp_update(THEME_NEEDS)(super().admin_view(searching_briefly(view), cacheable))
