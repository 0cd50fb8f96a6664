"""Requests as views of people who are signed in see them."""

from django.http import HttpRequest

from members.models import User


class SignedInRequest(HttpRequest):
    """Login is the default, so a view may count on a person; see `LoginRequiredMiddleware`."""

    user: User
