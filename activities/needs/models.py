"""A need, how far it came, and what answered it."""

import datetime as dt
from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import FSMField

from activities.needs.enums import (
    OPEN_STATES,
    CallAnswer,
    InstitutionLevel,
    NeedState,
    WantedSupport,
)
from activities.needs.rules import CONFIRM_NEED, TAKE_UP_NEED
from activities.records import PartyQuerySet, PlanRecord
from kernel.partial_dates import PartialDateField, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField
from kernel.texts import refuse_too_long
from kernel.workflow import TrailEntry, Workflow, move
from members.committees.models import Committee, IcsField
from members.models import Member, Region
from outputs.models import Output, Plan

SHARED = gettext_lazy("Where all members of a region share the need.")


class NeedQuerySet(PartyQuerySet):
    parties = ("member", "assisting")

    def listed(self) -> Self:
        return self.select_related("member", "region", "output__plan", "officer").prefetch_related(
            "activities"
        )


@pghistory.track()
class Need(Workflow, PlanRecord):
    """What a member, or the members of a region, ask for."""

    register_key = "needs"
    code_prefix = "ND"
    not_copied = ("code", "rank")

    title = models.CharField(gettext_lazy("need"), max_length=200)
    member = link(Member, gettext_lazy("member"), related_name="needs")
    region = link(Region, gettext_lazy("region"), help_text=SHARED)
    output = link(Output, gettext_lazy("output"), is_required=True)
    named_on = PartialDateField(gettext_lazy("named on"), blank=False)
    rank = models.PositiveSmallIntegerField(
        gettext_lazy("rank"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Among the owner's own of the year; 1 comes first."),
    )
    field = link(IcsField, gettext_lazy("field of standardization"))
    committee = link(Committee, gettext_lazy("committee"))
    institution_level = models.CharField(
        gettext_lazy("level of institution"), max_length=20, choices=InstitutionLevel, blank=True
    )
    subject = models.CharField(gettext_lazy("subject, area or impediment"), max_length=200, blank=True)
    why = models.TextField(gettext_lazy("why it matters"), blank=True, validators=[refuse_too_long])
    wanted = models.CharField(
        gettext_lazy("support wanted"), max_length=20, choices=WantedSupport, blank=True
    )
    assisting = link(Member, gettext_lazy("mentor or assisting member"))
    call_answer = models.CharField(
        gettext_lazy("in the next call"), max_length=10, choices=CallAnswer, blank=True, editable=False
    )
    carried_from = models.OneToOneField(
        "self",
        verbose_name=gettext_lazy("goes on from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="carried_to",
    )
    state = FSMField(
        gettext_lazy("state"), max_length=15, choices=NeedState, default=NeedState.NAMED, protected=True
    )

    objects = NeedQuerySet.as_manager()

    looks = {"taken_up": "going", "answered": "going", "confirmed": "on-track", "not_taken_up": "off"}
    """How a state is marked beside its word."""
    headings = PlanRecord.headings | {"owner": gettext_lazy("whose")}

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("need")
        verbose_name_plural = gettext_lazy("needs")
        ordering = ["-named_on", "rank"]
        constraints = [
            *PlanRecord.Meta.constraints,
            models.CheckConstraint(
                name="needs_need_has_one_owner",
                condition=Q(member=None, region__isnull=False) | Q(member__isnull=False, region=None),
                violation_error_message=gettext_lazy(
                    "Name either the member or the region whose need it is."
                ),
            ),
            models.CheckConstraint(name="needs_need_rank_from_one", condition=Q(rank=None) | Q(rank__gte=1)),
        ]

    @property
    def owner(self) -> Member | Region | None:
        return self.member or self.region

    @property
    def year(self) -> int | None:
        return year_of(self.named_on)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.output_id and self.plan_id and self.output.plan_id != self.plan_id:
            yield "output", _("This is an output of another plan.")
        if self.assisting_id and self.assisting_id == self.member_id:
            yield "assisting", _("A member cannot assist itself.")
        if (rank := self.rank) and self.same_rank().exists():
            yield "rank", _("Another need of the year has rank %(rank)s.") % {"rank": rank}

    def same_rank(self) -> "models.QuerySet[Need]":
        """Other needs of the same owner and year with this rank."""
        mine = Need.objects.standing().filter(
            member=self.member_id, region=self.region_id, named_on__startswith=self.named_on[:4]
        )
        return mine.filter(rank=self.rank).exclude(pk=self.pk)

    @move(
        [NeedState.NAMED, NeedState.NOT_TAKEN_UP],
        NeedState.TAKEN_UP,
        TAKE_UP_NEED,
        gettext_lazy("Only a need that was named can be taken up."),
    )
    def take_up(self) -> None: ...

    @move(
        [NeedState.NAMED, NeedState.TAKEN_UP],
        NeedState.NOT_TAKEN_UP,
        TAKE_UP_NEED,
        gettext_lazy("Only an open need can be turned down."),
    )
    def turn_down(self) -> None: ...

    @move(
        [NeedState.TAKEN_UP],
        NeedState.ANSWERED,
        TAKE_UP_NEED,
        gettext_lazy("Only a need that was taken up can be answered."),
    )
    def answer(self) -> None: ...

    @move(
        [NeedState.ANSWERED],
        NeedState.CONFIRMED,
        CONFIRM_NEED,
        gettext_lazy("Only a need that was answered can be confirmed."),
    )
    def confirm(self) -> None: ...

    @move(
        [NeedState.ANSWERED, NeedState.CONFIRMED],
        NeedState.TAKEN_UP,
        CONFIRM_NEED,
        gettext_lazy("Only a need that was answered can be opened again."),
    )
    def open_again(self) -> None: ...


class NeedMove(TrailEntry):
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="transitions")
    source = models.CharField(gettext_lazy("from"), max_length=15, choices=NeedState)
    target = models.CharField(gettext_lazy("to"), max_length=15, choices=NeedState)

    class Meta:
        verbose_name = gettext_lazy("move of a need")
        verbose_name_plural = gettext_lazy("moves of needs")
        ordering = ["need", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.source} → {self.target}"


@pghistory.track()
class Answer(models.Model):
    """What answered a need: a record of any register, or what somebody else did, in words."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers")
    record = RecordCodeField(
        gettext_lazy("record"),
        help_text=gettext_lazy("The code of an event, mission or other record; empty for what is in none."),
    )
    note = models.TextField(gettext_lazy("what was done"), blank=True, validators=[refuse_too_long])
    on = PartialDateField(gettext_lazy("when"))

    class Meta:
        verbose_name = gettext_lazy("answer")
        verbose_name_plural = gettext_lazy("answers")
        ordering = ["need", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="needs_answer_says_something",
                condition=~Q(record="") | ~Q(note=""),
                violation_error_message=gettext_lazy("Name a record, or say what was done."),
            )
        ]

    def __str__(self) -> str:
        return self.record or self.note


class CallQuerySet(models.QuerySet["Call"]):
    def open_on(self, day: dt.date) -> Self:
        return self.filter(opens_on__lte=day, closes_on__gte=day)


@pghistory.track()
class Call(models.Model):
    """When members name their needs for a year; it begins with those of earlier years that stand open."""

    plan = models.ForeignKey(
        Plan, verbose_name=gettext_lazy("plan"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(gettext_lazy("for the year"))
    opens_on = models.DateField(gettext_lazy("opens on"))
    closes_on = models.DateField(gettext_lazy("closes on"))

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("call for needs")
        verbose_name_plural = gettext_lazy("calls for needs")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                name="needs_call_once_a_year",
                fields=["plan", "year"],
                violation_error_message=gettext_lazy("There is a call for this year already."),
            ),
            models.CheckConstraint(
                name="needs_call_dates_in_order",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=gettext_lazy("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def open_needs(self) -> NeedQuerySet:
        """Needs of earlier years of the plan that nobody has answered, and whose owner has not decided."""
        found: NeedQuerySet = Need.objects.standing().filter(
            plan=self.plan_id, state__in=OPEN_STATES, call_answer="", named_on__lt=str(self.year)
        )
        return found
