"""What members do so that others know and use standards, and what contests bring to light."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.events.enums import StakeholderGroup
from activities.outreach.enums import OF_AN_ENTRY, How, Response, Stage
from activities.records import Collected, PartyQuerySet, PlanRecord, period_problems
from kernel.fields import YEARS
from kernel.partial_dates import PartialDateField, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField
from kernel.texts import refuse_too_long
from members.models import Member


class OutreachQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "officer", "plan").prefetch_related("activities")


def group() -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(
        gettext_lazy("stakeholder group"), max_length=20, choices=StakeholderGroup, blank=True
    )


@pghistory.track()
class Programme(PlanRecord):
    """What a member tells one group of stakeholders, and what it does so that they hear it."""

    register_key = "stakeholder-programmes"
    code_prefix = "SP"

    title = models.CharField(gettext_lazy("title"), max_length=200)
    member = link(Member, gettext_lazy("of the member"), is_required=True)
    group = group()
    stakeholder = models.CharField(gettext_lazy("stakeholder"), max_length=200, blank=True)
    message = models.CharField(gettext_lazy("the one message"), max_length=300, blank=True)
    benefit = models.CharField(gettext_lazy("what they gain"), max_length=300, blank=True)
    starts_on = PartialDateField(gettext_lazy("from"), blank=False)
    ends_on = PartialDateField(gettext_lazy("to"))
    response = models.TextField(gettext_lazy("response"), blank=True, validators=[refuse_too_long])

    objects = OutreachQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("stakeholder programme")
        verbose_name_plural = gettext_lazy("stakeholder programmes")
        ordering = ["-starts_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))


@pghistory.track()
class Action(models.Model):
    """What was done in a programme: a record of any register, or in words."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="actions")
    record = RecordCodeField(
        gettext_lazy("record"), help_text=gettext_lazy("The code of an event, resource or other record.")
    )
    what = models.CharField(gettext_lazy("what was done"), max_length=300, blank=True)
    on = PartialDateField(gettext_lazy("when"))

    class Meta:
        verbose_name = gettext_lazy("action")
        verbose_name_plural = gettext_lazy("actions")
        ordering = ["programme", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="outreach_action_says_something",
                condition=~Q(record="") | ~Q(what=""),
                violation_error_message=gettext_lazy("Name a record, or say what was done."),
            )
        ]

    def __str__(self) -> str:
        return self.record or self.what


@pghistory.track()
class Publicity(PlanRecord):
    """A standard that a member made known to somebody whom it helps."""

    register_key = "standards-publicised"
    code_prefix = "PU"
    searched = ("code", "standard")

    standard = models.CharField(gettext_lazy("standard"), max_length=100)
    member = link(Member, gettext_lazy("by the member"), is_required=True)
    group = group()
    to_whom = models.CharField(gettext_lazy("to whom"), max_length=200, blank=True)
    why = models.CharField(gettext_lazy("why it helps them"), max_length=300, blank=True)
    how = models.CharField(gettext_lazy("how"), max_length=20, choices=How, blank=True)
    publicised_on = PartialDateField(gettext_lazy("when"), blank=False)
    response = models.CharField(gettext_lazy("response"), max_length=20, choices=Response, blank=True)

    objects = OutreachQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("standard publicised")
        verbose_name_plural = gettext_lazy("standards publicised")
        ordering = ["-publicised_on", "code"]

    @property
    def title(self) -> str:
        return self.standard

    @property
    def year(self) -> int | None:
        return year_of(self.publicised_on)


@pghistory.track()
class Entry(Collected, PlanRecord):
    """A stage of a contest or of the Award: of the edition as a whole, or of one that took part."""

    register_key = "contest-entries"
    code_prefix = "CE"
    searched = ("code", "contest", "institution")

    contest = models.CharField(gettext_lazy("contest"), max_length=200)
    edition = models.PositiveSmallIntegerField(gettext_lazy("edition of the year"))
    stage = models.CharField(gettext_lazy("stage"), max_length=15, choices=Stage)
    institution = models.CharField(
        gettext_lazy("institution"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("No person is named here."),
    )
    member = link(Member, gettext_lazy("country"))
    on = PartialDateField(gettext_lazy("when"))
    prize = models.CharField(gettext_lazy("prize"), max_length=200, blank=True)
    entries = models.PositiveIntegerField(gettext_lazy("entries in all"), null=True, blank=True)
    is_first = models.BooleanField(gettext_lazy("first time from this institution"), null=True, blank=True)
    two_years_later = models.TextField(
        gettext_lazy("its programme two years later"), blank=True, validators=[refuse_too_long]
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = OutreachQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("contest entry")
        verbose_name_plural = gettext_lazy("contests and the Award")
        ordering = ["-edition", "contest", "code"]

    @property
    def title(self) -> str:
        return f"{self.contest} {self.edition}"

    @property
    def year(self) -> int | None:
        return self.edition

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.edition is not None and not YEARS[0] <= self.edition <= YEARS[1]:
            yield "edition", _("Give the year of the edition, for example 2013.")
        if self.stage in OF_AN_ENTRY and not (self.institution or self.member_id):
            yield "institution", _("Say which institution, or from which country.")
