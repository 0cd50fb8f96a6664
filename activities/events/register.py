"""The register of events."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.events.enums import SCOPES, Delivery, EventKind, EventState, Qualifier
from activities.events.models import Event, Headcount, Session, Trainer
from activities.events.panels import PEOPLE
from activities.events.rules import ADD_EVENT, CHANGE_EVENT, IMPORT_EVENTS, VIEW_EVENTS
from activities.joints import ACTIVITY_PAGE
from activities.registers import OwnRecordForm, PlanRecordFilter, choices_of_plan, own_members
from kernel.registers.declaration import Inline, MoveWords, Permissions, Register, ShownOn, Words
from members.committees.models import Committee
from members.joints import MEMBER_PAGE
from members.models import Member, Organisation, Region, User
from members.register_groups import NEEDS_AND_EVENTS


class EventFilter(PlanRecordFilter):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=EventKind, empty_label=_("any kind"))
    delivery = django_filters.ChoiceFilter(
        label=_("Delivery"), choices=Delivery, empty_label=_("any delivery")
    )
    scope = django_filters.ChoiceFilter(label=_("Scope"), choices=SCOPES, empty_label=_("any scope"))
    member = django_filters.ModelChoiceFilter(
        label=_("Held by"), queryset=Member.objects.order_by("country"), empty_label=_("anybody")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=EventState, empty_label=_("any state"))

    members = ("member", "host", "country")
    dated_by = "starts_on"
    open_to_all = (*PlanRecordFilter.open_to_all, "kind", "delivery", "scope", "member", "state")

    class Meta:
        model = Event
        fields = ["q", "year", "activity", "kind", "delivery", "scope", "member", "state", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    """Members add their own events; DEVT adds any, invites, and says what a collection lacks."""
    members = Member.objects.order_by("country")
    return (
        choices_of_plan(user)
        | {
            "member": members if user.is_devt else own_members(user),
            "host": members,
            "country": members,
            "from_member": members,
            "partners": Organisation.objects.order_by("acronym"),
            "partner_members": members,
            "region": Region.objects.order_by("name"),
            "committee": Committee.objects.order_by("number", "subcommittee_number", "reference"),
        }
        | ({"invited": members} if user.is_devt else dict.fromkeys(OF_DEVT))
    )


TOOK_PLACE = Q(state=EventState.HELD, is_incomplete=False) & ~Q(qualifier=Qualifier.EXPECTED)
OF_DEVT = ("invited", "answer_by", "is_incomplete")
EVENTS = Register(
    key="events",
    model=Event,
    words=Words(
        title=_("Events"),
        add=_("Add an event"),
        about=_("Workshops, courses, fora and meetings: when and where, for whom, and how many took part."),
        empty=_("Add the events of the plan; members add their own, in one line with counts."),
    ),
    permissions=Permissions(VIEW_EVENTS, ADD_EVENT, CHANGE_EVENT, IMPORT_EVENTS),
    fields=(
        *("title", "plan", "activities", "member", "kind", "delivery", "scope", "starts_on", "ends_on"),
        *("participants", "qualifier", "women", "completed", "place", "country", "region", "host"),
        *("host_name", "partners", "partner_members", "other_partners", "languages", "subject"),
        *("committee", "standard", "countries", "invited", "answer_by", "reported_on", "report"),
        *("officer", "is_incomplete", "source", "note"),
    ),
    folded=(
        *("region", "host", "host_name", "partners", "partner_members", "other_partners", "languages"),
        *("subject", "committee", "standard", "countries", "invited", "reported_on", "report"),
        *("is_incomplete", "source", "note"),
    ),
    columns=("starts_on", "place", "activity_codes", "kind", "participants", "women", "state"),
    more_columns=(
        *("completed", "waits_for", "ends_on", "country", "member", "host", "delivery", "scope"),
        *("region", "languages", "subject", "partners", "committee", "standard", "countries"),
        *("answer_by", "officer", "is_incomplete"),
    ),
    public=(
        *("title", "plan", "activities", "activity_codes", "member", "kind", "delivery", "scope", "state"),
        *("starts_on", "ends_on", "place", "country", "region", "host", "host_name", "partners"),
        *("partner_members", "other_partners", "languages", "answer_by", "is_incomplete"),
        *("subject", "standard"),
    ),
    shown_on=(
        ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
        ShownOn(MEMBER_PAGE, ("member",), "member"),
    ),
    filterset=EventFilter,
    form=OwnRecordForm,
    choices=choices,
    inlines=(
        Inline(
            "sessions",
            Session,
            ("title", "day", "language", "trainer"),
            _("Sessions"),
            personal=("trainer",),
        ),
        Inline("trainers", Trainer, ("name", "from_member", "role"), _("Trainers"), personal=("name",)),
        Inline(
            "headcounts",
            Headcount,
            ("from_member", "sex", "group", "number", "qualifier", "completed"),
            _("Participants that are counted, not named"),
        ),
    ),
    panels=(PEOPLE,),
    totals=("participants", "women", "completed"),
    totals_of=TOOK_PLACE,
    totals_about=_("of what was held, without collections that are incomplete"),
    bulk=("officer", "activities", "kind", "delivery", "scope"),
    moves={
        "hold": MoveWords(_("Say that it was held…"), _("It counts in figures from now on.")),
        "put_off": MoveWords(
            _("Put it off…"),
            _("Say why and until when; change the dates when they are known."),
            asks_why=True,
        ),
        "plan_again": MoveWords(
            _("Plan it again…"), _("It was not held after all, or has a new date."), asks_why=True
        ),
    },
    period=("starts_on", "ends_on"),
    group=NEEDS_AND_EVENTS,
    position=20,
)
