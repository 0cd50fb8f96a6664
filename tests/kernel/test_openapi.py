"""The API's own page: every operation of the OpenAPI document, for those who hold a role."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from kernel.openapi import Field, operations_by_tag
from members.models import User


def test_an_operation_shows_its_parameters_and_the_fields_of_a_result() -> None:
    listing = {operation.name: operation for operation in operations_by_tag()["results"]}["results_list"]

    assert (listing.method, listing.path) == ("GET", "/api/v1/results/")
    assert {"indicator", "year", "split", "group"} <= {field.name for field in listing.parameters}
    assert {"value", "numerator", "denominator", "coverage", "run"} <= {
        field.name for field in listing.answer
    }


def test_a_request_names_what_is_required() -> None:
    found = [each for each in operations_by_tag()["auth"] if each.path == "/api/v1/auth/token/"]

    assert Field("email", "string email", "", required=True) in found[0].request


@pytest.mark.django_db
def test_the_page_shows_every_operation(client: Client, devco: User) -> None:
    client.force_login(devco)

    page = client.get("/api/docs/")

    assert page.status_code == 200
    for operations in operations_by_tag().values():
        for operation in operations:
            assert f'id="{operation.name}"' in page.text


@pytest.mark.django_db
def test_only_people_with_a_role_read_it(client: Client, without_role: User, devco: User) -> None:
    assert client.get("/api/docs/").status_code == 302
    assert client.get("/api/schema/").status_code == 401
    client.force_login(without_role)
    assert client.get("/api/docs/").status_code == 403
    assert client.get("/api/schema/").status_code == 403


@pytest.mark.django_db
def test_the_document_describes_version_1(devco: User) -> None:
    client = APIClient()
    client.force_login(devco)

    document = client.get("/api/schema/", {"format": "json"}).json()

    assert document["openapi"].startswith("3.")
    assert "/api/v1/reports/{id}/submit/" in document["paths"]
