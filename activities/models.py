"""What is done under each output."""

from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.enums import ScopeLevel
from kernel.measures import refuse_unknown_measure
from kernel.models import ValidInYears, YearsQuerySet, code_in_addresses, refuse_odd_code
from outputs.models import Output, TargetGroup

if TYPE_CHECKING:
    from members.models import User


class ActivityQuerySet(YearsQuerySet):
    def visible_to(self, user: "User") -> Self:
        return self if user.current_roles else self.none()


@pghistory.track()
class Activity(ValidInYears):
    """An activity of the plan; nine of them demand that their effectiveness be measured."""

    output = models.ForeignKey(
        Output, verbose_name=_("output"), on_delete=models.CASCADE, related_name="activities"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=10, validators=[refuse_odd_code])
    title = models.CharField(_("title"), max_length=250)
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True, help_text=_("For narrow places; empty: the title.")
    )
    description = models.TextField(_("description"), blank=True)
    effectiveness_measured = models.BooleanField(_("effectiveness is measured"), default=False)
    what_is_measured = models.TextField(_("what is measured"), blank=True)
    use_of_measurement = models.TextField(_("use of the measurement"), blank=True)
    actors = ArrayField(models.CharField(max_length=150), verbose_name=_("actors"), default=list, blank=True)
    scope_levels = ArrayField(
        models.CharField(max_length=20, choices=ScopeLevel),
        verbose_name=_("levels"),
        default=list,
        blank=True,
    )
    levels_are_assumed = models.BooleanField(
        _("levels are assumed"), default=False, help_text=_("The plan names no level for the activity.")
    )
    target_groups = models.ManyToManyField(
        TargetGroup,
        verbose_name=_("target groups"),
        blank=True,
        related_name="activities",
        help_text=_("Where empty, the target groups of the output hold."),
    )
    reach_asked_from_year = models.PositiveSmallIntegerField(
        _("reach is asked from the year"),
        null=True,
        blank=True,
        help_text=_("From then on members say whether it reached them, and not how far they came."),
    )
    measures = ArrayField(
        models.CharField(max_length=60, validators=[refuse_unknown_measure]),
        verbose_name=_("measures of its records"),
        default=list,
        blank=True,
        help_text=_("What is counted of the records under it; members read the figures in their report."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta(ValidInYears.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["output", "number"]
        constraints = [
            *ValidInYears.Meta.constraints,
            code_in_addresses("activities_activity_code_in_addresses"),
            models.UniqueConstraint(name="activities_activity_number_once", fields=["output", "number"]),
            models.CheckConstraint(
                name="activities_activity_says_what_is_measured",
                condition=Q(effectiveness_measured=False) | ~Q(what_is_measured=""),
                violation_error_message=_("Say what is measured."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def name_in_brief(self) -> str:
        return self.short_name or self.title

    def asks_reach_in(self, year: int) -> bool:
        """Whether members say of the year if it reached them, and not how far they came."""
        return self.reach_asked_from_year is not None and year >= self.reach_asked_from_year

    def clean(self) -> None:
        """People name a section by this code, so that one plan has it once."""
        same = Activity.objects.filter(output__plan__outputs=self.output_id, code=self.code)
        if self.output_id and same.exclude(pk=self.pk).exists():
            raise ValidationError({"code": _("Another activity of the plan has this code.")})

    def get_absolute_url(self) -> str:
        return reverse("activities:activity", args=[self.output.plan.code, self.code])

    def get_scope_levels_display(self) -> str:
        labels = dict(ScopeLevel.choices)
        return ", ".join(str(labels[level]) for level in self.scope_levels)
