"""Who may do what: permissions are named once, with the words of the refusal.

An app's `rules.py` names its permissions (and its AppConfig.ready() imports it):

    REVIEW = define_permission("reporting.review", is_devt, refusal=_("Only DEVT reviews reports."))

Views, services and API import them, templates name them:

    @allowed(REVIEW)                       a function view
    class Rounds(AllowedMixin, ListView): permission = REVIEW
    require(request.user, SIGN, report)    one thing, in a view or service
    permission_classes = [may(REVIEW)]     an API view (kernel.api_permissions)
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


class Permission(str):
    """What somebody may do, by its name, which templates and Django's own `has_perm` take as well."""

    __slots__ = ()


OPEN_ADMINISTRATION = Permission("administration.open")
"""Asked by the administration; the app of people says who holds it."""


class Asker(Protocol):
    """Whoever asks: a person, or nobody who is known."""

    def has_perm(self, perm: str, obj: Any = None, /) -> bool: ...


def define_permission(name: str, predicate: Predicate, *, refusal: str | Promise) -> Permission:
    """Declare a permission; `predicate(user, thing)` decides, `refusal` tells those who may not."""
    add_perm(name, predicate)  # type: ignore[no-untyped-call]
    _refusals[name] = refusal
    return Permission(name)


def permissions() -> frozenset[str]:
    """The names of all that are declared."""
    return frozenset(_refusals)


def refusal_of(permission: Permission) -> str:
    return str(_refusals.get(permission, _("Your roles do not allow this.")))


def require(user: Asker, permission: Permission, thing: Any = None) -> None:
    """Raise `PermissionDenied` with the reason unless `user` holds `permission` on `thing`."""
    if not user.has_perm(permission, thing):
        raise PermissionDenied(refusal_of(permission))


def allowed(permission: Permission) -> Callable[[View], View]:
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

    permission: Permission

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


def role_not_required(view: View) -> View:
    """Open a view to people who are signed in but hold no role today."""
    view.role_required = False  # type: ignore[attr-defined]
    return view
