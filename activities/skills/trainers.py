"""The register of trainers."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.enums import Language
from activities.events.models import Event
from activities.registers import SHOWN_ON, MemberRecordFilter, OwnRecordForm, choices_of_own
from activities.skills.enums import ProfileRole, TrainerLevel
from activities.skills.models import Delivery, Mentoring, Profile, Trainer
from activities.skills.rules import IMPORT_SKILLS, VIEW_SKILLS, WRITE_TRAINERS
from kernel.registers.declaration import Inline, Permissions, Register, Words
from members.models import User
from members.register_groups import SKILLS


class TrainerFilter(MemberRecordFilter):
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Language, empty_label=_("any language"), method="in_language"
    )
    level = django_filters.ChoiceFilter(label=_("Level"), choices=TrainerLevel, empty_label=_("any level"))

    dated_by = "joined_on"
    open_to_all = (*MemberRecordFilter.open_to_all, "language", "level")

    class Meta:
        model = Trainer
        fields = ["q", "year", "activity", "member", "language", "level", "cancelled"]

    def in_language(self, records: Any, name: str, value: str) -> Any:
        return records.filter(languages__contains=[value])


def choices(user: User) -> dict[str, Any]:
    """The level is given by DEVT."""
    kept_back = {} if user.is_devt else dict.fromkeys(("level", "assessed_on", "assessed_by"))
    return (
        choices_of_own(user)
        | kept_back
        | {
            "profile": Profile.objects.standing().filter(role=ProfileRole.TRAINER).order_by("title"),
            "event": Event.objects.standing().order_by("-starts_on", "code"),
        }
    )


TRAINERS = Register(
    key="trainers",
    model=Trainer,
    words=Words(
        title=_("Trainers"),
        add=_("Add a trainer"),
        about=_("The pool of trainers: subjects, languages, level. Ask DEVT for one; names are not shown."),
        empty=_("Add people who train: their subjects and languages, so that others can ask for them."),
    ),
    permissions=Permissions(VIEW_SKILLS, WRITE_TRAINERS, WRITE_TRAINERS, IMPORT_SKILLS),
    fields=(
        *("title", "person", "email", "sex", "plan", "activities", "member", "languages", "joined_on"),
        *("profile", "level", "assessed_on", "assessed_by", "left_on", "officer", "source", "note"),
    ),
    folded=("profile", "level", "assessed_on", "assessed_by", "left_on", "source", "note"),
    columns=("member", "languages", "level", "joined_on", "last_held_on"),
    more_columns=("person", "email", "sex", "profile", "left_on", "activity_codes", "officer"),
    public=(
        *("title", "plan", "activities", "activity_codes", "member", "languages", "level", "joined_on"),
        *("left_on", "last_held_on", "profile"),
    ),
    shown_on=SHOWN_ON,
    personal=("person", "email", "assessed_by"),
    filterset=TrainerFilter,
    form=OwnRecordForm,
    choices=choices,
    inlines=(
        Inline(
            "deliveries",
            Delivery,
            ("held_on", "event", "what", "people", "observed_by"),
            _("Sessions held"),
            personal=("observed_by",),
        ),
        Inline(
            "mentorings",
            Mentoring,
            ("mentor", "goals", "starts_on", "ends_on", "sessions", "result"),
            _("Mentoring"),
            personal=("mentor",),
        ),
    ),
    bulk=("officer", "activities"),
    group=SKILLS,
    position=25,
)
