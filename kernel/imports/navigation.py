"""What imports add to the main navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import importers_for
from kernel.registry import NavigationItem, register_navigation


def register() -> None:
    register_navigation(NavigationItem(_("Imports"), "imports:list", imports_something, 90, "imports"))


def imports_something(request: HttpRequest) -> bool:
    return bool(importers_for(request.user))
