"""The register of sponsorships."""

from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.registers import SHOWN_ON, MemberRecordFilter, OwnRecordForm, choices_of_own
from activities.sponsorships.enums import GIVEN, SponsorshipState
from activities.sponsorships.models import Sponsorship
from activities.sponsorships.rules import (
    ASK_FOR_SPONSORSHIP,
    CHANGE_SPONSORSHIP,
    IMPORT_SPONSORSHIPS,
    VIEW_SPONSORSHIPS,
)
from kernel.filters import KnownFilter
from kernel.joints import Panel
from kernel.money import Money
from kernel.registers.declaration import Confirmed, MoveWords, Permissions, Register, Words
from members.committees.joints import ON_COMMITTEE_PAGE
from members.committees.models import Committee
from members.models import User
from members.register_groups import COMMITTEES
from members.requests import reader


class SponsorshipFilter(MemberRecordFilter):
    committee = KnownFilter("committee__reference", lookup_expr="iexact", label=_("Committee"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=SponsorshipState, empty_label=_("any state")
    )

    dated_by = "starts_on"
    open_to_all = (*MemberRecordFilter.open_to_all, "committee")

    class Meta:
        model = Sponsorship
        fields = ["q", "year", "activity", "member", "committee", "state", "cancelled"]


REPORTED = ("comments_sent_on", "position_presented_on", "task_taken_on", "told_mirror_on", "report")
"""What the delegate tells afterwards."""
DEVTS = (*Money.money_fields, *REPORTED)
"""On the form of DEVT alone; a member tells of the meeting when it reports back."""


def choices(user: User) -> dict[str, Any]:
    committees = Committee.objects.order_by("number", "subcommittee_number", "reference")
    kept_back = {} if user.is_devt else dict.fromkeys(DEVTS)
    return choices_of_own(user) | kept_back | {"committee": committees}


def conditions(request: HttpRequest, sponsorship: Sponsorship) -> dict[str, Any] | None:
    """What the scheme asks, for those who read the whole of the request."""
    if not Sponsorship.objects.whole_to(reader(request)).filter(pk=sponsorship.pk).exists():
        return None
    return {"conditions": sponsorship.conditions()}


SPONSORSHIPS = Register(
    key="sponsorships",
    model=Sponsorship,
    words=Words(
        title=_("Sponsorships to meetings"),
        add=_("Ask for a sponsorship"),
        about=_(
            "Whom members send to meetings of committees with the organization's help, and what came of it."
        ),
        empty=_("Ask for a sponsorship when you know the meeting and the person; DEVT decides."),
    ),
    permissions=Permissions(VIEW_SPONSORSHIPS, ASK_FOR_SPONSORSHIP, CHANGE_SPONSORSHIP, IMPORT_SPONSORSHIPS),
    fields=(
        *("title", "plan", "activities", "member", "committee", "place", "starts_on", "ends_on", "person"),
        *("email", "sex", "why", "has_mirror_committee", "is_active_candidate", "asked_on"),
        *(*DEVTS, "officer", "source"),
    ),
    folded=(*DEVTS, "source"),
    columns=("member", "committee", "starts_on", "ends_on", "state", "francs"),
    more_columns=(
        "activity_codes",
        "place",
        "person",
        "email",
        "sex",
        "asked_on",
        "told_mirror_on",
        "officer",
    ),
    public=(
        "title",
        "plan",
        "activities",
        "activity_codes",
        "member",
        "committee",
        "place",
        "starts_on",
        "ends_on",
    ),
    shown_on=(*SHOWN_ON, ON_COMMITTEE_PAGE),
    confirmed=Confirmed(by=("member",), where=Q(state__in=GIVEN), without=REPORTED),
    personal=("person", "email", "why"),
    filterset=SponsorshipFilter,
    form=OwnRecordForm,
    choices=choices,
    totals=("francs",),
    totals_of=Q(state__in=GIVEN),
    totals_about=_("of what was granted"),
    bulk=("officer", "activities"),
    moves={
        "grant": MoveWords(
            _("Grant…"),
            _("The organization pays; say how much, as far as you know it."),
            fields=Money.money_fields,
            is_alone=True,
        ),
        "grant_nevertheless": MoveWords(
            _("Grant nevertheless…"),
            _("The request lacks something that is asked for: say why it is granted. The member reads it."),
            asks_why=True,
            fields=Money.money_fields,
            is_alone=True,
        ),
        "refuse": MoveWords(_("Refuse…"), _("The member reads your reason."), asks_why=True),
        "attend": MoveWords(_("Attended…"), _("The person was at the meeting.")),
        "miss": MoveWords(
            _("Not attended…"), _("The person was not at the meeting: say why."), asks_why=True
        ),
        "report_back": MoveWords(
            _("Report back…"),
            _("Say what came of the meeting; give a date for each thing that was done."),
            fields=REPORTED,
            required=("report",),
        ),
    },
    panels=(Panel("sponsorships/conditions.html", conditions),),
    period=("starts_on", "ends_on"),
    group=COMMITTEES,
    position=49,
)
