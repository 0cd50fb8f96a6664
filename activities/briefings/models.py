"""A briefing on a committee: what somebody asks for, and what is given to all."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.enums import Language
from activities.records import PartyQuerySet, PlanRecord
from kernel.days import portal_day
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from members.committees.models import Committee
from members.models import Member, User


class BriefingQuerySet(PartyQuerySet):
    def whole_to(self, user: User) -> Self:
        """What was given is for all who take part, or would; what is asked for, too."""
        return self.visible_to(user)

    def listed(self) -> Self:
        return self.select_related("member", "committee", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Briefing(PlanRecord):
    """What newcomers to a committee should know, in the words of those who lead it."""

    register_key = "briefings"
    code_prefix = "BF"

    title = models.CharField(gettext_lazy("what about"), max_length=200)
    committee = link(Committee, gettext_lazy("committee"), is_required=True)
    member = link(Member, gettext_lazy("asked for by"))
    asked_on = models.DateField(gettext_lazy("asked for on"), default=portal_day)
    given_on = models.DateField(gettext_lazy("given on"), null=True, blank=True)
    given_by = models.CharField(gettext_lazy("given by"), max_length=150, blank=True)
    language = models.CharField(gettext_lazy("language"), max_length=2, choices=Language, blank=True)
    text = models.TextField(gettext_lazy("briefing"), blank=True, validators=[refuse_too_long])

    objects = BriefingQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("briefing")
        verbose_name_plural = gettext_lazy("briefings")
        ordering = ["-asked_on", "code"]
        constraints = [
            *PlanRecord.Meta.constraints,
            models.CheckConstraint(
                name="briefings_text_with_its_day",
                condition=Q(given_on=None, text="") | Q(given_on__isnull=False, text__gt=""),
                violation_error_message=gettext_lazy("Give a briefing with its day; before it neither."),
            ),
        ]

    @property
    def year(self) -> int | None:
        return self.asked_on.year if self.asked_on else None

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.given_on and self.asked_on and self.given_on < self.asked_on:
            yield "given_on", _("It was given before it was asked for.")
