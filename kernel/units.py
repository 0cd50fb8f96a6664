"""Units of measure in words: one arrangement, two arrangements.

Units are data, which DEVT may change; those of the plan are listed here, so that the one and the
many have their words in each language.  A unit that is not listed stands as it was written.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext_lazy

UNITS: dict[str, Any] = {
    "NSBs": ngettext_lazy("NSB", "NSBs"),
    "agreements": ngettext_lazy("agreement", "agreements"),
    "arrangements": ngettext_lazy("arrangement", "arrangements"),
    "attendances": ngettext_lazy("attendance", "attendances"),
    "certificates": ngettext_lazy("certificate", "certificates"),
    "commitments": ngettext_lazy("commitment", "commitments"),
    "decisions": ngettext_lazy("decision", "decisions"),
    "enrolments": ngettext_lazy("enrolment", "enrolments"),
    "entries": ngettext_lazy("entry", "entries"),
    "events": ngettext_lazy("event", "events"),
    "institutions": ngettext_lazy("institution", "institutions"),
    "managers": ngettext_lazy("manager", "managers"),
    "members": ngettext_lazy("member", "members"),
    "memberships": ngettext_lazy("membership", "memberships"),
    "nominations": ngettext_lazy("nomination", "nominations"),
    "objectives": ngettext_lazy("objective", "objectives"),
    "packages": ngettext_lazy("package", "packages"),
    "partnerships": ngettext_lazy("partnership", "partnerships"),
    "percentage points": ngettext_lazy("percentage point", "percentage points"),
    "persons": ngettext_lazy("person", "persons"),
    "points": ngettext_lazy("point", "points"),
    "points (0-100)": ngettext_lazy("point (0-100)", "points (0-100)"),
    "points (1-5)": ngettext_lazy("point (1-5)", "points (1-5)"),
    "positions": ngettext_lazy("position", "positions"),
    "procedures": ngettext_lazy("procedure", "procedures"),
    "programmes": ngettext_lazy("programme", "programmes"),
    "publications": ngettext_lazy("publication", "publications"),
    "recommendations": ngettext_lazy("recommendation", "recommendations"),
    "regulations": ngettext_lazy("regulation", "regulations"),
    "resources": ngettext_lazy("resource", "resources"),
    "standards": ngettext_lazy("standard", "standards"),
    "students": ngettext_lazy("student", "students"),
    "titles": ngettext_lazy("title", "titles"),
    "trainers": ngettext_lazy("trainer", "trainers"),
    "uses": ngettext_lazy("use", "uses"),
    "uses per resource": ngettext_lazy("use per resource", "uses per resource"),
}
"""By the words of the data, which name the many."""
WITHOUT_PLURAL = ("CHF", "CHF per day", "percent")


def unit_for(value: Decimal | float | None, unit: str) -> str:
    """The unit as it stands after `value`: "arrangement" after 1, "arrangements" after 0, 2 or 1.5."""
    words = UNITS.get(unit)
    if words is None:
        return unit
    return str(words % 1 if value == 1 else words % 2)
