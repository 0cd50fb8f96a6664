"""How many lines a register takes: what its room holds in Python and templates, without blank ones.

Pages of its own, with what they need, are told apart: what all registers have is in the kit.
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FIRST, FURTHER = 250, 90
"""Lines for a register of one model, and for each further one."""

ROOMS = {
    "activities/needs": "templates/needs",
    "activities/events": "templates/events",
    "activities/skills": "templates/skills",
    "activities/partnerships": "templates/partnerships",
    "activities/support": "templates/support",
    "activities/sponsorships": "templates/sponsorships",
    "activities/resources": "templates/resources",
    **{f"activities/{room}": f"templates/{room}" for room in ("fora", "academia", "briefings", "benefit")},
    "activities/funding": "templates/funding",
    "activities/accounts": "templates/accounts",
    "activities/outreach": "templates/outreach",
    "members/participation": "templates/participation",
}
"""Each room of registers with its templates."""

OWN = {
    *(
        "views",
        "forms",
        "services",
        "selectors",
        "matching",
        "conditions",
        "panels",
        "work",
        "management",
        "loading",
    ),
    "admin",
}
"""Modules of pages and rules that a room has beside the kit."""

MODEL, REGISTER = "verbose_name_plural = ", " = Register("
"""What each model, and each register, says once."""


@dataclass(frozen=True)
class Lines:
    room: str
    registers: int
    models: int
    register: int
    own_pages: int

    @property
    def allowed(self) -> int:
        return FIRST * self.registers + FURTHER * (self.models - self.registers)


def lines_of(room: str) -> Lines:
    paths = [path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    own = [path for path in paths if OWN & {path.stem, *path.relative_to(ROOT).parts}]
    pages = list((ROOT / ROOMS[room]).rglob("*.html"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return Lines(
        room,
        registers=sum(text.count(REGISTER) for text in texts),
        models=sum(text.count(MODEL) for text in texts),
        register=sum(count(path) for path in paths if path not in own),
        own_pages=sum(map(count, [*own, *pages])),
    )


def count(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def main() -> None:
    print(f"{'room':24}{'models':>8}{'register':>10}{'allowed':>9}{'own pages':>11}")  # noqa: T201
    for lines in map(lines_of, ROOMS):
        numbers = f"{lines.models:8}{lines.register:10}{lines.allowed:9}{lines.own_pages:11}"
        print(f"{lines.room:24}{numbers}")  # noqa: T201


if __name__ == "__main__":
    main()
