"""Permissions named once: a refusal says why, on pages and in the API."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.views import View
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView
from rules.permissions import remove_perm
from rules.predicates import predicate

from kernel import access
from kernel.access import Permission
from kernel.api_permissions import may
from members.models import User
from members.rules import VIEW_MEMBERS, is_devt


@predicate
def owns(user: User, thing: str | None) -> bool:
    return thing == user.email


SEE, OWN = Permission("test.see"), Permission("test.own")


@pytest.fixture(autouse=True)
def permissions() -> object:
    access.define_permission(SEE, is_devt, refusal="Only DEVT sees this.")
    access.define_permission(OWN, owns, refusal="This belongs to somebody else.")
    yield
    remove_perm("test.see")
    remove_perm("test.own")


@access.allowed(SEE)
def page(request: object, number: int) -> HttpResponse:
    return HttpResponse(str(number))


class Page(access.AllowedMixin, View):
    permission = SEE

    def get(self, request: object) -> HttpResponse:
        return HttpResponse("seen")


class Endpoint(APIView):
    permission_classes = [may(VIEW_MEMBERS, change=SEE)]


def request_of(user: User) -> object:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_a_view_lets_in_who_may(devt_officer: User) -> None:
    assert page(request_of(devt_officer), 7).content == b"7"
    assert Page.as_view()(request_of(devt_officer)).content == b"seen"


def test_a_view_tells_others_why_not(donor: User) -> None:
    with pytest.raises(PermissionDenied, match="Only DEVT sees this"):
        page(request_of(donor), 7)
    with pytest.raises(PermissionDenied, match="Only DEVT sees this"):
        Page.as_view()(request_of(donor))


def test_one_thing_is_checked_by_itself(donor: User) -> None:
    access.require(donor, "test.own", donor.email)
    with pytest.raises(PermissionDenied, match="This belongs to somebody else"):
        access.require(donor, "test.own", "other@example.org")


def test_a_permission_that_nobody_named_is_refused(devt_administrator: User) -> None:
    with pytest.raises(PermissionDenied, match="Your roles do not allow this"):
        access.require(devt_administrator, "test.unknown")


@pytest.mark.parametrize(
    ("person", "method", "expected"),
    [
        ("donor", "get", True),
        ("donor", "post", False),
        ("devt_officer", "post", True),
        ("without_role", "get", False),
    ],
)
def test_the_api_asks_apart_for_reading_and_changing(
    person: str,
    method: str,
    expected: bool,
    request: pytest.FixtureRequest,
) -> None:
    asked = getattr(APIRequestFactory(), method)("/")
    asked.user = request.getfixturevalue(person)

    assert Endpoint.permission_classes[0]().has_permission(asked, Endpoint()) is expected


def test_the_words_are_those_of_the_permission_asked_for(donor: User) -> None:
    asked = APIRequestFactory().post("/")
    asked.user = donor
    permission = Endpoint.permission_classes[0]()

    permission.has_permission(asked, Endpoint())

    assert permission.message == "Only DEVT sees this."
