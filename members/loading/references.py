"""How files name regions, members and organizations."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.loading.references import Lookup, by_fields, register_reference
from kernel.loading.words import other_words
from members.models import Member, MemberName, Organisation, Region, User


def register() -> None:
    register_reference(
        Member,
        Lookup(
            {
                _("the code of a country (two or three letters)"): by_fields("iso2", "iso3"),
                _("the acronym or name of a member"): by_fields("acronym", "name"),
                _("the name of a country"): by_fields("country"),
                _("a name that a country or member had or has elsewhere"): by_other_names,
            },
            written=lambda member: member.iso2,
        ),
    )
    by_region = by_fields("slug", "name")
    register_reference(Region, Lookup({_("the name of a region"): by_region}, lambda region: region.name))
    by_organisation = by_fields("acronym", "name")
    register_reference(
        Organisation,
        Lookup({_("the acronym or name of an organization"): by_organisation}, lambda one: one.acronym),
    )
    register_reference(User, Lookup({_("the e-mail address"): by_fields("email")}, lambda user: user.email))


def by_other_names(members: QuerySet[Member]) -> Iterator[tuple[str, Any]]:
    """Former names and acronyms, and what else a country is called; a query."""
    for name in MemberName.objects.filter(member__in=members).select_related("member"):
        yield from ((text, name.member) for text in (name.acronym, name.name) if text)
    for member in members:
        yield from ((word, member) for word in other_words("countries", member.iso2))
