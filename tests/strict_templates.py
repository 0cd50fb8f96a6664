"""A variable that a template of ours names and nobody gives fails the test, instead of leaving a hole."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings


class UnknownVariableError(AssertionError):
    pass


class Strict(str):
    """Stands where a template engine keeps what it writes for a variable that it does not know.

    In templates of ours it counts as a text to fill in, which raises; in others as the empty text that it is.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        template = template_at_work(sys._getframe(1))
        return template is not None and is_ours(template)

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: Any) -> str:
        raise UnknownVariableError(f"{template_at_work(sys._getframe(1))}: nobody gives “{variable}”.")


def template_at_work(frame: FrameType | None) -> Path | None:
    """The file whose part is drawn."""
    while frame is not None:
        if frame.f_code.co_name == "render_annotated" and (origin := frame.f_locals["self"].origin):
            return Path(origin.name)
        frame = frame.f_back
    return None


def is_ours(template: Path) -> bool:
    """Libraries' templates, and ours that stand for theirs, are written for an engine that forgives."""
    own = Path(settings.BASE_DIR) / "templates"
    return template.is_relative_to(own) and not template.is_relative_to(own / "admin")
