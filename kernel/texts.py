"""Texts as they come in, at every door: what cannot be seen is taken out, what languages need stays.

Taken out: control characters, half characters (lone surrogates), the byte order mark, marks that
turn the writing direction round, fillers and tags without a sign of their own.  Kept: joiners and
non-joiners within words of scripts that use them, direction marks inside a text, all that is seen.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 50_000
"""Of one text: some twenty pages."""

BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"))
"""What word processors write for a new line or page."""

UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U000e0000-\U000e007f]"
)
JOINERS = re.compile("[\u200b-\u200d]")
ZERO_WIDTH_SPACE = "\u200b"
SPACELESS = ((0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF))
"""Scripts that are written without spaces, so that a space without width tells where a line may end."""

BEYOND_EUROPE = 0x0590
"""From Hebrew on: scripts, and pictures, whose joiners are part of what is written."""

MARKS = "\u200e\u200f\u061c"
MARKS_IN_NUMBERS = re.compile(f"(?<=[\\d.,])[{MARKS}]+(?=[\\d.,])")
WITHOUT_MARKS = str.maketrans(dict.fromkeys(MARKS, ""))


def cleaned(text: str) -> str:
    """The text without what cannot be seen."""
    if text.isascii() and not UNSEEN.search(text):
        return text.translate(BREAKS)
    text = UNSEEN.sub("", text.translate(BREAKS))
    text = JOINERS.sub(_joiner, text)
    return MARKS_IN_NUMBERS.sub("", _without_marks_around(text))


def cleaned_number(text: str) -> str:
    """The same for what is to be a number, in which nothing unseen has a meaning."""
    return JOINERS.sub("", UNSEEN.sub("", text)).translate(WITHOUT_MARKS).strip()


def is_readable(text: str) -> bool:
    return not UNSEEN.search(text)


def _joiner(found: "re.Match[str]") -> str:
    """A joiner stays behind a letter, vowel sign or picture that it can join."""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    if not before or unicodedata.category(before)[0] not in "LMS":
        return ""
    if found[0] == ZERO_WIDTH_SPACE:
        return found[0] if any(first <= ord(before) <= last for first, last in SPACELESS) else ""
    return found[0] if ord(before) >= BEYOND_EUROPE else ""


def _without_marks_around(text: str) -> str:
    core = text.strip(f"{MARKS} \t\r\n")
    head, _core, tail = text.partition(core) if core else (text, "", "")
    return f"{head.translate(WITHOUT_MARKS)}{core}{tail.translate(WITHOUT_MARKS)}"


def refuse_too_long(text: str) -> None:
    """A `ValidationError` for a text that is longer than the portal keeps."""
    if message := too_long(text):
        raise ValidationError(message, code="max_length")


def too_long(text: str) -> str:
    """What to tell about a text that is too long; empty for all others."""
    if len(text) <= MOST_CHARACTERS:
        return ""
    words = _(
        "The text has %(length)s characters; at most %(most)s can be kept. Shorten it, or add it as a file."
    )
    return words % {"length": f"{len(text):,}", "most": f"{MOST_CHARACTERS:,}"}
