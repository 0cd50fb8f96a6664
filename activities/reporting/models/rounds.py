"""When members report, and what they are asked."""

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplan.core.models import ValidInYears, YearsQuerySet
from activities.models import Activity
from activities.reporting.enums import NUMERIC_KINDS, RESERVED_CODES, Aggregation, QuestionKind, SplitBy, Step
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: "User") -> Self:
        """DEVT sees all rounds; those who report or review, the ones that were opened."""
        if user.is_devt:
            return self
        return self.opened() if user.is_nsb or user.is_devco else self.none()

    def opened(self) -> Self:
        return self.filter(opened_at__isnull=False)

    def with_counts(self) -> Self:
        """With `report_count`."""
        return self.annotate(report_count=models.Count("reports"))


@pghistory.track()
class Round(models.Model):
    """The yearly reporting on one year of a plan."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("year reported on"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    closes_on = models.DateField(_("closes on"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(name="reporting_round_once_a_year", fields=["plan", "year"]),
            models.CheckConstraint(
                name="reporting_round_dates_in_order",
                condition=Q(opens_on__lte=F("due_on")) & Q(due_on__lte=F("closes_on")),
                violation_error_message=_("A round opens, falls due and closes, in this order."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Reporting round %(year)s")) % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("reporting:round", args=[self.plan.code, self.year])

    @property
    def is_opened(self) -> bool:
        return self.opened_at is not None

    def accepts_reports_on(self, day: dt.date) -> bool:
        """Whether members may fill in and submit; late reports are taken after the due date."""
        return self.is_opened and self.opens_on <= day


class QuestionQuerySet(YearsQuerySet):
    def for_plan_year(self, plan: Plan, year: int) -> Self:
        return self.in_year(year).filter(plan=plan)


@pghistory.track()
class Question(ValidInYears):
    """What members are asked; each numeric question is a measure by itself."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="questions")
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="questions",
    )
    step = models.CharField(
        _("step"), max_length=20, choices=Step, blank=True, help_text=_("Where it belongs to no activity.")
    )
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("label"), max_length=250)
    hint = models.TextField(_("hint"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    aggregation = models.CharField(
        _("aggregation"), max_length=8, choices=Aggregation, default=Aggregation.NONE
    )
    minimum = models.DecimalField(_("minimum"), max_digits=18, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(_("maximum"), max_digits=18, decimal_places=4, null=True, blank=True)
    at_most = models.ForeignKey(
        "self",
        verbose_name=_("at most the answer to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    required = models.BooleanField(
        _("required"), default=False, help_text=_("A value, or a reason why there is none.")
    )
    split_by = models.CharField(_("split by"), max_length=12, choices=SplitBy, default=SplitBy.NONE)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    serves = models.CharField(_("serves"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = QuestionQuerySet.as_manager()

    class Meta(ValidInYears.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["plan", "position", "pk"]
        constraints = [
            *ValidInYears.Meta.constraints,
            models.UniqueConstraint(name="reporting_question_code_once", fields=["plan", "code"]),
            models.CheckConstraint(
                name="reporting_question_code_not_reserved",
                condition=~Q(code__in=RESERVED_CODES),
                violation_error_message=_(
                    "A section has a field of this name of its own: choose another code."
                ),
            ),
            models.CheckConstraint(
                name="reporting_question_activity_or_step",
                condition=Q(activity__isnull=False, step="") | (Q(activity__isnull=True) & ~Q(step="")),
                violation_error_message=_("A question belongs to an activity or to a step, not to both."),
            ),
            models.CheckConstraint(
                name="reporting_question_bounds_in_order", condition=Q(maximum__gte=F("minimum"))
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def section_key(self) -> str:
        return self.activity.code if self.activity else self.step

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC_KINDS
