"""Rounds, questions, reports with their sections and answers, and their review."""

from activities.reporting.models.conflicts import ConflictCopy
from activities.reporting.models.granted import GrantedDates
from activities.reporting.models.reports import (
    IN_ONE_ACT,
    Answer,
    Evidence,
    Report,
    ReportQuerySet,
    Section,
    Transition,
    Version,
)
from activities.reporting.models.review import Extension, Remark, Return
from activities.reporting.models.rounds import Question, Round, RoundAct

__all__ = [
    "IN_ONE_ACT",
    "Answer",
    "ConflictCopy",
    "Evidence",
    "Extension",
    "GrantedDates",
    "Question",
    "Remark",
    "Report",
    "ReportQuerySet",
    "Return",
    "Round",
    "RoundAct",
    "Section",
    "Transition",
    "Version",
]
