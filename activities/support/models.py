"""A mission of an expert with what it recommended, and a grant of equipment with what became of it."""

from collections.abc import Iterator
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.records import PartyQuerySet, PlanRecord, period_problems
from activities.support.enums import RecommendationState
from kernel.days import is_a_year_ago
from kernel.partial_dates import PartialDateField, first_day, last_day, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField, record_named
from kernel.texts import refuse_too_long
from members.models import Member


class SupportQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "officer", "plan").prefetch_related("activities")


class Support(PlanRecord):
    """What a member got because it needed it."""

    searched = ("code", "title")

    title = models.CharField(gettext_lazy("title"), max_length=200)
    member = link(Member, gettext_lazy("for the member"), is_required=True)
    need = RecordCodeField(
        gettext_lazy("need addressed"), help_text=gettext_lazy("The code of a need, for example ND-2013-004.")
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = SupportQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        abstract = True

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        need: Any = record_named(self.need) if self.need else None
        if need is not None and need.register_key != "needs":
            yield "need", _("This is no need: the code of one begins with ND-.")
        elif need is not None and need.member_id not in {None, self.member_id}:
            yield "need", _("This is a need of another member.")


@pghistory.track()
class Mission(Support):
    """An expert's work at a member: terms, dates, report, and recommendations."""

    register_key = "missions"
    code_prefix = "MS"

    starts_on = PartialDateField(gettext_lazy("first day"), blank=False)
    ends_on = PartialDateField(gettext_lazy("last day"))
    expert = models.CharField(gettext_lazy("expert"), max_length=150, blank=True)
    terms = models.TextField(gettext_lazy("terms of reference"), blank=True, validators=[refuse_too_long])
    days = models.PositiveIntegerField(gettext_lazy("days of experts"), null=True, blank=True)
    reported_on = models.DateField(gettext_lazy("report received"), null=True, blank=True)
    report = models.TextField(gettext_lazy("report"), blank=True, validators=[refuse_too_long])

    class Meta(Support.Meta):
        verbose_name = gettext_lazy("mission")
        verbose_name_plural = gettext_lazy("missions")
        ordering = ["-starts_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on)

    @property
    def last_year(self) -> int | None:
        return year_of(self.ends_on or self.starts_on)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))
        if self.reported_on and self.starts_on and self.reported_on < first_day(self.starts_on):
            yield "reported_on", _("The report came before the mission began.")


@pghistory.track()
class Recommendation(models.Model):
    """What an expert recommended, and what the member made of it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="recommendations")
    text = models.CharField(gettext_lazy("recommendation"), max_length=300)
    state = models.CharField(
        gettext_lazy("after twelve months"),
        max_length=10,
        choices=RecommendationState,
        default=RecommendationState.OPEN,
    )
    said_on = models.DateField(gettext_lazy("followed up on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("recommendation")
        verbose_name_plural = gettext_lazy("recommendations")
        ordering = ["mission", "pk"]
        constraints = [
            models.CheckConstraint(
                name="support_recommendation_said_on_a_day",
                condition=Q(state=RecommendationState.OPEN, said_on=None)
                | (~Q(state=RecommendationState.OPEN) & Q(said_on__isnull=False)),
                violation_error_message=gettext_lazy("Give the day of the follow-up; before it none."),
            )
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Grant(Support):
    """Equipment that a member was given, and whether it is in use."""

    register_key = "grants"
    code_prefix = "GR"

    items = models.TextField(gettext_lazy("items"), blank=True, validators=[refuse_too_long])
    selected_by = models.CharField(gettext_lazy("how the country was selected"), max_length=300, blank=True)
    granted_on = PartialDateField(gettext_lazy("granted"), blank=False)
    delivered_on = PartialDateField(gettext_lazy("delivered"))
    trained = models.PositiveIntegerField(gettext_lazy("persons trained"), null=True, blank=True)
    trained_women = models.PositiveIntegerField(gettext_lazy("of them women"), null=True, blank=True)
    in_use = models.BooleanField(gettext_lazy("in use after twelve months"), null=True, blank=True)
    used_for = models.CharField(gettext_lazy("used for"), max_length=300, blank=True)

    class Meta(Support.Meta):
        verbose_name = gettext_lazy("grant of equipment")
        verbose_name_plural = gettext_lazy("grants of equipment")
        ordering = ["-granted_on", "code"]
        constraints = [
            *Support.Meta.constraints,
            models.CheckConstraint(
                name="support_grant_women_among_trained",
                condition=Q(trained=None) | Q(trained_women=None) | Q(trained_women__lte=F("trained")),
                violation_error_message=gettext_lazy("There cannot be more women than persons trained."),
            ),
        ]

    @property
    def year(self) -> int | None:
        return year_of(self.granted_on)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.granted_on and self.delivered_on and last_day(self.delivered_on) < first_day(self.granted_on):
            yield "delivered_on", _("It was delivered before it was granted.")
        if self.in_use is not None and not self.delivered_on:
            yield "in_use", _("Say first when it was delivered.")
        elif self.in_use is not None and not is_a_year_ago(first_day(self.delivered_on)):
            yield "in_use", _("Say so twelve months after it was delivered.")
