"""A sponsorship of one person to one meeting, and what a scheme asks of those who ask for one."""

import datetime as dt
from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import FSMField

from activities.events.enums import PersonSex
from activities.records import NamesAPerson, PersonQuerySet, PlanRecord, period_problems
from activities.sponsorships import conditions
from activities.sponsorships.enums import AWAITED, REPORT_BACK_WITHIN, SponsorshipState
from activities.sponsorships.rules import DECIDE_SPONSORSHIP, REPORT_BACK
from kernel.days import portal_day
from kernel.money import Money
from kernel.partial_dates import PartialDateField, first_day, last_day, year_of
from kernel.registers.declaration import ANONYMOUS
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from kernel.workflow import TrailEntry, Workflow, move
from members.committees.models import Committee
from members.models import Member
from outputs.models import Plan


@pghistory.track()
class Scheme(models.Model):
    """What is asked of a member that asks for a sponsorship under a plan."""

    plan = models.OneToOneField(
        Plan, verbose_name=gettext_lazy("plan"), on_delete=models.PROTECT, related_name="+"
    )
    asks_p_membership = models.BooleanField(gettext_lazy("P-member of the committee"), default=True)
    most_a_year = models.PositiveSmallIntegerField(
        gettext_lazy("sponsorships of a member in a year"), null=True, blank=True, default=3
    )
    asks_mirror_committee = models.BooleanField(gettext_lazy("mirror committee at home"), default=True)
    asks_active_candidate = models.BooleanField(gettext_lazy("active candidate"), default=True)

    class Meta:
        verbose_name = gettext_lazy("conditions of sponsorships")
        verbose_name_plural = gettext_lazy("conditions of sponsorships")
        ordering = ["plan"]

    def __str__(self) -> str:
        return str(self.plan)


class SponsorshipQuerySet(PersonQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "committee", "officer", "plan").prefetch_related("activities")

    def report_awaited(self, day: dt.date) -> Self:
        """Of meetings that are over, where nobody has told what came of it."""
        begun = self.standing().filter(starts_on__lt=day.isoformat(), state__in=AWAITED)
        days = begun.order_by().values_list("pk", "starts_on", "ends_on")
        return self.filter(pk__in=[pk for pk, starts, ends in days if last_day(ends or starts) < day])


