"""Regions, members, organisations, people and their roles."""

from members.models.countries import (
    Classification,
    Member,
    MemberName,
    MemberQuerySet,
    Membership,
    Organisation,
    Region,
)
from members.models.people import Invitation, Role, SecondFactorRemoval, User

__all__ = [
    "Classification",
    "Invitation",
    "Member",
    "MemberName",
    "MemberQuerySet",
    "Membership",
    "Organisation",
    "Region",
    "Role",
    "SecondFactorRemoval",
    "User",
]
