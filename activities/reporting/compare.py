"""Two versions of a report, or two texts of one section, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actionplan.core.diffs import Piece, word_diff
from activities.reporting.selectors.reading import ReadSection


@dataclass(frozen=True)
class Difference:
    """A field that reads differently."""

    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return word_diff(self.before, self.after)


@dataclass(frozen=True)
class ChangedSection:
    title: str
    anchor: str
    differences: list[Difference]


def changed_sections(before: list[ReadSection], after: list[ReadSection]) -> list[ChangedSection]:
    """Sections in which something differs, in the order of the later version."""
    old, new = ({section.key: section for section in sections} for sections in (before, after))
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        either = new.get(key) or old[key]
        differences = list(_differences(old.get(key), new.get(key)))
        if differences:
            found.append(ChangedSection(either.title, either.anchor, differences))
    return found


def _differences(before: ReadSection | None, after: ReadSection | None) -> Iterator[Difference]:
    old, new = _lines(before), _lines(after)
    for label in [*new, *(label for label in old if label not in new)]:
        if old.get(label, "") != new.get(label, ""):
            yield Difference(label, old.get(label, ""), new.get(label, ""))


def _lines(section: ReadSection | None) -> dict[str, str]:
    """What a section says, line by line; parts of an answer stand under its label."""
    if section is None:
        return {}
    lines = {
        _("How it went"): section.rating,
        section.done_label: section.done,
        _("What changed, and for whom"): section.changed,
        _("Target groups"): ", ".join(section.target_groups),
        _("Evidence"): ", ".join(f"{file.name} ({file.sha256[:8]})" for file in section.evidence),
    }
    whole = ""
    for answer in section.answers:
        whole = whole if answer.is_part else answer.label
        label = f"{whole}, {answer.label}" if answer.is_part and whole else answer.label
        lines[label] = answer.text
    return lines
