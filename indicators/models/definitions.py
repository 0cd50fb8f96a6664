"""Indicators with their versions and targets."""

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from indicators import labels
from indicators.bounds import check_bounds
from indicators.enums import Direction, IndicatorLevel, Split
from indicators.splits import LONGEST, split_choices
from kernel.models import ValidInYears, YearsQuerySet, code_in_addresses, refuse_odd_code
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
    code = models.CharField(_("code"), max_length=20, validators=[refuse_odd_code])
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
            code_in_addresses("indicators_indicator_code_in_addresses"),
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
    split = models.CharField(_("split"), max_length=LONGEST, choices=split_choices, default=Split.TOTAL)
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
        """A target is for a group that results can have, in a year of the plan, with a value of its unit."""
        super().clean()
        if self.split in dict(split_choices()):
            plan_id = self.indicator.plan_id if self.indicator_id else None
            labels.check_group(self.split, self.group, plan_id)
        if self.indicator_id:
            check_bounds(self.indicator, self.year, self.value)
