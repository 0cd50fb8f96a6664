"""Computations, and the years that wait for one."""

import itertools
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from indicators.enums import (
    ACTIVE_STATES,
    RunState,
    RunTrigger,
)
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: "User") -> Self:
        """Runs are for those who run the plan and those who review it."""
        return self if user.is_devt or user.is_devco else self.none()

    def active(self) -> Self:
        return self.filter(state__in=ACTIVE_STATES)


class Run(models.Model):
    """One computation of a plan's results for some years."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="runs")
    years = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("years"))
    trigger = models.CharField(_("started by"), max_length=12, choices=RunTrigger)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    years_done = models.PositiveSmallIntegerField(_("years done"), default=0)
    rows_written = models.PositiveIntegerField(_("results written"), default=0)
    rows_changed = models.PositiveIntegerField(_("results changed"), default=0)
    data_version = models.CharField(_("version of the data"), max_length=64, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(_("Run %(number)s")) % {"number": self.pk}

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE_STATES

    @property
    def is_done(self) -> bool:
        return self.state == RunState.DONE

    @property
    def is_failed(self) -> bool:
        return self.state in {RunState.FAILED, RunState.LOST}

    @property
    def period(self) -> str:
        """Its years in short: each unbroken span by its first and last year."""
        runs = itertools.groupby(enumerate(sorted(self.years)), lambda pair: pair[1] - pair[0])
        spans = ([year for _place, year in pairs] for _key, pairs in runs)
        return ", ".join("\N{EN DASH}".join(dict.fromkeys((str(span[0]), str(span[-1])))) for span in spans)

    @property
    def has_incident(self) -> bool:
        """Whether it finished, but with something that somebody should look at."""
        return self.is_done and bool(self.error)

    @property
    def seconds(self) -> float | None:
        """How long it ran; none while it has not ended."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()


class Stale(models.Model):
    """A mark that results of a plan's year are older than their data.

    Written in the transaction that changes the data, removed in the one that writes
    the results, so that a killed worker loses nothing and doubles nothing.
    """

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="stale")
    year = models.PositiveSmallIntegerField(_("year"))
    trigger = models.CharField(_("because"), max_length=12, choices=RunTrigger)
    marked_at = models.DateTimeField(_("marked"), db_default=Now())

    class Meta:
        verbose_name = _("stale year")
        verbose_name_plural = _("stale years")
        ordering = ["plan", "year"]
        constraints = [models.UniqueConstraint(name="indicators_stale_once", fields=["plan", "year"])]

    def __str__(self) -> str:
        return f"{self.plan.code} {self.year}"
