"""Lines of the table of addresses: a request, and what it answers each role."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

KENYA = ("officer", "editor", "viewer")
WRITERS = ("officer", "editor")
DEVT = ("administrator", "devt")
NSB = (*KENYA, "other")
SIGNED_IN = (*DEVT, *NSB, "devco", "donor")
ROLES = ("anonymous", "nobody", *SIGNED_IN)

LOGIN, OK, MOVED, NO, HIDDEN = 302, 200, 302, 403, 404
UNPROCESSABLE, NO_MULTIPART = 422, 415
UNKNOWN_CALLER = 401

Answers = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """A request, and the status of its answer by role; `writers` names whose success writes, else all do."""

    name: str
    answers: Answers
    places: dict[str, Any] = field(default_factory=dict)
    method: str = "get"
    body: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    writers: Collection[str] | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.name} {' '.join(map(str, self.places.values()))}{self.query}".strip()


def page(*allowed: str, ok: int = OK, no: int = NO, **others: int) -> Answers:
    """A page: `allowed` get `ok`, other roles `no`, strangers the sign-in, who has no role a refusal."""
    found = {role: ok if role in allowed else no for role in SIGNED_IN}
    return found | {"anonymous": LOGIN, "nobody": NO} | others


def api(*allowed: str, ok: int = OK, no: int = NO, **others: int) -> Answers:
    return page(*allowed, ok=ok, no=no, **{"anonymous": UNKNOWN_CALLER} | others)


def all_get(status: int, **others: int) -> Answers:
    return dict.fromkeys(ROLES, status) | others


def post(name: str, answers: Answers, places: dict[str, Any] | None = None, **more: Any) -> Line:
    return Line(name, answers, places or {}, method="post", **more)
