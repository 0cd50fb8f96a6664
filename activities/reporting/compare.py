"""Two versions of a report, or two texts of one section, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from activities.reporting.selectors.answer_text import ReadSection, own_texts
from kernel.diffs import Piece, whole_diff, word_diff


@dataclass(frozen=True)
class Line:
    """A field as it reads; a free text is compared word by word, anything else as a whole."""

    text: str = ""
    is_free: bool = False


@dataclass(frozen=True)
class Difference:
    """A field that reads differently."""

    label: str
    before: str
    after: str
    is_free: bool = False

    @property
    def pieces(self) -> list[Piece]:
        return word_diff(self.before, self.after) if self.is_free else whole_diff(self.before, self.after)


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
        was, now = old.get(label, Line()), new.get(label, Line())
        if was.text != now.text:
            both_free = all(line.is_free or not line.text for line in (was, now))
            yield Difference(label, was.text, now.text, both_free)


def _lines(section: ReadSection | None) -> dict[str, Line]:
    """What a section says, line by line; parts of an answer stand under its label."""
    if section is None:
        return {}
    lines = {
        _("How it went"): Line(section.rating),
        **{label: Line(getattr(section, name), is_free=True) for name, label in own_texts().items()},
        _("Target groups"): Line(", ".join(section.target_groups)),
        _("Records"): Line("; ".join(section.records)),
        **{_("%(label)s, counted") % {"label": each.label}: Line(each.text) for each in section.counted},
        _("Evidence"): Line(", ".join(f"{file.name} ({file.sha256[:8]})" for file in section.evidence)),
    }
    whole = ""
    for answer in section.answers:
        whole = whole if answer.is_part else answer.label
        label = f"{whole}, {answer.label}" if answer.is_part and whole else answer.label
        lines[label] = Line(answer.text, answer.is_free)
    return lines
