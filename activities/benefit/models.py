"""What a group of stakeholders at home gained, and what became of somebody who was trained."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.benefit.enums import How, Whereabouts
from activities.events.enums import PersonSex, StakeholderGroup
from activities.records import NamesAPerson, OwnPeopleQuerySet, PartyQuerySet, PlanRecord
from kernel.partial_dates import PartialDateField, first_day, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField
from kernel.texts import refuse_too_long
from members.models import Member


class BenefitQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Benefit(PlanRecord):
    """A group of stakeholders that was reached and what changed for it; or that was not, and why."""

    register_key = "benefits"
    code_prefix = "BN"
    searched = ("code", "title")

    title = models.CharField(gettext_lazy("in a sentence"), max_length=200)
    member = link(Member, gettext_lazy("member"), is_required=True)
    group = models.CharField(gettext_lazy("stakeholder group"), max_length=20, choices=StakeholderGroup)
    is_reached = models.BooleanField(gettext_lazy("the group was reached"), default=True)
    seen_on = PartialDateField(gettext_lazy("when"), blank=False)
    assistance = RecordCodeField(
        gettext_lazy("by which assistance"),
        help_text=gettext_lazy("The code of an event, mission, grant or other record."),
    )
    other_assistance = models.CharField(gettext_lazy("by what else"), max_length=200, blank=True)
    changed = models.TextField(
        gettext_lazy("what changed for them"), blank=True, validators=[refuse_too_long]
    )
    evidence = models.TextField(gettext_lazy("how it is known"), blank=True, validators=[refuse_too_long])
    why_not = models.TextField(
        gettext_lazy("why they were not reached"), blank=True, validators=[refuse_too_long]
    )
    may_be_published = models.BooleanField(gettext_lazy("may be published"), default=False)

    objects = BenefitQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("benefit at home")
        verbose_name_plural = gettext_lazy("benefits at home")
        ordering = ["-seen_on", "code"]
        constraints = [
            *PlanRecord.Meta.constraints,
            models.CheckConstraint(
                name="benefit_says_what_changed_or_why_not",
                condition=Q(is_reached=True, changed__gt="", why_not="")
                | Q(is_reached=False, changed="", why_not__gt=""),
                violation_error_message=gettext_lazy(
                    "Of a group that was reached say what changed; of one that was not, why. One of the two."
                ),
            ),
        ]

    @property
    def year(self) -> int | None:
        return year_of(self.seen_on)


class StaffQuerySet(OwnPeopleQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Staff(NamesAPerson, PlanRecord):
    """Somebody of a member who was trained, attached or sponsored, and whether it is used."""

    register_key = "our-people"
    code_prefix = "OP"
    searched = ("code", "person")

    person = models.CharField(gettext_lazy("person"), max_length=150)
    sex = models.CharField(gettext_lazy("sex"), max_length=10, choices=PersonSex, blank=True)
    member = link(Member, gettext_lazy("member"), is_required=True)
    how = models.CharField(gettext_lazy("what the person got"), max_length=20, choices=How)
    record = RecordCodeField(
        gettext_lazy("record"), help_text=gettext_lazy("The code of the event, arrangement or sponsorship.")
    )
    got_on = PartialDateField(gettext_lazy("when"), blank=False)
    whereabouts = models.CharField(gettext_lazy("where now"), max_length=20, choices=Whereabouts, blank=True)
    uses_it = models.BooleanField(gettext_lazy("uses it"), null=True, blank=True)
    said_on = models.DateField(gettext_lazy("as of"), null=True, blank=True)
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = StaffQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("one of our people")
        verbose_name_plural = gettext_lazy("our people")
        ordering = ["-got_on", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.person}"

    @property
    def title(self) -> str:
        return self.person

    @property
    def year(self) -> int | None:
        return year_of(self.got_on)

    @property
    def years(self) -> set[int | None]:
        """The year as of which it is known where the person is, and that of what the person got."""
        return {self.year, self.said_on.year if self.said_on else self.year}

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if (self.whereabouts or self.uses_it is not None) and not self.said_on:
            yield "said_on", _("Say as of which day it is so.")
        if self.said_on and self.got_on and self.said_on < first_day(self.got_on):
            yield "said_on", _("That is before the person got it.")
