"""Who may call the API: the same permissions as the pages, with the same words."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission

from kernel.access import Permission, refusal_of

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


NEEDS_SECOND_FACTOR = _("Your role asks for two-step sign-in. Set it up on the pages of the portal first.")


class HasRole(BasePermission):
    """The API's default: whoever holds any role today."""

    message: str | Promise = _("You have no role in the portal at present.")

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        if getattr(request.user, "second_factor_step", ""):
            self.message = NEEDS_SECOND_FACTOR
            return False
        return bool(getattr(request.user, "current_roles", None))


def may(permission: Permission, *, change: Permission | None = None) -> type[HasRole]:
    """An API permission: `permission` to read, and `change` (else the same) for other methods."""

    class Allowed(HasRole):
        def has_permission(self, request: "Request", view: "APIView") -> bool:
            wanted = permission if request.method in SAFE_METHODS else change or permission
            self.message = refusal_of(wanted)
            return super().has_permission(request, view) and request.user.has_perm(wanted)

    return Allowed
