# ruff: noqa: N818 - a refusal is named by what it says
"""Refusals of a report's own; each says in words why, on pages and in the API alike."""

from kernel.workflow import WorkflowError


class Incomplete(WorkflowError):
    """The report cannot be signed yet; `problems` says what is missing, by section."""

    def __init__(self, message: str, problems: dict[str, list[str]]) -> None:
        super().__init__(message)
        self.problems = problems


class StaleVersion(WorkflowError):
    """A decision was taken on another version than the one that stands."""


class HeldByAnother(WorkflowError):
    """Another officer has claimed the review."""
