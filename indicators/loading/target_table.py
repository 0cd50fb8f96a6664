"""Targets as a table: one row for each indicator, year, split and group."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from indicators.models import Target
from kernel.loading.chosen_kinds import ReferenceKind
from kernel.loading.columns import Column, column_of
from kernel.loading.model_import import ModelImport
from outputs.models import Plan

KEY = ("indicator", "year", "split", "group")
NAMES = ("indicator", "year", "split", "group", "value", "is_sample")


def columns() -> list[Column]:
    plan = Column("plan", Plan._meta.verbose_name, ReferenceKind(Plan))
    return [plan, *(column_of(Target, name) for name in NAMES)]


def target_import(targets: QuerySet[Target] | None = None) -> ModelImport[Target]:
    return ModelImport(
        Target,
        key=KEY,
        columns=columns(),
        defaults={"split": "total", "group": "", "is_sample": False},
        queryset=targets,
        ignored=("plan",),
        check=refuse_sample_for_real,
    )


def refuse_sample_for_real(target: Target, existing: Target | None) -> None:
    """What somebody agreed is not overwritten by what was made up."""
    if target.is_sample and existing is not None and not existing.is_sample:
        raise ValidationError({"is_sample": _("A target that is no sample data is on record.")})
