"""Regions, members, people and roles for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from members.enums import Category, OrganisationKind, RegionLevel, RoleName, Scheme
from members.models import (
    Classification,
    Invitation,
    Member,
    MemberName,
    Membership,
    Organisation,
    Region,
    Role,
    User,
)

PASSWORD = "wide river under stars"


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region

    name = factory.Sequence(lambda n: f"Region {n}")
    slug = factory.Sequence(lambda n: f"region-{n}")
    level = RegionLevel.REGION


class MemberFactory(DjangoModelFactory[Member]):
    """A country; the invented codes hold a digit, so that they never meet a real one."""

    class Meta:
        model = Member

    iso2 = factory.Sequence(lambda n: f"{chr(ord('A') + n // 10 % 26)}{n % 10}")
    iso3 = factory.Sequence(lambda n: f"{chr(ord('A') + n // 100 % 26)}{n % 100:02}")
    country = factory.Sequence(lambda n: f"Country {n:03}")
    acronym = factory.Sequence(lambda n: f"NSB{n}")
    name = factory.LazyAttribute(lambda member: f"Standards body of {member.country}")
    region = factory.SubFactory(RegionFactory)


class MemberNameFactory(DjangoModelFactory[MemberName]):
    class Meta:
        model = MemberName

    member = factory.SubFactory(MemberFactory)
    acronym = factory.Sequence(lambda n: f"OLD{n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    member = factory.SubFactory(MemberFactory)
    category = Category.MEMBER_BODY
    valid_from = dt.date(2010, 1, 1)


class ClassificationFactory(DjangoModelFactory[Classification]):
    class Meta:
        model = Classification

    member = factory.SubFactory(MemberFactory)
    scheme = Scheme.DEVELOPING
    value = "yes"
    valid_from = dt.date(2010, 1, 1)


class DevelopingMemberFactory(MemberFactory):
    """A member body in a developing country since 2010: one that is expected to report."""

    class Meta:
        skip_postgeneration_save = True

    membership = factory.RelatedFactory(MembershipFactory, factory_related_name="member")
    classification = factory.RelatedFactory(ClassificationFactory, factory_related_name="member")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    acronym = factory.Sequence(lambda n: f"ORG{n}")
    name = factory.Sequence(lambda n: f"Organization {n}")
    kind = OrganisationKind.REGIONAL


class UserFactory(DjangoModelFactory[User]):
    """A person without a role; signs in with `PASSWORD`."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)


class RoleFactory(DjangoModelFactory[Role]):
    """A role held since 2011; a trait names which: `RoleFactory(nsb_editor=True, member=kenya)`."""

    class Meta:
        model = Role

    class Params:
        of_member = factory.Trait(member=factory.SubFactory(MemberFactory))
        devt_administrator = factory.Trait(name=RoleName.DEVT_ADMINISTRATOR, user__is_staff=True)
        devt_officer = factory.Trait(name=RoleName.DEVT_OFFICER, user__is_staff=True)
        nsb_officer = factory.Trait(name=RoleName.NSB_OFFICER, of_member=True)
        nsb_editor = factory.Trait(name=RoleName.NSB_EDITOR, of_member=True)
        nsb_viewer = factory.Trait(name=RoleName.NSB_VIEWER, of_member=True)
        devco = factory.Trait(name=RoleName.DEVCO_REVIEWER)
        donor = factory.Trait(name=RoleName.DONOR)

    user = factory.SubFactory(UserFactory)
    valid_from = dt.date(2011, 1, 1)


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An open invitation; the link's token is not kept, so make one by `invite_person` to follow it."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    role = RoleName.DEVCO_REVIEWER
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    invited_by = factory.SubFactory(UserFactory)
    expires_at = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
