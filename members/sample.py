"""Sample people: one sign-in per role, for demonstrations only."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from members.enums import OrganisationKind, RoleName
from members.models import Member, Organisation, Role, User
from members.services.roles import follow_roles

PASSWORD = "sample sign-in 2013"  # noqa: S105 - meant to be known, and refused in production
ROLES_BEGIN = dt.date(2011, 1, 1)

SAMPLE_DONOR = ("SAMPLE-AID", "Cooperation agency (sample)")


@dataclass(frozen=True)
class SamplePerson:
    email: str
    name: str
    role: RoleName
    member: str = ""
    """The two letters of the country for which the role is held."""
    organisation: tuple[str, str] | None = None
    """Acronym and name of the organization for which a donor's is."""

    @property
    def role_in_words(self) -> str:
        return f"{self.role.label} ({self.member})" if self.member else str(self.role.label)


SAMPLE_PEOPLE = (
    SamplePerson("administrator@example.org", "Sample Administrator", RoleName.DEVT_ADMINISTRATOR),
    SamplePerson("devt@example.org", "Sample DEVT Officer", RoleName.DEVT_OFFICER),
    SamplePerson("officer.ke@example.org", "Sample Officer, Kenya", RoleName.NSB_OFFICER, "KE"),
    SamplePerson("editor.ke@example.org", "Sample Editor, Kenya", RoleName.NSB_EDITOR, "KE"),
    SamplePerson("viewer.ke@example.org", "Sample Viewer, Kenya", RoleName.NSB_VIEWER, "KE"),
    SamplePerson("editor.gh@example.org", "Sample Editor, Ghana", RoleName.NSB_EDITOR, "GH"),
    SamplePerson("devco@example.org", "Sample DEVCO Reviewer", RoleName.DEVCO_REVIEWER),
    SamplePerson("donor@example.org", "Sample Donor", RoleName.DONOR, organisation=SAMPLE_DONOR),
)


@transaction.atomic
def create_sample_people() -> list[User]:
    """Make the sample people that are missing; members must be loaded first."""
    if not settings.DEMO:
        raise ImproperlyConfigured(
            "Sample people exist in a demonstration only: DEMO is off in these settings."
        )
    return [create_sample_person(person) for person in SAMPLE_PEOPLE]


def create_sample_person(person: SamplePerson) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, PASSWORD, name=person.name, is_sample=True)
    held: dict[str, Any] = {"member": member_of(person), "organisation": organisation_of(person)}
    Role.objects.get_or_create(user=user, name=person.role, valid_from=ROLES_BEGIN, **held)
    follow_roles(user)
    return user


def member_of(person: SamplePerson) -> Member | None:
    return Member.objects.get(iso2=person.member) if person.member else None


def organisation_of(person: SamplePerson) -> Organisation | None:
    if person.organisation is None:
        return None
    acronym, name = person.organisation
    kind = {"name": name, "kind": OrganisationKind.DONOR}
    return Organisation.objects.get_or_create(acronym=acronym, defaults=kind)[0]


def sample_sign_ins() -> int:
    """How many sample people the database holds; none where it has no tables yet."""
    try:
        return User.objects.filter(is_sample=True).count()
    except DatabaseError:
        return 0


def refusal_to_start() -> str:
    """Why the portal must not start with these settings and this database; empty where it may."""
    count = 0 if settings.DEMO else sample_sign_ins()
    if not count:
        return ""
    return _(
        "The database holds %(count)d sample sign-ins, whose passwords are public."
        " It comes from a demonstration: point DATABASE_URL to a database of its own, run migrate,"
        " and load the plan and the members into it."
    ) % {"count": count}
