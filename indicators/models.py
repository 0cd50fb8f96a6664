"""Indicators with their versions and targets, and the results that runs compute."""

import itertools
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, cast

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from indicators import labels
from indicators.enums import (
    ACTIVE_STATES,
    WITHHELD,
    Direction,
    IndicatorLevel,
    NoValue,
    RunState,
    RunTrigger,
    Split,
)
from kernel.models import ValidInYears, YearsQuerySet
from outputs.models import Output, Plan

if TYPE_CHECKING:
    from members.models import User


class IndicatorQuerySet(YearsQuerySet):
    def visible_to(self, user: "User") -> Self:
        """The definitions belong to the logical framework, which everyone who is signed in reads."""
        return self if user.current_roles else self.none()


@pghistory.track()
class Indicator(ValidInYears):
    """What DEVT defines to measure the plan; its formula stands in its newest version."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="indicators"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=250)
    definition = models.TextField(_("definition"))
    level = models.CharField(_("level"), max_length=15, choices=IndicatorLevel)
    output = models.ForeignKey(
        Output,
        verbose_name=_("output"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indicators",
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indicators",
    )
    unit = models.CharField(_("unit of measure"), max_length=60)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    frequency = models.CharField(_("frequency"), max_length=60, blank=True)
    disaggregations = ArrayField(
        models.CharField(max_length=120), verbose_name=_("disaggregations wanted"), default=list, blank=True
    )
    means_of_verification = models.TextField(_("means of verification"), blank=True)
    assumption = models.TextField(_("assumption"), blank=True)
    responsible = models.CharField(_("responsible"), max_length=150, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"), null=True, blank=True)
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    baseline_note = models.TextField(_("note on the baseline"), blank=True)
    on_track_from = models.DecimalField(
        _("on track from, percent of target"), max_digits=6, decimal_places=2, default=95
    )
    at_risk_from = models.DecimalField(
        _("at risk from, percent of target"), max_digits=6, decimal_places=2, default=80
    )
    kirkpatrick_level = models.PositiveSmallIntegerField(_("Kirkpatrick level"), null=True, blank=True)
    origin = models.TextField(_("origin"), blank=True)
    caveat = models.TextField(_("caveat"), blank=True)
    waits_for = models.TextField(
        _("waits for"), blank=True, help_text=_("The data without which it has no value.")
    )
    method_refs = ArrayField(models.TextField(), verbose_name=_("references"), default=list, blank=True)
    is_headline = models.BooleanField(
        _("headline"), default=False, help_text=_("Drawn as charts on the dashboard.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta(ValidInYears.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["plan", "position", "code"]
        constraints = [
            *ValidInYears.Meta.constraints,
            models.UniqueConstraint(name="indicators_indicator_code_once", fields=["plan", "code"]),
            models.CheckConstraint(
                name="indicators_indicator_thresholds_in_order",
                condition=Q(on_track_from__gte=F("at_risk_from")),
                violation_error_message=_("On track starts above at risk."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.plan.code, self.code])


@pghistory.track()
class IndicatorVersion(models.Model):
    """A formula of an indicator: `scale * numerator / denominator`, or the numerator alone.

    Both are expressions over measures; a changed formula is a new version, and each
    result names the version that it was computed with.
    """

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    numerator = models.CharField(_("numerator"), max_length=500, blank=True)
    denominator = models.CharField(_("denominator"), max_length=500, blank=True)
    scale = models.DecimalField(_("scale"), max_digits=12, decimal_places=4, default=1)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of an indicator")
        verbose_name_plural = _("versions of indicators")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(name="indicators_version_once", fields=["indicator", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} v{self.number}"


@pghistory.track()
class Target(models.Model):
    """The value that an indicator is to reach in a year."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="targets"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    split = models.CharField(_("split"), max_length=15, choices=Split, default=Split.TOTAL)
    group = models.CharField(
        _("group"), max_length=100, blank=True, help_text=_("Its key, such as africa or low-income.")
    )
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "year", "split", "group"]
        constraints = [
            models.UniqueConstraint(
                name="indicators_target_once", fields=["indicator", "year", "split", "group"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}: {self.value.normalize():f}"

    def clean(self) -> None:
        """A target is for a group that results can have."""
        super().clean()
        if self.split in Split.values:
            plan_id = self.indicator.plan_id if self.indicator_id else None
            labels.check_group(self.split, self.group, plan_id)


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


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "User") -> Self:
        """For those who report, review or run the plan; donors and the public wait for editions."""
        if user.is_devt or user.is_devco:
            return self.exact()
        return self if user.is_nsb else self.none()

    def exact(self) -> Self:
        """The same results with what is withheld from everybody else."""
        found = ExactResult.objects.all()
        chosen = found.filter(pk__in=self.order_by().values("pk")) if self.query.where else found
        return cast("Self", chosen)

    def with_value(self) -> Self:
        """Those that have a value, told or withheld."""
        return self.filter(Q(value__isnull=False) | Q(exact_value__isnull=False))


class Result(models.Model):
    """What an indicator came to in a year, in total or for one group.

    Without a value it says why; coverage tells how many members were expected to
    report what it was computed from, how many did, were accepted, and gave a value.
    """

    version = models.ForeignKey(
        IndicatorVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="results"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    split = models.CharField(_("split"), max_length=15, choices=Split)
    group = models.CharField(_("group"), max_length=100, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=24, decimal_places=6, null=True)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    no_value = models.CharField(_("why there is no value"), max_length=20, choices=NoValue, blank=True)
    expected = models.PositiveIntegerField(_("members expected"))
    reported = models.PositiveIntegerField(_("members that reported"))
    accepted = models.PositiveIntegerField(_("members accepted"))
    given = models.PositiveIntegerField(
        _("members that gave a value"),
        default=0,
        db_default=0,
        help_text=_("Of several measures: one for each."),
    )
    given_in_part = models.PositiveIntegerField(
        _("members that gave a part"),
        default=0,
        db_default=0,
        help_text=_("For some of several measures, not for all."),
    )
    at_least = models.BooleanField(
        _("at least"),
        default=False,
        db_default=False,
        help_text=_("Some of those counted gave only a part of the sum."),
    )
    others = models.PositiveIntegerField(
        _("countries that are no members"),
        default=0,
        db_default=0,
        help_text=_("On record in the source, not counted."),
    )
    exact_value = models.DecimalField(
        _("value withheld"), max_digits=24, decimal_places=6, null=True, editable=False
    )
    exact_numerator = models.DecimalField(
        _("numerator withheld"), max_digits=24, decimal_places=6, null=True, editable=False
    )
    exact_denominator = models.DecimalField(
        _("denominator withheld"), max_digits=24, decimal_places=6, null=True, editable=False
    )
    exact_no_value = models.CharField(
        _("why there is no value, withheld"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    terms_withheld = models.BooleanField(
        _("numerator and denominator withheld"), default=False, db_default=False, editable=False
    )
    imputed = models.PositiveIntegerField(_("values filled in by their publisher"), default=0)
    has_sample = models.BooleanField(_("contains sample data"), default=False)
    does_not_add_up = models.BooleanField(_("parts do not add up to the total"), default=False)
    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.PROTECT, related_name="results")

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["version", "year", "split", "group"]
        constraints = [
            models.UniqueConstraint(
                name="indicators_result_once", fields=["version", "year", "split", "group"]
            ),
            models.CheckConstraint(
                name="indicators_result_value_or_reason",
                condition=Q(value__isnull=False, no_value="") | (Q(value__isnull=True) & ~Q(no_value="")),
            ),
            models.CheckConstraint(
                name="indicators_result_coverage_in_order", condition=Q(accepted__lte=F("reported"))
            ),
            models.CheckConstraint(
                name="indicators_result_given_by_accepted",
                condition=Q(accepted__gte=F("given") + F("given_in_part")),
            ),
        ]
        indexes = [models.Index(fields=["year", "split"], name="indicators_result_year_split")]

    def __str__(self) -> str:
        return f"{self.version} {self.year} {self.split} {self.group}".strip()

    @property
    def has_value(self) -> bool:
        return self.value is not None

    @property
    def withheld(self) -> str:
        """Why it is told to DEVT and DEVCO only; empty where it is told to everybody."""
        return self.no_value if self.no_value in WITHHELD else ""

    @property
    def is_withheld(self) -> bool:
        return bool(self.withheld)

    @property
    def hides_terms(self) -> bool:
        """Whether this reader is told neither numerator nor denominator."""
        return bool(self.withheld) or self.terms_withheld


class ExactResult(Result):
    """A result as DEVT and DEVCO read it: with what is withheld from everybody else.

    What is withheld stands in columns of its own, so that whoever forgets to ask tells too
    little and never too much.
    """

    objects = ResultQuerySet.as_manager()  # type: ignore[misc] # its own, of this model

    class Meta:
        proxy = True
        verbose_name = _("result")
        verbose_name_plural = _("results")

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        found = super().from_db(db, field_names, values, **options)
        if found.get_deferred_fields():
            return found
        found.why_withheld = found.no_value if found.no_value in WITHHELD else ""
        if found.why_withheld:
            found.value, found.no_value = found.exact_value, found.exact_no_value
        if found.why_withheld or found.terms_withheld:
            found.numerator, found.denominator = found.exact_numerator, found.exact_denominator
        return found

    why_withheld = ""

    @property
    def withheld(self) -> str:
        return self.why_withheld

    @property
    def hides_terms(self) -> bool:
        return False


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
