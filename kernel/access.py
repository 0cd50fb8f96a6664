"""Who may do what: permissions are named once, with the words of the refusal.

An app's `rules.py` names its permissions (and its AppConfig.ready() imports it):

    grant("reporting.review", is_devt, refusal=_("Only DEVT reviews reports."))

Views, services, API and templates ask for them by name:

    @allowed("reporting.review")                       a function view
    class Rounds(AllowedMixin, ListView): permission = "reporting.review"
    require(request.user, "reporting.sign", report)    one thing, in a view or service
    permission_classes = [may("reporting.review")]     an API view (core.api_permissions)
    {% has_perm "reporting.sign" user report as may_sign %}   a template, after {% load rules %}

A refusal is a 403 that says the refusal's words.  Whoever may not even know that a
thing exists gets a 404, because the view looks it up in `visible_to(user)`.
Pages for everyone with a role need nothing: `RoleRequiredMiddleware` sees to it.
"""

import functools
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rules.permissions import add_perm
from rules.predicates import Predicate

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

_refusals: dict[str, str | Promise] = {}


class Asker(Protocol):
    """Whoever asks: a person, or nobody who is known."""

    def has_perm(self, perm: str, obj: Any = None, /) -> bool: ...


def grant(permission: str, predicate: Predicate, *, refusal: str | Promise) -> None:
    """Name a permission; `predicate(user, thing)` decides, `refusal` tells those who may not."""
    add_perm(permission, predicate)  # type: ignore[no-untyped-call]
    _refusals[permission] = refusal


def refusal_of(permission: str) -> str:
    return str(_refusals.get(permission, _("Your roles do not allow this.")))


def require(user: Asker, permission: str, thing: Any = None) -> None:
    """Raise `PermissionDenied` with the reason unless `user` holds `permission` on `thing`."""
    if not user.has_perm(permission, thing):
        raise PermissionDenied(refusal_of(permission))


def allowed(permission: str) -> Callable[[View], View]:
    """Let a function view run only for people who hold `permission`."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request.user, permission)
            return view(request, *args, **kwargs)

        return cast("View", guarded)

    return decorate


class AllowedMixin:
    """Lets a class-based view run only for people who hold `permission`."""

    permission: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


def role_not_required(view: View) -> View:
    """Open a view to people who are signed in but hold no role today."""
    view.role_required = False  # type: ignore[attr-defined]
    return view
