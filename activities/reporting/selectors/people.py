"""Whom an e-mail about reports reaches, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import Member, User
from members.selectors import people_of_members

NAMED = 12
"""So many names stand in one sentence; of more, how many."""


@dataclass(frozen=True)
class Reach:
    """Whom an e-mail to the people of some members reaches, and at which members nobody."""

    people: list[User]
    unreached: list[Member]

    @property
    def told(self) -> str:
        """What can be said after the e-mails are written."""
        if not self.unreached:
            return _("Told by e-mail: %(names)s.") % {"names": listed(self.people)}
        nobody = _("Nobody fills in or signs the report of %(members)s, so nobody was told there.") % {
            "members": listed(self.unreached)
        }
        return (
            f"{_('Told by e-mail: %(names)s.') % {'names': listed(self.people)}} {nobody}"
            if self.people
            else nobody
        )


def reach_of(members: Iterable[Member]) -> Reach:
    found = list(members)
    people = people_of_members(member.pk for member in found)
    distinct = {person.pk: person for member in found for person in people.get(member.pk, [])}
    return Reach(list(distinct.values()), [member for member in found if member.pk not in people])


def offers(members: Iterable[Member]) -> list[tuple[Member, str]]:
    """Members to choose from, each with whom an e-mail reaches there; one query."""
    found = list(members)
    people = people_of_members(member.pk for member in found)
    return [(member, _offer(member, people.get(member.pk, []))) for member in found]


def _offer(member: Member, people: list[User]) -> str:
    if not people:
        return _("%(member)s (nobody there can be told)") % {"member": member}
    return _("%(member)s (e-mail to %(names)s)") % {"member": member, "names": listed(people)}


def listed(things: Iterable[object]) -> str:
    """Names in one sentence: all of a few, of many the first and how many more."""
    names = [str(thing) for thing in things]
    if len(names) <= NAMED:
        return ", ".join(names)
    more = {"names": ", ".join(names[:NAMED]), "count": len(names) - NAMED}
    return _("%(names)s and %(count)s more") % more
