"""Finding members, outputs, activities and indicators by a few words.

A plan has some dozens of these and the world some two hundred countries, so they
are read once per search and compared here, where accents and apostrophes do not matter.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from indicators.models import Indicator
from members.models import Member, MemberName, User
from outputs.models import Output

MOST_HITS = 20
APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "`": "'"})


@dataclass(frozen=True)
class Hit:
    """A page that was found: `code` is what people type when they know it."""

    code: str
    title: str
    about: str
    url: str
    also: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more` tells how many are left out."""

    title: str | Promise
    hits: list[Hit]
    more: int


def find(user: User, query: str) -> list[Group]:
    """What `user` may see and what holds every word of `query`, best first."""
    words = folded(query).split()
    if not words:
        return []
    kinds = [
        (_("Members"), members(user)),
        (_("Outputs"), outputs(user)),
        (_("Activities"), activities(user)),
        (_("Indicators"), indicators(user)),
    ]
    groups = [group(title, hits, words) for title, hits in kinds]
    return [found for found in groups if found.hits]


def group(title: str | Promise, hits: Iterable[Hit], words: list[str]) -> Group:
    found = sorted((hit for hit in hits if holds(hit, words)), key=lambda hit: closeness(hit, words))
    return Group(title, found[:MOST_HITS], max(len(found) - MOST_HITS, 0))


def folded(text: str) -> str:
    """Lower case, without accents: "Côte d'Ivoire" is found by "cote"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def holds(hit: Hit, words: list[str]) -> bool:
    text = folded(f"{hit.code} {hit.title} {hit.about} {hit.also}")
    return all(word in text for word in words)


def closeness(hit: Hit, words: list[str]) -> tuple[int, int]:
    """Small where the code is what was typed, then where the title starts with it or holds it."""
    code, title, typed = folded(hit.code), folded(hit.title), " ".join(words)
    signs = [code == typed, title == typed, title.startswith(typed), all(word in title for word in words)]
    return signs.index(True) if True in signs else len(signs), len(title)


def members(user: User) -> Iterable[Hit]:
    names: dict[int, list[str]] = {}
    for key, name, acronym in MemberName.objects.values_list("member", "name", "acronym"):
        names.setdefault(key, []).append(f"{acronym} {name}")
    for member in Member.objects.visible_to(user).select_related("region").order_by("country"):
        url = reverse("members:member", args=[member.iso2])
        also = " ".join([member.iso2, member.iso3, member.name, *names.get(member.pk, [])])
        yield Hit(member.acronym, member.country, str(member.region or ""), url, also)


def outputs(user: User) -> Iterable[Hit]:
    for output in Output.objects.visible_to(user).select_related("plan").order_by("plan", "number"):
        yield Hit(
            str(output.number), output.title, output.plan.title, output.get_absolute_url(), output.short_name
        )


def activities(user: User) -> Iterable[Hit]:
    found = Activity.objects.visible_to(user).select_related("output__plan").order_by("output", "number")
    for activity in found:
        yield Hit(
            activity.code,
            activity.title,
            str(activity.output),
            activity.get_absolute_url(),
            activity.description,
        )


def indicators(user: User) -> Iterable[Hit]:
    found = Indicator.objects.visible_to(user).select_related("plan").order_by("plan", "position", "code")
    for indicator in found:
        yield Hit(
            indicator.code,
            indicator.name,
            indicator.plan.title,
            indicator.get_absolute_url(),
            indicator.definition,
        )
