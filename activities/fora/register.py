"""The registers of practices and decisions of fora."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.events.enums import EventKind
from activities.events.models import Event
from activities.fora.enums import Progress
from activities.fora.models import ForumDecision, Practice
from activities.fora.rules import VIEW_FORA, WRITE_DECISIONS, WRITE_PRACTICES
from activities.registers import (
    SHOWN_ON,
    MemberRecordFilter,
    OwnRecordForm,
    choices_of_members,
    choices_of_own,
)
from kernel.registers.declaration import Permissions, Register, Words
from members.models import Member, User
from members.register_groups import SKILLS


class ForumFilter(MemberRecordFilter):
    state = django_filters.ChoiceFilter(
        label=_("What became of it"), choices=Progress, empty_label=_("anything")
    )

    dated_by = "event__starts_on"


class PracticeFilter(ForumFilter):
    class Meta:
        model = Practice
        fields = ["q", "year", "activity", "member", "state", "cancelled"]


class DecisionFilter(ForumFilter):
    class Meta:
        model = ForumDecision
        fields = ["q", "year", "activity", "member", "state", "cancelled"]


def choices_of_practices(user: User) -> dict[str, Any]:
    return choices_of_own(user) | {
        "event": Event.objects.standing().order_by("-starts_on", "code"),
        "seen_at": Member.objects.order_by("country"),
    }


def choices_of_decisions(user: User) -> dict[str, Any]:
    return choices_of_members(user) | {"event": Event.objects.standing().order_by("-starts_on", "code")}


def is_forum(_user: User, event: Event) -> bool:
    return event.kind == EventKind.FORUM


PRACTICES = Register(
    key="practices",
    model=Practice,
    words=Words(
        title=_("Practices of fora"),
        add=_("Name a practice"),
        about=_("What heads of standards bodies took home from fora, from whom, and what became of it."),
        empty=_("After a forum, name one practice that you take home; a year later say what became of it."),
    ),
    permissions=Permissions(VIEW_FORA, WRITE_PRACTICES, WRITE_PRACTICES, WRITE_DECISIONS),
    fields=(
        *("title", "plan", "event", "member", "seen_at", "seen_elsewhere", "state", "said_on", "activities"),
        *("officer", "source", "note"),
    ),
    folded=("state", "said_on", "activities", "source", "note"),
    columns=("event", "member", "seen_at", "state", "activity_codes"),
    more_columns=("seen_elsewhere", "said_on", "officer"),
    public=("title", "plan", "activities", "activity_codes", "event", "member", "seen_at"),
    shown_on=SHOWN_ON,
    filterset=PracticeFilter,
    form=OwnRecordForm,
    choices=choices_of_practices,
    bulk=("officer", "activities"),
    preset=("event",),
    is_offered=is_forum,
    group=SKILLS,
    position=26,
)
DECISIONS = Register(
    key="decisions",
    model=ForumDecision,
    words=Words(
        title=_("Decisions of fora"),
        add=_("Add a decision"),
        about=_("What fora decided, who carries it out until when, and what became of it."),
        empty=_("Add what a forum decided, with who carries it out and until when."),
    ),
    permissions=Permissions(VIEW_FORA, WRITE_DECISIONS, WRITE_DECISIONS, WRITE_DECISIONS),
    fields=(
        *("title", "plan", "event", "member", "done_by", "due_on", "state", "said_on", "activities"),
        *("officer", "source", "note"),
    ),
    folded=("state", "said_on", "activities", "source", "note"),
    columns=("event", "member", "done_by", "due_on", "state"),
    more_columns=("activity_codes", "said_on", "officer"),
    public=("title", "plan", "activities", "activity_codes", "event", "member", "due_on"),
    shown_on=SHOWN_ON,
    personal=("done_by",),
    filterset=DecisionFilter,
    choices=choices_of_decisions,
    bulk=("officer", "activities"),
    preset=("event",),
    is_offered=is_forum,
    group=SKILLS,
    position=27,
)
