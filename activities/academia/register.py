"""The registers of institutions and courses."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.academia.models import Course, Institution, Students
from activities.academia.rules import IMPORT_ACADEMIA, VIEW_ACADEMIA, WRITE_ACADEMIA
from activities.joints import ACTIVITY_PAGE
from activities.needs.enums import InstitutionLevel
from activities.registers import (
    SHOWN_ON,
    MemberRecordFilter,
    OwnRecordForm,
    choices_of_own,
    choices_of_plan,
    own_members,
)
from kernel.registers.declaration import Inline, Permissions, Register, ShownOn, Words
from members.joints import MEMBER_PAGE
from members.models import Member, User
from members.register_groups import MATERIAL

PERMISSIONS = Permissions(VIEW_ACADEMIA, WRITE_ACADEMIA, WRITE_ACADEMIA, IMPORT_ACADEMIA)


class InstitutionFilter(MemberRecordFilter):
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=InstitutionLevel, empty_label=_("any level")
    )

    dated_by = "since"
    open_to_all = (*MemberRecordFilter.open_to_all, "level")

    class Meta:
        model = Institution
        fields = ["q", "year", "activity", "member", "level", "cancelled"]


INSTITUTIONS = Register(
    key="institutions",
    model=Institution,
    words=Words(
        title=_("Institutions"),
        add=_("Add an institution"),
        about=_("Schools, universities and others with which members work on standardization."),
        empty=_("Add an institution that you work with; then add its courses."),
    ),
    permissions=PERMISSIONS,
    fields=(
        *("title", "member", "level", "plan", "activities", "since", "place", "address", "until"),
        *("arrangement", "officer", "source", "note"),
    ),
    folded=("place", "address", "until", "arrangement", "source", "note"),
    columns=("member", "level", "since", "until", "activity_codes"),
    more_columns=("place", "address", "arrangement", "officer"),
    public=(
        *("title", "member", "level", "plan", "activities", "activity_codes", "since", "until", "place"),
        "address",
    ),
    shown_on=SHOWN_ON,
    filterset=InstitutionFilter,
    form=OwnRecordForm,
    choices=choices_of_own,
    bulk=("officer", "activities", "level"),
    group=MATERIAL,
    position=74,
)


class CourseFilter(MemberRecordFilter):
    member = django_filters.ModelChoiceFilter(
        label=_("Member"),
        queryset=Member.objects.order_by("country"),
        field_name="institution__member",
        empty_label=_("all members"),
    )

    members = ("institution__member",)
    dated_by = "starts_on"

    class Meta:
        model = Course
        fields = ["q", "year", "activity", "member", "cancelled"]


def choices_of_courses(user: User) -> dict[str, Any]:
    institutions = Institution.objects.standing().order_by("title")
    own = institutions if user.is_devt else institutions.filter(member__in=own_members(user))
    return choices_of_plan(user) | {"institution": own}


def is_own_institution(user: User, institution: Institution) -> bool:
    return user.is_devt or user.writes_for(institution.member_id)


COURSES = Register(
    key="courses",
    model=Course,
    words=Words(
        title=_("Courses"),
        add=_("Add a course"),
        about=_("Courses on standardization at institutions, and who studied them in each year."),
        empty=_("Add the institution first, then its courses with their students by year."),
    ),
    permissions=PERMISSIONS,
    fields=(
        *("title", "institution", "plan", "activities", "starts_on", "is_accredited", "hours", "material"),
        *("ends_on", "officer", "source", "note"),
    ),
    folded=("hours", "material", "ends_on", "source", "note"),
    columns=("institution", "member", "starts_on", "is_accredited", "activity_codes"),
    more_columns=("hours", "material", "ends_on", "officer"),
    public=(
        *("title", "institution", "member", "plan", "activities", "activity_codes", "starts_on"),
        *("ends_on", "is_accredited"),
    ),
    shown_on=(
        ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
        ShownOn(MEMBER_PAGE, ("institution__member",), "member", ("member",)),
    ),
    filterset=CourseFilter,
    choices=choices_of_courses,
    inlines=(Inline("students", Students, ("year", "number", "women"), _("Students by year")),),
    bulk=("officer", "activities"),
    preset=("institution",),
    is_offered=is_own_institution,
    group=MATERIAL,
    position=75,
)
