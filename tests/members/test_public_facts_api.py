"""Organizations, committees and the ICS over the API: public facts, and what is not."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from members.committees.models import Committee, CommitteeYear, IcsField
from members.models import Member, User
from tests.factories.members import MemberFactory, OrganisationFactory, RoleFactory

pytestmark = pytest.mark.django_db


def read(user: User, address: str, **asked: Any) -> list[dict[str, Any]]:
    client = APIClient()
    client.force_authenticate(user)
    found: list[dict[str, Any]] = client.get(f"/api/v1/{address}/", asked).json()["results"]
    return found


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("devt_officer", ["ARSO", "GIVER", "UNIDO"]),
        ("devco", ["ARSO", "GIVER", "UNIDO"]),
        ("nsb_editor", ["ARSO"]),
        ("without_role", None),
    ],
)
def test_donors_and_partners_are_not_for_everybody(
    person: str, seen: list[str] | None, kenya: Member, request: pytest.FixtureRequest
) -> None:
    OrganisationFactory.create(acronym="ARSO", kind="regional").members.add(kenya)
    OrganisationFactory.create(acronym="GIVER", kind="donor")
    OrganisationFactory.create(acronym="UNIDO", kind="partner")
    client = APIClient()
    client.force_authenticate(request.getfixturevalue(person))

    answer = client.get("/api/v1/organizations/")

    if seen is None:
        assert answer.status_code == 403
    else:
        assert [each["acronym"] for each in answer.json()["results"]] == seen
        assert answer.json()["results"][0]["members"] == ["KE"]


def test_a_donor_sees_itself_and_no_other() -> None:
    own = OrganisationFactory.create(acronym="GIVER", kind="donor")
    OrganisationFactory.create(acronym="RIVAL", kind="donor")
    giver = RoleFactory.create(donor=True, organisation=own).user

    assert [each["acronym"] for each in read(giver, "organizations", kind="donor")] == ["GIVER"]


def test_a_committee_with_its_years(nsb_viewer: User, kenya: Member) -> None:
    parent = Committee.objects.create(reference="ISO/TC 34", kind="TC", number=34, title="Food products")
    committee = Committee.objects.create(
        reference="ISO/TC 34/SC 17",
        kind="SC",
        number=34,
        subcommittee_number=17,
        parent=parent,
        title="Safety",
    )
    CommitteeYear.objects.create(committee=committee, year=2022, secretariat=kenya, p_members=0)

    (found,) = read(nsb_viewer, "committees", secretariat="ke")

    assert (found["reference"], found["parent_reference"]) == ("ISO/TC 34/SC 17", "ISO/TC 34")
    assert found["years"] == [
        {"year": 2022, "secretariat": "KE", "secretariat_acronym": "", "p_members": 0, "o_members": None}
    ]


def test_fields_of_the_ics_by_level(nsb_viewer: User) -> None:
    field = IcsField.objects.create(code="67", level=1, title_en="Food technology")
    IcsField.objects.create(code="67.020", level=2, parent=field, title_en="Processes")

    (found,) = read(nsb_viewer, "ics-fields", level=2)

    assert (found["code"], found["parent_code"], found["title_en"]) == ("67.020", "67", "Processes")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("organizations", 3), ("committees", 4), ("ics-fields", 2)])
def test_queries_do_not_grow(
    devt_officer: User,
    rows: int,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(1, rows + 1):
        member = MemberFactory.create()
        OrganisationFactory.create().members.add(member)
        committee = Committee.objects.create(reference=f"ISO/TC {number}", kind="TC", number=number)
        CommitteeYear.objects.create(committee=committee, year=2022, secretariat=member)
        IcsField.objects.create(code=f"{number:02}", level=1)
    client = APIClient()
    client.force_authenticate(devt_officer)
    assert devt_officer.current_roles

    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{address}/")

    assert answer.json()["count"] == rows
