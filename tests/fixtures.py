"""The people of most tests, one per role; Kenya is the member, Ghana the other one."""

import pytest

from members.models import Member, User
from tests.factories.members import DevelopingMemberFactory, RegionFactory, RoleFactory, UserFactory


@pytest.fixture
def africa(db: None) -> object:
    return RegionFactory.create(name="Africa", slug="africa")


@pytest.fixture
def kenya(africa: object) -> Member:
    return DevelopingMemberFactory.create(
        iso2="KE",
        iso3="KEN",
        country="Kenya",
        acronym="KEBS",
        name="Kenya Bureau of Standards",
        region=africa,
    )


@pytest.fixture
def ghana(africa: object) -> Member:
    return DevelopingMemberFactory.create(
        iso2="GH", iso3="GHA", country="Ghana", acronym="GSA", name="Ghana Standards Authority", region=africa
    )


@pytest.fixture
def devt_administrator(db: None) -> User:
    return RoleFactory.create(
        devt_administrator=True, user__email="administrator@example.org", user__name="Ada Administrator"
    ).user


@pytest.fixture
def devt_officer(db: None) -> User:
    return RoleFactory.create(
        devt_officer=True, user__email="devt@example.org", user__name="Olga Officer"
    ).user


@pytest.fixture
def nsb_officer(kenya: Member) -> User:
    return RoleFactory.create(
        nsb_officer=True, member=kenya, user__email="officer.ke@example.org", user__name="Otieno Officer"
    ).user


@pytest.fixture
def nsb_editor(kenya: Member) -> User:
    return RoleFactory.create(
        nsb_editor=True, member=kenya, user__email="editor.ke@example.org", user__name="Esther Editor"
    ).user


@pytest.fixture
def nsb_viewer(kenya: Member) -> User:
    return RoleFactory.create(
        nsb_viewer=True, member=kenya, user__email="viewer.ke@example.org", user__name="Victor Viewer"
    ).user


@pytest.fixture
def other_nsb_editor(ghana: Member) -> User:
    return RoleFactory.create(
        nsb_editor=True, member=ghana, user__email="editor.gh@example.org", user__name="Ama Editor"
    ).user


@pytest.fixture
def devco(db: None) -> User:
    return RoleFactory.create(devco=True, user__email="devco@example.org", user__name="Dana Devco").user


@pytest.fixture
def donor(db: None) -> User:
    return RoleFactory.create(donor=True, user__email="donor@example.org", user__name="Dora Donor").user


@pytest.fixture
def without_role(db: None) -> User:
    return UserFactory.create(email="nobody@example.org", name="Nora Nobody")
