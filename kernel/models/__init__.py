"""Abstract bases, the outbox that every e-mail passes through, imports, and what stands in for the cache."""

from kernel.models.base import (
    CODE,
    ODD_CODE,
    CacheEntry,
    Dated,
    DatedQuerySet,
    Email,
    Place,
    ValidInYears,
    YearsQuerySet,
    code_in_addresses,
    refuse_odd_code,
    year_end,
)
from kernel.models.imports import KEPT_DAYS, UNDO_DAYS, Import, ImportedRecord, ImportFile, ImportState

__all__ = [
    "CODE",
    "KEPT_DAYS",
    "ODD_CODE",
    "UNDO_DAYS",
    "CacheEntry",
    "Dated",
    "DatedQuerySet",
    "Email",
    "Import",
    "ImportFile",
    "ImportState",
    "ImportedRecord",
    "Place",
    "ValidInYears",
    "YearsQuerySet",
    "code_in_addresses",
    "refuse_odd_code",
    "year_end",
]
