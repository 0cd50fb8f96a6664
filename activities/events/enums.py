"""Words of the events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from activities.enums import ScopeLevel


class EventKind(TextChoices):
    WORKSHOP = "workshop", _("workshop")
    COURSE = "course", _("course")
    TRAINING_OF_TRAINERS = "training_of_trainers", _("training of trainers")
    DISTANCE_COURSE = "distance_course", _("distance course")
    FORUM = "forum", _("forum")
    CONFERENCE = "conference", _("conference")
    SEMINAR = "seminar", _("seminar")
    MEETING = "meeting", _("meeting")


class Delivery(TextChoices):
    ROOM = "room", _("in a room")
    ONLINE = "online", _("online")
    SELF_PACED = "self_paced", _("self-paced")


SCOPES = [(key, label) for key, label in ScopeLevel.choices if key != ScopeLevel.DISTANCE]
"""From where people come; that a course is held at a distance is its delivery."""


class EventState(TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    MOVED = "moved", _("moved")


class Qualifier(TextChoices):
    """How well a number is known."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    OVER = "over", _("over")
    EXPECTED = "expected", _("expected beforehand")


class PersonSex(TextChoices):
    """Of one person; groups are `activities.enums.Sex`."""

    FEMALE = "female", _("woman")
    MALE = "male", _("man")


class StakeholderGroup(TextChoices):
    STANDARDS_BODY = "standards_body", _("standards body")
    GOVERNMENT = "government", _("government and regulators")
    INDUSTRY = "industry", _("industry and commerce")
    SMALL_FIRMS = "small_firms", _("small and medium-sized enterprises")
    CONSUMERS = "consumers", _("consumers")
    LABOUR = "labour", _("labour")
    ACADEMIA = "academia", _("academic and research bodies")
    APPLICATION = "application", _("laboratories and certification bodies")
    SOCIETY = "society", _("non-governmental organizations")


class TrainerRole(TextChoices):
    TRAINER = "trainer", _("trainer")
    SPEAKER = "speaker", _("speaker")
    FACILITATOR = "facilitator", _("facilitator")
    ASSISTANT = "assistant", _("assistant or trainer in training")


class NominationState(TextChoices):
    NOMINATED = "nominated", _("nominated")
    SELECTED = "selected", _("selected")
    WAITING = "waiting", _("on the waiting list")
    TURNED_DOWN = "turned_down", _("turned down")


REPORT_DUE_AFTER = 30
"""Days after its end in which the organizer reports on an event."""
