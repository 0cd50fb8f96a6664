"""Requests as views of people who are signed in see them."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from members.models import User

if TYPE_CHECKING:
    from rest_framework.request import Request


class SignedInRequest(HttpRequest):
    """Login is the default, so a view may count on a person; see `LoginRequiredMiddleware`."""

    user: User


def reader(request: "HttpRequest | Request") -> User:
    """The person who is signed in, where the API or a panel of the registry is asked."""
    return cast("User", request.user)
