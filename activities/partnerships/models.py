"""An arrangement between parties: what it is for, what was promised, and what each gave."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.partnerships.enums import (
    TWINNINGS,
    WARNED_BEFORE,
    ArrangementKind,
    CommitmentState,
    Reached,
    Standing,
)
from activities.records import Collected, PartyQuerySet, PlanRecord, period_problems
from kernel.days import is_a_year_ago, portal_day
from kernel.fields import YEARS
from kernel.partial_dates import PartialDateField, first_day, last_day, year_of
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from members.committees.models import Committee
from members.models import Member, Organisation, Region


class ArrangementQuerySet(PartyQuerySet):
    parties = ("assisting", "assisted")

    def listed(self) -> Self:
        related = ("region", "committee", "officer", "plan")
        return self.select_related(*related).prefetch_related(
            "activities", "assisting", "assisted", "organizations"
        )

    def ending(self, day: dt.date) -> list["Arrangement"]:
        """Those of which the last day comes within the time of warning, the earliest first."""
        until = day + dt.timedelta(days=WARNED_BEFORE)
        soon = self.standing().filter(ends_on__gte=str(day.year), ends_on__lte=until.isoformat())
        found = [each for each in soon if each.standing_on(day) == Standing.ENDING]
        return sorted(found, key=lambda each: (last_day(each.ends_on), each.pk))


def several(to: Any, words: Any, **more: Any) -> Any:
    return models.ManyToManyField(to, verbose_name=words, blank=True, related_name="+", **more)


@pghistory.track()
class Arrangement(Collected, PlanRecord):
    """What members, organizations and institutions agreed to do together for some time."""

    register_key = "arrangements"
    code_prefix = "AR"
    searched = ("code", "title", "other_parties", "subject")

    title = models.CharField(gettext_lazy("title"), max_length=200)
    kind = models.CharField(gettext_lazy("kind"), max_length=30, choices=ArrangementKind)
    assisting = several(Member, gettext_lazy("lead or assisting members"))
    assisted = several(Member, gettext_lazy("twinned or assisted members"))
    organizations = several(Organisation, gettext_lazy("organizations"))
    other_parties = models.CharField(gettext_lazy("other parties"), max_length=300, blank=True)
    region = link(Region, gettext_lazy("region"))
    committee = link(Committee, gettext_lazy("committee"))
    subject = models.CharField(gettext_lazy("subject"), max_length=200, blank=True)
    signed_on = PartialDateField(gettext_lazy("signed"))
    starts_on = PartialDateField(gettext_lazy("from"))
    ends_on = PartialDateField(gettext_lazy("to"))
    attested_on = PartialDateField(
        gettext_lazy("known to be in force on"),
        help_text=gettext_lazy("Where a source shows it, and the dates are not known."),
    )
    role_held_after = models.BooleanField(
        gettext_lazy("role held alone a year after its end"), null=True, blank=True
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = ArrangementQuerySet.as_manager()

    headings = PlanRecord.headings | {
        "standing": gettext_lazy("at present"),
        "parties": gettext_lazy("parties"),
    }

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("arrangement")
        verbose_name_plural = gettext_lazy("arrangements")
        ordering = ["-starts_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on or self.signed_on or self.attested_on)

    @property
    def years(self) -> set[int | None]:
        """It counts in each from its beginning to its end, and its commitments when they are due."""
        return {None}

    @property
    def parties(self) -> str:
        named = (*self.assisting.all(), *self.assisted.all(), *self.organizations.all())
        return "; ".join([*map(str, named), *filter(None, [self.other_parties])])

    @property
    def standing(self) -> str:
        """How it stands today, in words."""
        return str(Standing(self.standing_on(portal_day())).label)

    def standing_on(self, day: dt.date) -> Standing:
        """Of a collection of the past, what has no end is not known to go on."""
        if self.ends_on and last_day(self.ends_on) < day:
            return Standing.ENDED
        if self.starts_on and first_day(self.starts_on) > day:
            return Standing.TO_COME
        if self.ends_on and last_day(self.ends_on) - day <= dt.timedelta(days=WARNED_BEFORE):
            return Standing.ENDING
        is_known = self.ends_on or (self.starts_on and not self.is_incomplete)
        return Standing.IN_FORCE if is_known else Standing.UNKNOWN

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))
        if self.signed_on and self.ends_on and last_day(self.ends_on) < first_day(self.signed_on):
            yield "signed_on", _("It was signed after it ended.")
        if not (self.starts_on or self.signed_on or self.attested_on or self.is_incomplete):
            yield "starts_on", _("Say when it begins; a year will do.")
        if self.role_held_after is not None and not (self.ends_on and is_a_year_ago(last_day(self.ends_on))):
            yield "role_held_after", _("Say so a year after it ended.")

    def problems_of_links(self, links: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
        yield from super().problems_of_links(links)
        sides = {name: set(links[name]) for name in ("assisting", "assisted") if name in links}
        for member in set.intersection(*sides.values()) if len(sides) > 1 else ():
            yield "assisted", _("%(member)s is on both sides.") % {"member": member}
        if self.kind in TWINNINGS and not self.is_incomplete:
            for name, side in sides.items():
                if not side:
                    yield name, _("Name the members on both sides of a twinning.")


@pghistory.track()
class Objective(models.Model):
    """What an arrangement is for, and what came of it."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="objectives")
    title = models.CharField(gettext_lazy("objective"), max_length=300)
    reached = models.CharField(gettext_lazy("reached"), max_length=10, choices=Reached, blank=True)
    result = models.TextField(gettext_lazy("result"), blank=True, validators=[refuse_too_long])

    class Meta:
        verbose_name = gettext_lazy("objective")
        verbose_name_plural = gettext_lazy("objectives")
        ordering = ["arrangement", "pk"]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Commitment(models.Model):
    """What a party promised, and until when."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="commitments")
    title = models.CharField(gettext_lazy("commitment"), max_length=300)
    by = link(Member, gettext_lazy("promised by"))
    due_on = models.DateField(gettext_lazy("due on"))
    later_due_on = models.DateField(gettext_lazy("new due date"), null=True, blank=True)
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=CommitmentState, default=CommitmentState.OPEN
    )
    met_on = models.DateField(gettext_lazy("met on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("commitment")
        verbose_name_plural = gettext_lazy("commitments")
        ordering = ["arrangement", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partnerships_commitment_put_off_to_later",
                condition=Q(later_due_on=None) | Q(later_due_on__gt=models.F("due_on")),
                violation_error_message=gettext_lazy("The new date must be after the first."),
            ),
            models.CheckConstraint(
                name="partnerships_commitment_met_on_a_day",
                condition=Q(state=CommitmentState.MET, met_on__isnull=False)
                | (~Q(state=CommitmentState.MET) & Q(met_on=None)),
                violation_error_message=gettext_lazy(
                    "Give the day on which it was met; in any other state none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Contribution(models.Model):
    """What a party gave; the portal has no column for what it is worth."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="contributions")
    by = link(Member, gettext_lazy("given by the member"))
    giver = models.CharField(gettext_lazy("given by another party"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        gettext_lazy("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )
    days = models.PositiveIntegerField(gettext_lazy("days of experts"), null=True, blank=True)
    translations = models.PositiveIntegerField(gettext_lazy("translations"), null=True, blank=True)
    what = models.CharField(gettext_lazy("what else"), max_length=300, blank=True)

    class Meta:
        verbose_name = gettext_lazy("contribution")
        verbose_name_plural = gettext_lazy("contributions")
        ordering = ["arrangement", "year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partnerships_contribution_has_one_giver",
                condition=Q(by=None, giver__gt="") | Q(by__isnull=False, giver=""),
                violation_error_message=gettext_lazy("Name the member that gave it, or who else did."),
            ),
            models.CheckConstraint(
                name="partnerships_contribution_says_something",
                condition=Q(days__isnull=False) | Q(translations__isnull=False) | ~Q(what=""),
                violation_error_message=gettext_lazy("Say what was given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by or self.giver}, {self.year}"
