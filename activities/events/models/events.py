"""An event: what, when, where, by whom, and how many took part."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import FSMField

from activities.enums import Language
from activities.events.enums import (
    REPORT_DUE_AFTER,
    SCOPES,
    Delivery,
    EventKind,
    EventState,
    Qualifier,
)
from activities.events.rules import CHANGE_EVENT
from activities.records import Collected, PartyQuerySet, PlanRecord, period_problems
from kernel.days import portal_day
from kernel.partial_dates import PartialDateField, first_day, last_day, period_in_words, year_of
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from kernel.workflow import IllegalMove, TrailEntry, Workflow, move
from members.committees.models import Committee
from members.models import Member, Organisation, Region

NOBODYS = gettext_lazy("Empty for events of DEVT and of others.")


class EventQuerySet(PartyQuerySet):
    parties = ("member", "host", "invited", "partner_members")

    def listed(self) -> Self:
        related = ("member", "host", "country", "region", "committee", "officer", "plan")
        return self.select_related(*related).prefetch_related("activities", "partners", "partner_members")

    def taking_nominations(self, day: dt.date) -> Self:
        """Those for which members may nominate on this day."""
        return self.standing().filter(answer_by__gte=day)


def number(words: Any, **more: Any) -> Any:
    return models.PositiveIntegerField(words, null=True, blank=True, **more)


@pghistory.track()
class Event(Workflow, Collected, PlanRecord):
    """What is held under the plan, by DEVT, a member or others."""

    register_key = "events"
    code_prefix = "EV"
    searched = ("code", "title", "subject", "place", "host_name", "standard")

    title = models.CharField(gettext_lazy("title"), max_length=200)
    member = link(Member, gettext_lazy("held by the member"), help_text=NOBODYS)
    kind = models.CharField(gettext_lazy("kind"), max_length=30, choices=EventKind)
    delivery = models.CharField(gettext_lazy("delivery"), max_length=20, choices=Delivery, blank=True)
    scope = models.CharField(gettext_lazy("scope"), max_length=20, choices=SCOPES, blank=True)
    starts_on = PartialDateField(gettext_lazy("first day"))
    ends_on = PartialDateField(gettext_lazy("last day"))
    place = models.CharField(gettext_lazy("place"), max_length=100, blank=True)
    country = link(Member, gettext_lazy("country"))
    host = link(Member, gettext_lazy("host"))
    host_name = models.CharField(gettext_lazy("host that is no member"), max_length=200, blank=True)
    partners = models.ManyToManyField(
        Organisation, verbose_name=gettext_lazy("partner organizations"), blank=True, related_name="+"
    )
    partner_members = models.ManyToManyField(
        Member, verbose_name=gettext_lazy("partner members"), blank=True, related_name="+"
    )
    other_partners = models.CharField(gettext_lazy("other partners"), max_length=300, blank=True)
    region = link(Region, gettext_lazy("region"))
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=gettext_lazy("languages"),
        default=list,
        blank=True,
    )
    subject = models.CharField(gettext_lazy("subject"), max_length=200, blank=True)
    committee = link(Committee, gettext_lazy("committee"))
    standard = models.CharField(gettext_lazy("standard or stage"), max_length=100, blank=True)
    participants = number(gettext_lazy("participants"))
    qualifier = models.CharField(
        gettext_lazy("how well that is known"), max_length=10, choices=Qualifier, blank=True
    )
    women = number(gettext_lazy("of them women"))
    completed = number(gettext_lazy("of them completed it"))
    countries = number(gettext_lazy("countries represented"))
    invited = models.ManyToManyField(
        Member,
        verbose_name=gettext_lazy("members invited"),
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Empty, with a day to answer by: all are."),
    )
    answer_by = models.DateField(
        gettext_lazy("members nominate until"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: nobody is nominated for it."),
    )
    reported_on = models.DateField(gettext_lazy("organizer's report received"), null=True, blank=True)
    report = models.TextField(gettext_lazy("organizer's report"), blank=True, validators=[refuse_too_long])
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])
    state = FSMField(
        gettext_lazy("state"), max_length=10, choices=EventState, default=EventState.PLANNED, protected=True
    )

    objects = EventQuerySet.as_manager()

    looks = {"held": "on-track", "moved": "at-risk"}
    headings = PlanRecord.headings | {"waits_for": gettext_lazy("still missing")}

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("event")
        verbose_name_plural = gettext_lazy("events")
        ordering = ["-starts_on", "code"]
        constraints = [
            *PlanRecord.Meta.constraints,
            *(
                models.CheckConstraint(
                    name=f"events_event_{part}_among_participants",
                    condition=Q(qualifier=Qualifier.OVER)
                    | Q(participants=None)
                    | Q(**{part: None})
                    | Q(**{f"{part}__lte": F("participants")}),
                )
                for part in ("women", "completed")
            ),
        ]

    def prepare(self) -> None:
        """What is entered after its last day was held, unless its numbers are those expected before."""
        super().prepare()
        if self._state.adding and self.is_over and self.qualifier != Qualifier.EXPECTED:
            field: Any = self._meta.get_field("state")
            field.set_state(self, EventState.HELD)

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on)

    @property
    def last_year(self) -> int | None:
        """Of its end; where nobody knows it, of the plan's."""
        return year_of(self.ends_on or self.starts_on) or self.plan.ends_on.year

    @property
    def ended_on(self) -> dt.date | None:
        """The latest day that it can have ended."""
        return last_day(self.ends_on or self.starts_on) if self.starts_on else None

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None and self.ended_on < portal_day()

    @property
    def report_due_on(self) -> dt.date | None:
        return self.ended_on + dt.timedelta(days=REPORT_DUE_AFTER) if self.ended_on else None

    @property
    def takes_nominations(self) -> bool:
        is_open = self.answer_by is not None and self.answer_by >= portal_day()
        return is_open and not self.is_cancelled

    @property
    def waits_for(self) -> str:
        """What its organizer still owes, in words."""
        return "; ".join(self.owed()) or _("nothing")

    def owed(self) -> Iterator[str]:
        """Nothing of collected records of the past."""
        if self.is_cancelled or self.is_incomplete or not self.is_over:
            return
        if self.state != EventState.HELD:
            yield _("whether it was held")
        elif self.participants is None:
            yield _("how many came")
        due = self.report_due_on
        if due and self.reported_on is None and due < portal_day():
            yield _("the organizer's report")

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.ends_on and not self.starts_on:
            yield "starts_on", _("Give the first day, too; a year will do.")
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))
        if not (self.starts_on or self.member_id or self.is_incomplete):
            yield "starts_on", _("Say when it is; a year will do.")
        yield from self.problems_of_numbers()

    def problems_of_numbers(self) -> Iterator[tuple[str, str]]:
        """A part is never more than the whole, where the whole is known."""
        whole = self.participants
        if whole is None:
            return
        words = _("These are more than the %(participants)s participants.") % {"participants": whole}
        for name in ("women", "completed"):
            part = getattr(self, name)
            if part is not None and part > whole:
                yield name, words

    def problems_of_links(self, links: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
        """What DEVT holds in a year of the plan is under one of its activities."""
        yield from super().problems_of_links(links)
        is_devts = not (self.member_id or self.is_incomplete)
        is_nowhere = "activities" in links and not list(links["activities"])
        if is_devts and is_nowhere and self.year in self.plan.years:
            yield "activities", _("Say under which activity of the plan it is.")
        if list(links.get("invited", ())) and self.answer_by is None:
            yield "answer_by", _("Say until when the members that are invited may answer.")

    @move(
        [EventState.PLANNED, EventState.MOVED],
        EventState.HELD,
        CHANGE_EVENT,
        gettext_lazy("Only an event that was planned can be held."),
    )
    def hold(self) -> None:
        if self.starts_on and first_day(self.starts_on) > portal_day():
            raise IllegalMove(
                _("It begins on %(day)s, so it was not held yet. Change its dates if it was.")
                % {"day": period_in_words(self.starts_on, "")}
            )

    @move(
        [EventState.PLANNED, EventState.MOVED],
        EventState.MOVED,
        CHANGE_EVENT,
        gettext_lazy("Only an event that was not held yet can be moved."),
    )
    def put_off(self) -> None: ...

    @move(
        [EventState.HELD, EventState.MOVED],
        EventState.PLANNED,
        CHANGE_EVENT,
        gettext_lazy("Only an event that was held or moved can be planned again."),
    )
    def plan_again(self) -> None: ...


class EventMove(TrailEntry):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="transitions")
    source = models.CharField(gettext_lazy("from"), max_length=10, choices=EventState)
    target = models.CharField(gettext_lazy("to"), max_length=10, choices=EventState)

    class Meta:
        verbose_name = gettext_lazy("move of an event")
        verbose_name_plural = gettext_lazy("moves of events")
        ordering = ["event", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.source} → {self.target}"
