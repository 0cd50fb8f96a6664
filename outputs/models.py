"""The plan: goal, purpose, outputs, target groups, responsibilities and assumptions."""

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.models import refuse_odd_code
from outputs.enums import FrameworkLevel, StatementKind

if TYPE_CHECKING:
    from members.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: "User") -> Self:
        """Everyone who is signed in reads the plans."""
        return self if user.current_roles else self.none()

    def newest(self, among: "models.QuerySet[Any] | None" = None) -> "Plan | None":
        """The plan that began last; one of those whose keys are `among`, where there is any."""
        plans = self.order_by("-starts_on", "-pk")
        preferred = plans.filter(pk__in=among).first() if among is not None else None
        return preferred or plans.first()


@pghistory.track()
class Plan(models.Model):
    """An action plan: a logical framework with a period."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=250)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    goal = models.TextField(_("goal"))
    goal_dimensions = ArrayField(
        models.CharField(max_length=60), verbose_name=_("dimensions of the goal"), default=list, blank=True
    )
    goal_note = models.TextField(_("note on the goal's indicators"), blank=True)
    purpose = models.TextField(_("purpose"))
    vision = models.TextField(
        _("vision"), blank=True, help_text=_("Of the organization, which the plan serves.")
    )
    key_objective = models.TextField(_("key objective"), blank=True)
    administered_by = models.CharField(_("administered by"), max_length=250, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=250, blank=True)
    predecessor = models.CharField(_("predecessor"), max_length=250, blank=True)
    added_value_topics = ArrayField(
        models.CharField(max_length=250), verbose_name=_("what ISO adds"), default=list, blank=True
    )
    source = models.TextField(_("source"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="outputs_plan_dates_in_order",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The plan ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outputs:plan", args=[self.code])

    @property
    def years(self) -> range:
        return range(self.starts_on.year, self.ends_on.year + 1)

    @property
    def baseline_year(self) -> int:
        return self.starts_on.year - 1

    @property
    def current_year(self) -> int:
        """This year, or the nearest year of the plan."""
        return min(max(timezone.now().year, self.years[0]), self.years[-1])


@pghistory.track()
class ContextFact(models.Model):
    """A figure that the plan gives of the organization it serves; shown, never computed with."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="context_facts"
    )
    label = models.CharField(_("what"), max_length=150)
    value = models.CharField(_("value"), max_length=60, help_text=_("As the plan says it: “over 18,500”."))
    as_of = models.CharField(_("as of"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("fact of context")
        verbose_name_plural = _("facts of context")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(name="outputs_contextfact_position_once", fields=["plan", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class TargetGroupQuerySet(models.QuerySet["TargetGroup"]):
    def visible_to(self, user: "User") -> Self:
        return self if user.current_roles else self.none()


@pghistory.track()
class TargetGroup(models.Model):
    """Whom an output or activity means to reach."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="target_groups"
    )
    slug = models.SlugField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=250)

    objects = TargetGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["plan", "pk"]
        constraints = [models.UniqueConstraint(name="outputs_targetgroup_once", fields=["plan", "slug"])]

    def __str__(self) -> str:
        return self.name


class OutputQuerySet(models.QuerySet["Output"]):
    def visible_to(self, user: "User") -> Self:
        return self if user.current_roles else self.none()


@pghistory.track()
class Output(models.Model):
    """A result that the plan promises."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="outputs")
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=10, validators=[refuse_odd_code])
    title = models.CharField(_("title"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=60)
    rationale = models.TextField(_("rationale"), blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="outputs"
    )

    objects = OutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(name="outputs_output_number_once", fields=["plan", "number"]),
            models.UniqueConstraint(name="outputs_output_code_once", fields=["plan", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("outputs:output", args=[self.plan.code, self.number])


@pghistory.track()
class Responsibility(models.Model):
    """A duty that the plan lays on a party."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="responsibilities"
    )
    party = models.CharField(_("party"), max_length=150)
    duty = models.TextField(_("duty"))
    is_assumption = models.BooleanField(
        _("assumed"), default=False, help_text=_("The plan names the duty, but not who has it.")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(name="outputs_responsibility_position_once", fields=["plan", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.duty}"


@pghistory.track()
class Statement(models.Model):
    """What the logical framework says of a level besides the numbers.

    An assumption must hold outside the plan for one level to lead to the next; a
    means of verification tells where a claim can be checked; an indicator stated in
    words gives context where nothing is computed (for the goal).
    """

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="statements"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=StatementKind)
    level = models.CharField(_("level"), max_length=10, choices=FrameworkLevel)
    output = models.ForeignKey(
        Output,
        verbose_name=_("output"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="statements",
    )
    text = models.TextField(_("text"))
    verified_by = models.TextField(
        _("means of verification"), blank=True, help_text=_("For an indicator in words.")
    )
    is_proposal = models.BooleanField(_("proposed, not in the published plan"), default=False)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("statement of the framework")
        verbose_name_plural = _("statements of the framework")
        ordering = ["plan", "kind", "position"]
        constraints = [
            models.UniqueConstraint(
                name="outputs_statement_position_once", fields=["plan", "kind", "position"]
            ),
            models.CheckConstraint(
                name="outputs_statement_output_where_due",
                condition=Q(level=FrameworkLevel.OUTPUT, output__isnull=False)
                | Q(~Q(level=FrameworkLevel.OUTPUT), output__isnull=True),
                violation_error_message=_("A statement on an output needs its output; no other has one."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
