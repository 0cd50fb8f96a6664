"""What pages about members and people read."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from members.enums import Scheme
from members.models import Classification, Member, Membership, Role, User


def person_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def people_who_speak_for(member: Member) -> list[Role]:
    """The roles held today for a member: who signs, who edits, who reads."""
    held = Role.objects.current().filter(member=member, user__is_active=True)
    return list(held.select_related("user").order_by("name", "user__name", "pk"))


def with_facts_on(members: QuerySet[Member], day: dt.date) -> QuerySet[Member]:
    """Members with their category and classifications on `day`, each None where it is unknown."""
    categories = Membership.objects.on(day).filter(member=OuterRef("pk")).values("category")[:1]
    classes = Classification.objects.on(day).filter(member=OuterRef("pk"))
    facts = {
        scheme.value: Subquery(classes.filter(scheme=scheme).values("value")[:1])
        for scheme in (Scheme.DEVELOPING, Scheme.LDC, Scheme.LLDC, Scheme.SIDS, Scheme.INCOME)
    }
    return members.annotate(category=Subquery(categories), **facts)
