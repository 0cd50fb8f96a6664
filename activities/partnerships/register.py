"""The register of arrangements."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from activities.joints import ACTIVITY_PAGE
from activities.partnerships.enums import ArrangementKind
from activities.partnerships.models import Arrangement, Commitment, Contribution, Objective
from activities.partnerships.rules import VIEW_ARRANGEMENTS, WRITE_ARRANGEMENTS
from activities.registers import PlanRecordFilter, choices_of_plan
from kernel.filters import KnownFilter
from kernel.registers.declaration import Confirmed, Inline, Permissions, Register, ShownOn, Words
from members.committees.joints import ON_COMMITTEE_PAGE
from members.committees.models import Committee
from members.joints import MEMBER_PAGE
from members.models import Member, Organisation, Region, User
from members.register_groups import SUPPORT


class ArrangementFilter(PlanRecordFilter):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ArrangementKind, empty_label=_("any kind"))
    member = django_filters.ModelChoiceFilter(
        label=_("Member"),
        queryset=Member.objects.order_by("country"),
        empty_label=_("all members"),
        method="by_party",
    )

    committee = KnownFilter("committee__reference", lookup_expr="iexact", label=_("Committee"))

    members = ("assisting", "assisted")
    dated_by = "starts_on"
    open_to_all = (*PlanRecordFilter.open_to_all, "kind", "member", "committee")

    class Meta:
        model = Arrangement
        fields = ["q", "year", "activity", "kind", "member", "committee", "cancelled"]

    def by_party(self, records: QuerySet[Any], name: str, value: Member) -> QuerySet[Any]:
        party = Q(assisting=value) | Q(assisted=value)
        return records.filter(pk__in=Arrangement.objects.filter(party).values("pk"))


def choices(user: User) -> dict[str, Any]:
    members = Member.objects.order_by("country")
    return choices_of_plan(user) | {
        "assisting": members,
        "assisted": members,
        "organizations": Organisation.objects.order_by("acronym"),
        "region": Region.objects.order_by("name"),
        "committee": Committee.objects.order_by("number", "subcommittee_number", "reference"),
        "by": members,
    }


ARRANGEMENTS = Register(
    key="arrangements",
    model=Arrangement,
    words=Words(
        title=_("Arrangements"),
        add=_("Add an arrangement"),
        about=_(
            "Twinnings, agreements and programmes: who works with whom, from when to when, and for what."
        ),
        empty=_("Add the twinnings and agreements of the plan; members that are parties see them in full."),
    ),
    permissions=Permissions(VIEW_ARRANGEMENTS, WRITE_ARRANGEMENTS, WRITE_ARRANGEMENTS, WRITE_ARRANGEMENTS),
    fields=(
        *("title", "kind", "plan", "activities", "assisting", "assisted", "organizations", "other_parties"),
        *("committee", "starts_on", "ends_on", "region", "subject", "signed_on", "attested_on"),
        *("role_held_after", "officer", "is_incomplete", "source", "note"),
    ),
    folded=(
        *("region", "subject", "signed_on", "attested_on", "role_held_after", "is_incomplete", "source"),
        "note",
    ),
    columns=("kind", "parties", "committee", "starts_on", "ends_on", "standing"),
    more_columns=(
        *("activity_codes", "assisting", "assisted", "organizations", "region", "subject", "signed_on"),
        *("attested_on", "role_held_after", "officer", "is_incomplete"),
    ),
    public=(
        *("title", "kind", "plan", "activities", "activity_codes", "assisting", "assisted", "parties"),
        *("organizations", "other_parties", "committee", "region", "starts_on", "ends_on", "standing"),
        *("subject", "signed_on", "attested_on", "is_incomplete", "source"),
    ),
    shown_on=(
        ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
        ShownOn(MEMBER_PAGE, ("assisting", "assisted"), "member"),
        ON_COMMITTEE_PAGE,
    ),
    confirmed=Confirmed(by=("assisting", "assisted"), where=Q(is_incomplete=False)),
    filterset=ArrangementFilter,
    choices=choices,
    inlines=(
        Inline("objectives", Objective, ("title", "reached", "result"), _("Objectives")),
        Inline(
            "commitments",
            Commitment,
            ("title", "by", "due_on", "later_due_on", "state", "met_on"),
            _("Commitments"),
        ),
        Inline(
            "contributions",
            Contribution,
            ("by", "giver", "year", "days", "translations", "what"),
            _("What each gave"),
        ),
    ),
    bulk=("officer", "activities"),
    period=("starts_on", "ends_on"),
    group=SUPPORT,
    position=45,
)
