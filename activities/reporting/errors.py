# ruff: noqa: N818 - a refusal is named by what it says
"""Refusals of a report's workflow; each says in words why, on pages and in the API alike."""


class WorkflowError(Exception):
    """What was asked for does not go with where the report stands; the message is for people.

    `field` names what of a form it is about; empty where it is about the whole.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class IllegalMove(WorkflowError):
    """The report is not in a state from which this move starts."""


class Incomplete(WorkflowError):
    """The report cannot be signed yet; `problems` says what is missing, by section."""

    def __init__(self, message: str, problems: dict[str, list[str]]) -> None:
        super().__init__(message)
        self.problems = problems


class StaleVersion(WorkflowError):
    """A decision was taken on another version than the one that stands."""


class HeldByAnother(WorkflowError):
    """Another officer has claimed the review."""
