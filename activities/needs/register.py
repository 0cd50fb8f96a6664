"""The register of needs."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.joints import ACTIVITY_PAGE
from activities.needs.enums import NeedState, WantedSupport
from activities.needs.models import Answer, Need
from activities.needs.rules import ADD_NEED, CHANGE_NEED, IMPORT_NEEDS, VIEW_NEEDS
from activities.registers import PlanRecordFilter, choices_of_plan, own_members
from kernel.days import portal_day
from kernel.registers.declaration import Inline, MoveWords, Permissions, Register, ShownOn, Words
from members.committees.models import Committee, IcsField
from members.joints import MEMBER_PAGE
from members.models import Member, Region, User
from members.register_groups import NEEDS_AND_EVENTS
from outputs.models import Output


class NeedFilter(PlanRecordFilter):
    output = django_filters.ModelChoiceFilter(
        label=_("Output"), queryset=Output.objects.select_related("plan"), empty_label=_("all outputs")
    )
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.order_by("country"), empty_label=_("all members")
    )
    wanted = django_filters.ChoiceFilter(
        label=_("Support wanted"), choices=WantedSupport, empty_label=_("any support")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=NeedState, empty_label=_("any state"))

    members = ("member",)
    dated_by = "named_on"
    open_to_all = (*PlanRecordFilter.open_to_all, "output", "member")

    class Meta:
        model = Need
        fields = ["q", "year", "output", "activity", "member", "wanted", "state", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    """Members write their own; DEVT writes for any, and for regions."""
    members = Member.objects.order_by("country")
    return choices_of_plan(user) | {
        "member": members if user.is_devt else own_members(user),
        "region": Region.objects.order_by("name") if user.is_devt else None,
        "assisting": members if user.is_devt else None,
        "output": Output.objects.select_related("plan").order_by("plan", "number"),
        "field": IcsField.objects.order_by("code"),
        "committee": Committee.objects.order_by("number", "subcommittee_number", "reference"),
    }


def initial(user: User) -> dict[str, Any]:
    """One's own member, and today."""
    own = [] if user.is_devt else list(own_members(user)[:2])
    return {"named_on": portal_day().isoformat()} | ({"member": own[0].pk} if len(own) == 1 else {})


NEEDS = Register(
    key="needs",
    model=Need,
    words=Words(
        title=_("Needs"),
        add=_("Name a need"),
        about=_("What members and regions ask for, ranked by them, and what answered it."),
        empty=_("Name what your organization needs under one of the six outputs; DEVT sees it at once."),
    ),
    permissions=Permissions(VIEW_NEEDS, ADD_NEED, CHANGE_NEED, IMPORT_NEEDS),
    fields=(
        *("title", "plan", "member", "region", "output", "activities", "named_on", "rank", "wanted"),
        *("field", "committee", "institution_level", "subject", "why", "assisting", "officer", "source"),
    ),
    columns=("owner", "output", "named_on", "rank", "wanted", "state"),
    more_columns=("activity_codes", "field", "committee", "subject", "assisting", "officer"),
    public=(
        "title",
        "plan",
        "member",
        "region",
        "owner",
        "output",
        "activities",
        "activity_codes",
        "named_on",
    ),
    shown_on=(
        ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
        ShownOn(MEMBER_PAGE, ("member",), "member", ("owner",)),
    ),
    filterset=NeedFilter,
    choices=choices,
    initial=initial,
    inlines=(Inline("answers", Answer, ("record", "note", "on"), _("What answered it")),),
    bulk=("officer", "activities"),
    moves={
        "take_up": MoveWords(_("Take up…"), _("DEVT works on it from now on; its owner sees so.")),
        "turn_down": MoveWords(
            _("Do not take up…"),
            _("Its owner reads your reason. The next call begins with it."),
            asks_why=True,
        ),
        "answer": MoveWords(_("Say that it is answered…"), _("Its owner is asked whether it was.")),
        "confirm": MoveWords(_("Confirm…"), _("You say that what was done answered the need.")),
        "open_again": MoveWords(
            _("Open again…"), _("What was done did not answer it: say what is missing."), asks_why=True
        ),
    },
    pages=(("ranking", _("Ranking"), ADD_NEED), ("call", _("Yearly call"), ADD_NEED)),
    group=NEEDS_AND_EVENTS,
    position=10,
)
