"""The register of nominations."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.events.enums import NominationState
from activities.events.models import Event, Nomination
from activities.events.participants import PeopleFilter, by_event
from activities.events.rules import CHANGE_NOMINATION, NOMINATE, VIEW_PEOPLE_OF_EVENTS
from activities.registers import OwnRecordForm, own_members
from kernel.days import portal_day
from kernel.registers.declaration import MoveWords, Permissions, Register, Words
from members.models import Member, User
from members.register_groups import NEEDS_AND_EVENTS
from members.selectors import devt_people


class NominationFilter(PeopleFilter):
    event = by_event(Nomination)
    state = django_filters.ChoiceFilter(label=_("State"), choices=NominationState, empty_label=_("any state"))

    class Meta:
        model = Nomination
        fields = ["q", "event", "year", "member", "state", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    """A member nominates for events that still take nominations."""
    events = Event.objects.standing().order_by("-starts_on", "code")
    return {
        "event": events if user.is_devt else Event.objects.taking_nominations(portal_day()),
        "member": Member.objects.order_by("country") if user.is_devt else own_members(user),
        "officer": devt_people() if user.is_devt else None,
    } | ({} if user.is_devt else {"place_in_line": None})


NOMINATIONS = Register(
    key="nominations",
    model=Nomination,
    words=Words(
        title=_("Nominations"),
        add=_("Nominate somebody"),
        about=_("Whom members would send to events, until the day by which they may; DEVT selects."),
        empty=_("Open an event that takes nominations to nominate somebody of your organization."),
    ),
    permissions=Permissions(VIEW_PEOPLE_OF_EVENTS, NOMINATE, CHANGE_NOMINATION),
    fields=("event", "name", "email", "member", "sex", "group", "why", "place_in_line", "officer", "source"),
    columns=("event", "member", "sex", "group", "place_in_line", "state"),
    more_columns=("email", "why"),
    personal=("name", "email", "why"),
    filterset=NominationFilter,
    form=OwnRecordForm,
    choices=choices,
    bulk=("officer",),
    moves={
        "choose": MoveWords(_("Select…"), _("This person is to come.")),
        "let_wait": MoveWords(
            _("Put on the waiting list…"), _("This person comes if a place is free; give the place in line.")
        ),
        "turn_down": MoveWords(_("Turn down…"), _("The member reads your reason."), asks_why=True),
    },
    preset=("event",),
    is_offered=lambda _user, _event: False,  # a panel of its own says when
    group=NEEDS_AND_EVENTS,
    position=21,
)
