"""The register of participants."""

from typing import Any

import django_filters
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.events.enums import EventState, PersonSex, StakeholderGroup
from activities.events.files import ParticipantImport
from activities.events.models import Event, Participant
from activities.events.models.people import InPerson
from activities.events.rules import (
    ADD_PARTICIPANT,
    CHANGE_PARTICIPANT,
    IMPORT_PARTICIPANTS,
    VIEW_PEOPLE_OF_EVENTS,
)
from activities.registers import OwnRecordForm, own_members
from kernel.filters import YearFilter
from kernel.registers.declaration import Confirmed, Permissions, Register, Words
from kernel.registers.filters import RegisterFilter
from members.models import Member, User
from members.register_groups import NEEDS_AND_EVENTS
from members.selectors import devt_people


def by_event(model: type[InPerson]) -> django_filters.ModelChoiceFilter:
    """Among the events for which there is anybody; by their codes."""
    named = Event.objects.filter(pk__in=model._default_manager.values("event"))
    return django_filters.ModelChoiceFilter(
        label=_("Event"),
        queryset=named.order_by("-starts_on", "code"),
        to_field_name="code",
        empty_label=_("all events"),
    )


class PeopleFilter(RegisterFilter):
    """Of people at events, by year and member, and by those events at which the reader knows anybody."""

    year = YearFilter(label=_("Year"), field_name="event__starts_on", lookup_expr="startswith")
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.order_by("country"), empty_label=_("all members")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        event: Any = self.filters["event"]
        event.queryset = event.queryset.filter(pk__in=self.queryset.order_by().values("event"))


class ParticipantFilter(PeopleFilter):
    event = by_event(Participant)
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=PersonSex, empty_label=_("women and men"))
    group = django_filters.ChoiceFilter(
        label=_("Stakeholder group"), choices=StakeholderGroup, empty_label=_("all groups")
    )

    class Meta:
        model = Participant
        fields = ["q", "event", "year", "member", "sex", "group", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    """A member lists its own people at its own events."""
    own, events = own_members(user), Event.objects.standing().order_by("-starts_on", "code")
    return {
        "event": events if user.is_devt else events.filter(member__in=own),
        "member": Member.objects.order_by("country") if user.is_devt else own,
        "officer": devt_people() if user.is_devt else None,
    }


AT_OTHERS = (~Q(event__member=F("member")) | Q(event__member=None)) & Q(
    event__cancelled_at=None, event__state=EventState.HELD
)
"""At events that others held."""
PARTICIPANTS = Register(
    key="participants",
    model=Participant,
    words=Words(
        title=_("Participants"),
        add=_("Add a participant"),
        about=_("Who took part in events. DEVT sees all, a member its own people, and nobody else any."),
        empty=_("Open an event to add its participants, or import a list; counts alone stand at the event."),
    ),
    permissions=Permissions(VIEW_PEOPLE_OF_EVENTS, ADD_PARTICIPANT, CHANGE_PARTICIPANT, IMPORT_PARTICIPANTS),
    fields=(
        *("event", "name", "email", "member", "organization", "sex", "group", "present", "completed"),
        *("paid_by", "officer", "source"),
    ),
    columns=("event", "member", "sex", "group", "present", "completed"),
    more_columns=("email", "organization", "paid_by"),
    personal=("name", "email", "organization"),
    confirmed=Confirmed(by=("member",), where=AT_OTHERS),
    filterset=ParticipantFilter,
    form=OwnRecordForm,
    choices=choices,
    reader=ParticipantImport,
    bulk=("present", "completed", "group", "paid_by"),
    preset=("event",),
    is_offered=lambda _user, _event: False,  # a panel of its own says when
    group=NEEDS_AND_EVENTS,
    position=22,
)
