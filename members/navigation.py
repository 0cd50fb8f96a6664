"""What the members app adds to the main navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.registry import NavigationItem, register_navigation
from members.rules import VIEW_MEMBERS, VIEW_PEOPLE


def register() -> None:
    register_navigation(NavigationItem(_("Members"), "members:members", sees_members, 70, "members:member"))
    register_navigation(NavigationItem(_("People"), "members:people", sees_people, 80, "members:people"))


def sees_members(request: HttpRequest) -> bool:
    return request.user.has_perm(VIEW_MEMBERS)


def sees_people(request: HttpRequest) -> bool:
    return request.user.has_perm(VIEW_PEOPLE)
