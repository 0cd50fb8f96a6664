"""When members report, and what they are asked."""

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from activities.reporting.enums import (
    AGGREGATIONS,
    RESERVED_CODES,
    RoundAction,
    SplitBy,
    Step,
)
from activities.reporting.models.places import key_of
from activities.reporting.question_types import QuestionType, kind_choices, type_of
from kernel.measures import Aggregation, refuse_unknown_measure
from kernel.models import ValidInYears, YearsQuerySet
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

    def running(self) -> Self:
        return self.opened().filter(closed_at=None)

    def past_closing_on(self, day: dt.date) -> Self:
        """Those that still run although their last day lies before `day`."""
        return self.running().filter(closes_on__lt=day)

    def with_counts(self) -> Self:
        """With `report_count`."""
        return self.annotate(report_count=models.Count("reports"))


@pghistory.track()
class Round(models.Model):
    """The yearly reporting on one year of a plan.

    `closed_by` is empty where the round closed by itself.  A cancelled round is planned
    again, as before it was opened; what members were told stands in its trail.
    """

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("year reported on"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    closes_on = models.DateField(_("closes on"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cancelled by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True, editable=False)

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
            models.CheckConstraint(
                name="reporting_round_closed_once_opened",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="reporting_round_cancelled_when_by_and_why",
                condition=Q(cancelled_at=None, cancelled_by=None, cancel_reason="")
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancel_reason="")),
            ),
            models.CheckConstraint(
                name="reporting_round_cancelled_is_not_open",
                condition=Q(cancelled_at=None) | Q(opened_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Reporting round %(year)s")) % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("reporting:round", args=[self.plan.code, self.year])

    @property
    def is_opened(self) -> bool:
        return self.opened_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_running(self) -> bool:
        return self.is_opened and not self.is_closed

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def takes_entries_on(self, day: dt.date) -> bool:
        """Whether every member may fill in; late reports are taken until the round closes."""
        return self.is_running and day <= self.closes_on


class RoundAct(models.Model):
    """Something that was done with a round: when, by whom and why; nobody where it came by itself."""

    round = models.ForeignKey(Round, verbose_name=_("round"), on_delete=models.CASCADE, related_name="acts")
    action = models.CharField(_("what was done"), max_length=20, choices=RoundAction)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("act of a round")
        verbose_name_plural = _("acts of a round")
        ordering = ["round", "at", "pk"]

    def __str__(self) -> str:
        return str(self.get_action_display())


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
    kind = models.CharField(_("kind"), max_length=12, choices=kind_choices)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    aggregation = models.CharField(
        _("aggregation"),
        max_length=8,
        choices=AGGREGATIONS,
        default=Aggregation.NONE,
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
    recorded_as = models.CharField(
        _("recorded as"),
        max_length=60,
        blank=True,
        validators=[refuse_unknown_measure],
        help_text=_("The measure of the registers that counts the same."),
    )
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
        return key_of(self.activity_id, self.step)

    @property
    def printed_section(self) -> str:
        return self.activity.code if self.activity else self.step

    @property
    def type(self) -> QuestionType:
        """What its kind means."""
        return type_of(self)

    @property
    def is_numeric(self) -> bool:
        return self.type.is_numeric
