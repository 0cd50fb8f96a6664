"""Lists to which every app adds by declaration: the navigation, what search finds, what waits on Home.

An app registers its own in `AppConfig.ready()`; pages and calls of one app for another are `kernel.joints`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation, shown where `allowed(request)` says so."""

    label: str | Promise
    url_name: str
    allowed: Callable[[HttpRequest], bool]
    position: int = 100
    section: str = ""
    """Pages whose view name begins like this (`outputs`, `members:people`) mark the entry as current."""


@dataclass(frozen=True)
class WorkRow:
    """A thing that waits: where it is, a line about it, a mark (its word and kind), and the act beside it."""

    title: str
    url: str
    about: str = ""
    mark: str = ""
    kind: str = ""
    act: str = ""
    act_url: str = ""


@dataclass(frozen=True)
class WorkCard:
    """Things of one kind that wait for the reader: how many, the first few, and where all of them are."""

    title: str
    rows: list[WorkRow]
    count: int | None = None
    about: str = ""
    all_url: str = ""
    all_label: str = ""
    act: str = ""
    act_url: str = ""
    """The one filled button, where the card has it."""
    done: int | None = None
    total: int | None = None
    """How far something has come, where that can be counted."""
    note: str = ""
    is_sample: bool = False
    """Whether it shows invented data, which is said once a card."""


@dataclass(frozen=True)
class Work:
    """What an app gives people to do: `cards(request)` gives nothing where nothing waits."""

    cards: Callable[[HttpRequest], Iterable[WorkCard]]
    position: int = 100


@dataclass(frozen=True)
class Hit:
    """A page to find: `code` is what people type when they know it.

    `also` is searched unseen; `within` is shown and not searched, as half of a kind shares it.
    """

    code: str
    title: str
    about: str
    url: str
    also: str = ""
    within: str = ""


@dataclass(frozen=True)
class Finder:
    """A kind of thing that search finds: `hits(user, words)` gives what this person may see of it.

    It starts from `visible_to(user)`, and its number of queries is the same for any number of things.
    Where they may be thousands, it gives those alone that hold all of the words.
    """

    title: str | Promise
    hits: Callable[[Any, list[str]], Iterable[Hit]]
    position: int = 100


FindersOf = Callable[[Any, list[str]], Iterable[Finder]]
"""Of many kinds those that have anything for the words, which are asked together."""

_navigation: list[NavigationItem] = []
_finders: list[Finder] = []
_finders_of: list[FindersOf] = []
_work: dict[str, list[Work]] = defaultdict(list)


def register_navigation(item: NavigationItem) -> None:
    _navigation.append(item)


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """The entries that this request's user may follow, in order."""
    return sorted((item for item in _navigation if item.allowed(request)), key=lambda item: item.position)


def register_work(who: str, work: Work) -> None:
    """Show `work` on the start page of `who`: `devt` (the queue) or `member` (progress and what is next)."""
    _work[who].append(work)


def work_of(who: str, request: HttpRequest) -> list[WorkCard]:
    """The cards of all apps that have something to show to this request's user, in order."""
    found = sorted(_work[who], key=lambda work: work.position)
    return [card for work in found for card in work.cards(request)]


def register_finder(finder: Finder) -> None:
    """Have search look among what `finder` gives."""
    _finders.append(finder)


def register_finders(finders_of: FindersOf) -> None:
    """Have search look among many kinds of things, which tell at once which of them hold the words."""
    _finders_of.append(finders_of)


def finders(user: Any, words: list[str]) -> list[Finder]:
    """The kinds of things that search looks among for this person, in order."""
    several = (finder for finders_of in _finders_of for finder in finders_of(user, words))
    return sorted([*_finders, *several], key=lambda finder: finder.position)
