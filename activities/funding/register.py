"""The registers of agreements on funds, of the budget and of spending."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.funding.enums import Stage
from activities.funding.models import Agreement, BudgetLine, DonorReport, Spending
from activities.funding.rules import VIEW_BUDGET, VIEW_FUNDING, WRITE_AGREEMENTS, WRITE_FUNDING
from activities.registers import (
    MemberRecordFilter,
    OwnRecordForm,
    PlanRecordFilter,
    choices_of_members,
    choices_of_own,
    choices_of_plan,
)
from kernel.filters import YearFilter
from kernel.money import Money
from kernel.registers.declaration import Confirmed, Inline, Permissions, Register, Words
from members.models import Member, Organisation, User
from members.register_groups import BENEFIT


class AgreementFilter(MemberRecordFilter):
    dated_by = "starts_on"

    class Meta:
        model = Agreement
        fields = ["q", "year", "activity", "member", "cancelled"]


def choices_of_agreements(user: User) -> dict[str, Any]:
    """A member records what it raised at home, from whomever; DEVT what donors give."""
    donors = Organisation.objects.visible_to(user).order_by("acronym") if user.is_devt else None
    return choices_of_own(user) | {"donor": donors, "countries": Member.objects.order_by("country")}


AGREEMENTS = Register(
    key="agreements",
    model=Agreement,
    words=Words(
        title=_("Agreements on funds"),
        add=_("Add an agreement"),
        about=_(
            "What donors and stakeholders at home agreed to give: for what, until when, for which reports."
        ),
        empty=_("Add the agreements of the plan; a member adds what it raised at home."),
    ),
    permissions=Permissions(VIEW_FUNDING, WRITE_AGREEMENTS, WRITE_AGREEMENTS, WRITE_FUNDING),
    fields=(
        *("title", "plan", "donor", "giver", "member", "starts_on", "ends_on", *Money.money_fields),
        *("reference", "earmark", "activities", "countries", "carried_over", "days_in_kind", "officer"),
        *("source", "note"),
    ),
    folded=("reference", "activities", "countries", "carried_over", "days_in_kind", "source", "note"),
    columns=("from_whom", "member", "starts_on", "ends_on", "amount", "currency", "francs"),
    more_columns=("reference", "earmark", "activity_codes", "carried_over", "days_in_kind", "officer"),
    public=(
        *("title", "plan", "donor", "giver", "from_whom", "member", "starts_on", "ends_on", "francs"),
        *(*Money.money_fields, "reference", "earmark", "activities", "activity_codes", "countries"),
        *("carried_over", "days_in_kind"),
    ),
    filterset=AgreementFilter,
    form=OwnRecordForm,
    choices=choices_of_agreements,
    inlines=(Inline("reports", DonorReport, ("what", "due_on", "sent_on"), _("Reports to the giver")),),
    totals=("francs", "days_in_kind"),
    bulk=("officer", "activities"),
    period=("starts_on", "ends_on"),
    group=BENEFIT,
    position=90,
)


class BudgetFilter(PlanRecordFilter):
    year = YearFilter(label=_("Year"), field_name="year_planned")

    class Meta:
        model = BudgetLine
        fields = ["q", "year", "activity", "cancelled"]


def choices_of_budget(user: User) -> dict[str, Any]:
    return choices_of_plan(user) | {"agreement": Agreement.objects.standing().order_by("title")}


BUDGET = Register(
    key="budget",
    model=BudgetLine,
    words=Words(
        title=_("Budget"),
        add=_("Add a line"),
        about=_("What is planned to be spent on each activity in each year, and from which funds."),
        empty=_("Add what is planned for each activity and year, one line for each."),
    ),
    permissions=Permissions(VIEW_BUDGET, WRITE_FUNDING, WRITE_FUNDING, WRITE_FUNDING),
    fields=(
        *("title", "plan", "activities", "year_planned", "agreement", *Money.money_fields, "officer"),
        *("source", "note"),
    ),
    folded=("rate", "rate_on", "source", "note"),
    columns=("activity_codes", "year_planned", "agreement", "amount", "currency", "francs"),
    more_columns=("officer",),
    public=(
        *("title", "plan", "activities", "activity_codes", "year_planned", *Money.money_fields, "francs"),
    ),
    filterset=BudgetFilter,
    choices=choices_of_budget,
    totals=("francs",),
    bulk=("officer",),
    group=BENEFIT,
    position=91,
)


class SpendingFilter(MemberRecordFilter):
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage, empty_label=_("all stages"))

    dated_by = "paid_on"

    class Meta:
        model = Spending
        fields = ["q", "year", "activity", "stage", "member", "cancelled"]


def choices_of_spending(user: User) -> dict[str, Any]:
    return choices_of_members(user) | choices_of_budget(user)


SPENDING = Register(
    key="spending",
    model=Spending,
    words=Words(
        title=_("Spending"),
        add=_("Add a line"),
        about=_(
            "What was committed, disbursed and spent: on which activity, from which funds, for which member."
        ),
        empty=_("Add what was committed, disbursed and spent, or import it from the accounts."),
    ),
    permissions=Permissions(VIEW_FUNDING, WRITE_FUNDING, WRITE_FUNDING, WRITE_FUNDING),
    fields=(
        *("title", "plan", "activities", "stage", "paid_on", "agreement", "member", "record"),
        *(*Money.money_fields, "days_in_kind", "officer", "source", "note"),
    ),
    folded=("rate", "rate_on", "days_in_kind", "source", "note"),
    columns=("activity_codes", "stage", "paid_on", "member", "amount", "currency", "francs"),
    more_columns=("agreement", "record", "days_in_kind", "officer"),
    public=(
        *("title", "plan", "activities", "activity_codes", "stage", "paid_on", "member", "record"),
        *(*Money.money_fields, "francs", "days_in_kind"),
    ),
    confirmed=Confirmed(by=("member",), where=Q(stage=Stage.SPENT), without=("agreement",)),
    filterset=SpendingFilter,
    choices=choices_of_spending,
    totals=("francs", "days_in_kind"),
    totals_of=Q(stage=Stage.SPENT),
    totals_about=_("of what was spent"),
    bulk=("officer",),
    group=BENEFIT,
    position=92,
)
