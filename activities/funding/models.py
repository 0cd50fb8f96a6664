"""An agreement on funds, a line of the budget, and a line of what was committed, disbursed or spent."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.funding.enums import WARNED_BEFORE, Stage
from activities.records import PlanRecord, period_problems
from kernel.fields import YEARS
from kernel.money import Money
from kernel.partial_dates import PartialDateField, last_day, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField
from kernel.registers.records import RecordQuerySet
from kernel.texts import refuse_too_long
from members.models import Member, Organisation, User


class FundingQuerySet(RecordQuerySet):
    """DEVT and DEVCO see all; a donor what it gives, a member what it raised or what was spent for it."""

    donor = "agreement__donor"
    member = "member"

    def visible_to(self, user: User) -> Self:
        if not user.current_roles:
            return self.none()
        if user.is_devt or user.is_devco:
            return self
        given_by = [role.organisation_id for role in user.current_roles if role.organisation_id]
        own = Q(**{f"{self.donor}__in": given_by})
        if self.member:
            own |= Q(**{f"{self.member}__in": user.member_ids()})
        return self.filter(own)

    def whole_to(self, user: User) -> Self:
        """With from whom it is, and notes."""
        return self if user.is_devt or user.is_devco else self.none()

    def listed(self) -> Self:
        return self.select_related("agreement", "officer", "plan").prefetch_related("activities")


class Financed(Money, PlanRecord):
    """A record of money under a plan."""

    follows = (*PlanRecord.follows, "francs")
    searched = ("code", "title")

    title = models.CharField(gettext_lazy("title"), max_length=200)
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    class Meta(PlanRecord.Meta):
        abstract = True
        constraints = [*PlanRecord.Meta.constraints, *Money.Meta.constraints]

    def prepare(self) -> None:
        super().prepare()
        self.reckon()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from self.money_problems()


class AgreementQuerySet(FundingQuerySet):
    donor = "donor"

    def whole_to(self, user: User) -> Self:
        """A member reads the whole of what it raised."""
        if user.is_devt or user.is_devco:
            return self
        return self.filter(member__in=user.member_ids()) if user.current_roles else self.none()

    def listed(self) -> Self:
        return self.select_related("donor", "member", "officer", "plan").prefetch_related(
            "activities", "countries"
        )

    def ending(self, day: dt.date) -> list["Agreement"]:
        """Those that end within the time of warning, the earliest first."""
        until = day + dt.timedelta(days=WARNED_BEFORE)
        soon = self.standing().filter(ends_on__gte=str(day.year), ends_on__lte=until.isoformat())
        return sorted(
            (each for each in soon if day <= last_day(each.ends_on) <= until),
            key=lambda each: (last_day(each.ends_on), each.pk),
        )


@pghistory.track()
class Agreement(Financed):
    """Funds that a donor, or a stakeholder at home, agreed to give."""

    register_key = "agreements"
    code_prefix = "AG"

    donor = link(Organisation, gettext_lazy("donor"))
    giver = models.CharField(gettext_lazy("other giver"), max_length=200, blank=True)
    member = link(
        Member,
        gettext_lazy("raised at home by the member"),
        help_text=gettext_lazy("Empty for agreements of the secretariat."),
    )
    reference = models.CharField(gettext_lazy("reference"), max_length=100, blank=True)
    starts_on = PartialDateField(gettext_lazy("from"), blank=False)
    ends_on = PartialDateField(gettext_lazy("to"))
    earmark = models.CharField(gettext_lazy("earmarked for"), max_length=300, blank=True)
    countries = models.ManyToManyField(
        Member,
        verbose_name=gettext_lazy("eligible countries"),
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Empty: all."),
    )
    carried_over = models.DecimalField(
        gettext_lazy("balance carried over"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=gettext_lazy("In the currency of the amount."),
    )
    days_in_kind = models.PositiveIntegerField(gettext_lazy("days of experts in kind"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    headings = PlanRecord.headings | {"from_whom": gettext_lazy("from whom")}

    class Meta(Financed.Meta):
        verbose_name = gettext_lazy("agreement on funds")
        verbose_name_plural = gettext_lazy("agreements on funds")
        ordering = ["-starts_on", "code"]
        constraints = [
            *Financed.Meta.constraints,
            models.CheckConstraint(
                name="funding_agreement_has_one_giver",
                condition=Q(donor=None, giver__gt="") | Q(donor__isnull=False, giver=""),
                violation_error_message=gettext_lazy("Name the donor, or who else gives; one of the two."),
            ),
        ]

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on)

    @property
    def from_whom(self) -> str:
        return str(self.donor.acronym if self.donor else self.giver)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))


@pghistory.track()
class DonorReport(models.Model):
    """A report that the giver asks for."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reports")
    what = models.CharField(gettext_lazy("report"), max_length=150)
    due_on = models.DateField(gettext_lazy("due on"))
    sent_on = models.DateField(gettext_lazy("sent on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("report to a donor")
        verbose_name_plural = gettext_lazy("reports to donors")
        ordering = ["agreement", "due_on", "pk"]

    def __str__(self) -> str:
        return self.what


class OfOneActivity(Financed):
    """Money of one activity, so that it is counted once."""

    agreement = link(Agreement, gettext_lazy("from the agreement"))

    class Meta(Financed.Meta):
        abstract = True

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.agreement_id and self.plan_id and self.agreement.plan_id != self.plan_id:
            yield "agreement", _("This is an agreement under another plan.")

    def problems_of_links(self, links: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
        yield from super().problems_of_links(links)
        if len(list(links.get("activities", ()))) > 1:
            yield (
                "activities",
                _("Name one activity; one that a file names besides is changed on the line's own page."),
            )


class BudgetQuerySet(FundingQuerySet):
    member = ""


@pghistory.track()
class BudgetLine(OfOneActivity):
    """What is planned to be spent on an activity in a year."""

    register_key = "budget"
    code_prefix = "BU"

    year_planned = models.PositiveSmallIntegerField(
        gettext_lazy("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )

    objects = BudgetQuerySet.as_manager()

    class Meta(OfOneActivity.Meta):
        verbose_name = gettext_lazy("line of the budget")
        verbose_name_plural = gettext_lazy("lines of the budget")
        ordering = ["-year_planned", "code"]

    @property
    def year(self) -> int | None:
        return self.year_planned


class SpendingQuerySet(FundingQuerySet):
    def listed(self) -> Self:
        return super().listed().select_related("member")


@pghistory.track()
class Spending(OfOneActivity):
    """What was committed to, disbursed for, or spent on an activity."""

    register_key = "spending"
    code_prefix = "SD"

    stage = models.CharField(gettext_lazy("stage"), max_length=10, choices=Stage)
    paid_on = PartialDateField(gettext_lazy("when"), blank=False)
    member = link(Member, gettext_lazy("for the member"))
    record = RecordCodeField(
        gettext_lazy("for the record"),
        help_text=gettext_lazy("The code of an event, mission or other record."),
    )
    days_in_kind = models.PositiveIntegerField(gettext_lazy("days of experts in kind"), null=True, blank=True)

    objects = SpendingQuerySet.as_manager()

    class Meta(OfOneActivity.Meta):
        verbose_name = gettext_lazy("line of spending")
        verbose_name_plural = gettext_lazy("lines of spending")
        ordering = ["-paid_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.paid_on)
