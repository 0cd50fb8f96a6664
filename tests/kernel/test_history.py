"""What the trail notes of the request that changed something."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kernel.middleware import RedactedHistoryMiddleware


def context_of(address: str) -> dict[str, object]:
    request: HttpRequest = RequestFactory().get(address)
    request.user = AnonymousUser()
    return RedactedHistoryMiddleware(lambda _request: HttpResponse()).get_context(request)


def test_a_link_that_lets_in_is_not_kept() -> None:
    assert context_of("/invitations/abc123/accept/") == {"user": None, "url": "/invitations/…/accept/"}


def test_other_addresses_are_kept() -> None:
    assert context_of("/reports/12/sign/")["url"] == "/reports/12/sign/"
