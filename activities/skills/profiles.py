"""The registers of skills profiles and of gaps in skills."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.events.models import Event
from activities.joints import ACTIVITY_PAGE
from activities.registers import (
    SHOWN_ON,
    MemberRecordFilter,
    OwnRecordForm,
    PlanRecordFilter,
    choices_of_own,
    choices_of_plan,
)
from activities.skills.enums import ProfileRole
from activities.skills.models import Gap, Profile, Skill
from activities.skills.rules import IMPORT_SKILLS, NAME_GAP, VIEW_SKILLS, WRITE_PROFILES
from kernel.registers.declaration import Inline, Permissions, Register, ShownOn, Words
from members.models import User
from members.register_groups import SKILLS


class ProfileFilter(PlanRecordFilter):
    role = django_filters.ChoiceFilter(label=_("Role"), choices=ProfileRole, empty_label=_("any role"))

    dated_by = "valid_from"
    open_to_all = (*PlanRecordFilter.open_to_all, "role")

    class Meta:
        model = Profile
        fields = ["q", "year", "activity", "role", "cancelled"]


def choices(user: User) -> dict[str, Any]:
    return choices_of_plan(user) | {"event": Event.objects.standing().order_by("-starts_on", "code")}


PROFILES = Register(
    key="skills-profiles",
    model=Profile,
    words=Words(
        title=_("Skills profiles"),
        add=_("Add a profile"),
        about=_("What delegates, chairs, secretaries and trainers can do, and which events build it."),
        empty=_("Add a profile for each role, with its skills and what builds them."),
    ),
    permissions=Permissions(VIEW_SKILLS, WRITE_PROFILES, WRITE_PROFILES, IMPORT_SKILLS),
    fields=("title", "role", "plan", "activities", "valid_from", "about", "officer", "source"),
    folded=("source",),
    columns=("role", "valid_from", "number_of_skills", "activity_codes"),
    more_columns=("about", "officer"),
    shown_on=(ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),),
    filterset=ProfileFilter,
    choices=choices,
    inlines=(Inline("skills", Skill, ("title", "shown_by", "event", "other_event"), _("Skills")),),
    bulk=("officer", "activities"),
    group=SKILLS,
    position=23,
)


class GapFilter(MemberRecordFilter):
    profile = django_filters.ModelChoiceFilter(
        label=_("Skills profile"),
        queryset=Profile.objects.order_by("title"),
        to_field_name="code",
        empty_label=_("all profiles"),
    )

    dated_by = "named_on"

    class Meta:
        model = Gap
        fields = ["q", "year", "activity", "member", "profile", "cancelled"]


def choices_of_gaps(user: User) -> dict[str, Any]:
    return choices_of_own(user) | {"profile": Profile.objects.standing().order_by("title")}


GAPS = Register(
    key="skills-gaps",
    model=Gap,
    words=Words(
        title=_("Gaps in skills"),
        add=_("Name a gap"),
        about=_("Which skills of a profile people of a member lack, so that events are planned for them."),
        empty=_("Open a profile and name what your people lack of it."),
    ),
    permissions=Permissions(VIEW_SKILLS, NAME_GAP, NAME_GAP, IMPORT_SKILLS),
    fields=(
        *("profile", "title", "plan", "member", "named_on", "people", "closed_on", "activities"),
        *("officer", "source", "note"),
    ),
    folded=("closed_on", "activities", "source", "note"),
    columns=("profile", "member", "named_on", "people", "closed_on"),
    more_columns=("activity_codes", "note", "officer"),
    public=("title", "plan", "activities", "activity_codes", "profile", "member", "named_on"),
    shown_on=SHOWN_ON,
    filterset=GapFilter,
    form=OwnRecordForm,
    choices=choices_of_gaps,
    totals=("people",),
    bulk=("officer", "activities"),
    preset=("profile",),
    group=SKILLS,
    position=24,
)