@pghistory.track()
class Sponsorship(NamesAPerson, Workflow, Money, PlanRecord):
    """Somebody whom a member would send to a meeting of a committee, paid for by the organization."""

    register_key = "sponsorships"
    code_prefix = "SM"
    follows = (*PlanRecord.follows, "francs")
    not_copied = (*PlanRecord.not_copied, *Money.money_fields, "report")

    title = models.CharField(gettext_lazy("meeting"), max_length=200)
    member = link(Member, gettext_lazy("member"), is_required=True)
    committee = link(Committee, gettext_lazy("committee"), is_required=True)
    place = models.CharField(gettext_lazy("place"), max_length=150, blank=True)
    starts_on = PartialDateField(gettext_lazy("first day"), blank=False)
    ends_on = PartialDateField(gettext_lazy("last day"))
    asked_on = models.DateField(gettext_lazy("asked for on"), default=portal_day)
    person = models.CharField(gettext_lazy("person"), max_length=150, blank=True)
    email = models.EmailField(gettext_lazy("e-mail"), blank=True)
    sex = models.CharField(gettext_lazy("sex"), max_length=10, choices=PersonSex, blank=True)
    why = models.TextField(gettext_lazy("why this meeting"), blank=True, validators=[refuse_too_long])
    has_mirror_committee = models.BooleanField(
        gettext_lazy("a mirror committee at home follows the committee"), null=True, blank=True
    )
    is_active_candidate = models.BooleanField(
        gettext_lazy("the person works in the committee or its mirror committee"), null=True, blank=True
    )
    comments_sent_on = models.DateField(gettext_lazy("comments sent before it"), null=True, blank=True)
    position_presented_on = models.DateField(gettext_lazy("position presented there"), null=True, blank=True)
    task_taken_on = models.DateField(gettext_lazy("task taken"), null=True, blank=True)
    told_mirror_on = models.DateField(gettext_lazy("told to the mirror committee"), null=True, blank=True)
    report = models.TextField(gettext_lazy("what came of it"), blank=True, validators=[refuse_too_long])
    state = FSMField(
        gettext_lazy("state"),
        max_length=15,
        choices=SponsorshipState,
        default=SponsorshipState.ASKED,
        protected=True,
    )

    objects = SponsorshipQuerySet.as_manager()

    looks = {
        "granted": "going",
        "attended": "going",
        "reported": "on-track",
        "refused": "off",
        "missed": "off",
    }

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("sponsorship")
        verbose_name_plural = gettext_lazy("sponsorships")
        ordering = ["-starts_on", "code"]
        constraints = [
            *PlanRecord.Meta.constraints,
            *Money.Meta.constraints,
            models.UniqueConstraint(
                name="sponsorships_once_a_person_and_meeting",
                fields=["member", "committee", "starts_on", "person"],
                condition=Q(cancelled_at=None) & ~Q(person__in=("", ANONYMOUS)),
                violation_error_message=gettext_lazy("This person is on record for the meeting."),
            ),
        ]

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on)

    @property
    def last_year(self) -> int | None:
        return year_of(self.ends_on or self.starts_on)

    def prepare(self) -> None:
        super().prepare()
        self.reckon()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from self.money_problems()
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))
        if self.starts_on and self.asked_on and self.asked_on > last_day(self.ends_on or self.starts_on):
            yield "asked_on", _("It was asked for after the meeting.")
        if self.starts_on and self.comments_sent_on and self.comments_sent_on > last_day(self.starts_on):
            yield "comments_sent_on", _("That is after the meeting began.")
        for name in ("position_presented_on", "task_taken_on", "told_mirror_on"):
            if self.starts_on and (day := getattr(self, name)) and day < first_day(self.starts_on):
                yield name, _("That is before the meeting began.")

    def is_over(self) -> bool:
        """Whether the meeting has been, as far as its days are known."""
        return bool(self.starts_on) and last_day(self.ends_on or self.starts_on) < portal_day()

    def report_due_on(self) -> dt.date:
        return last_day(self.ends_on or self.starts_on) + dt.timedelta(days=REPORT_BACK_WITHIN)

    def meets_conditions(self) -> bool:
        return all(each.is_met is not False for each in self.conditions())

    def conditions(self) -> list[conditions.Condition]:
        """What the scheme of the plan asks, and whether this request has it."""
        scheme = Scheme.objects.filter(plan=self.plan_id).first() or Scheme(plan_id=self.plan_id)
        return list(conditions.conditions_of(self, scheme))

    @move(
        [SponsorshipState.ASKED, SponsorshipState.REFUSED],
        SponsorshipState.GRANTED,
        DECIDE_SPONSORSHIP,
        gettext_lazy("Only a request that lacks nothing, as far as is known, can be granted so."),
        when=[meets_conditions],
    )
    def grant(self) -> None: ...

    @move(
        [SponsorshipState.ASKED, SponsorshipState.REFUSED],
        SponsorshipState.GRANTED,
        DECIDE_SPONSORSHIP,
        gettext_lazy("Only a request that lacks something can be granted so."),
        when=[lambda sponsorship: not sponsorship.meets_conditions()],
    )
    def grant_nevertheless(self) -> None: ...

    @move(
        [SponsorshipState.ASKED, SponsorshipState.GRANTED],
        SponsorshipState.REFUSED,
        DECIDE_SPONSORSHIP,
        gettext_lazy("Only what was asked for or granted can be refused."),
    )
    def refuse(self) -> None: ...

    @move(
        [SponsorshipState.GRANTED, SponsorshipState.MISSED],
        SponsorshipState.ATTENDED,
        REPORT_BACK,
        gettext_lazy("Only what was granted can be attended, once the meeting is over."),
        when=[is_over],
    )
    def attend(self) -> None: ...

    @move(
        [SponsorshipState.GRANTED, SponsorshipState.ATTENDED],
        SponsorshipState.MISSED,
        REPORT_BACK,
        gettext_lazy("Only what was granted can be missed."),
    )
    def miss(self) -> None: ...

    @move(
        [*AWAITED, SponsorshipState.REPORTED],
        SponsorshipState.REPORTED,
        REPORT_BACK,
        gettext_lazy("It is reported back once the meeting is over."),
        when=[is_over],
    )
    def report_back(self) -> None: ...


class SponsorshipMove(TrailEntry):
    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.CASCADE, related_name="transitions")
    source = models.CharField(gettext_lazy("from"), max_length=15, choices=SponsorshipState)
    target = models.CharField(gettext_lazy("to"), max_length=15, choices=SponsorshipState)

    class Meta:
        verbose_name = gettext_lazy("move of a sponsorship")
        verbose_name_plural = gettext_lazy("moves of sponsorships")
        ordering = ["sponsorship", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.sponsorship_id}: {self.source} → {self.target}"
