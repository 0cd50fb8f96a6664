"""Whom members nominate for an event, and what DEVT decides."""

from collections.abc import Iterator

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import FSMField

from activities.events.enums import NominationState
from activities.events.matching import Index
from activities.events.models.events import Event
from activities.events.models.people import InPerson, Participant
from activities.events.rules import SELECT
from kernel.registers.declaration import ANONYMOUS
from kernel.texts import refuse_too_long
from kernel.workflow import TrailEntry, Workflow, move

OPEN = (NominationState.NOMINATED, NominationState.WAITING)


@pghistory.track()
class Nomination(Workflow, InPerson):
    """One person whom a member would send to one event."""

    register_key = "nominations"
    code_prefix = "NM"

    why = models.TextField(gettext_lazy("why this person"), blank=True, validators=[refuse_too_long])
    place_in_line = models.PositiveSmallIntegerField(
        gettext_lazy("place on the waiting list"), null=True, blank=True
    )
    state = FSMField(
        gettext_lazy("state"),
        max_length=15,
        choices=NominationState,
        default=NominationState.NOMINATED,
        protected=True,
    )

    looks = {"selected": "on-track", "waiting": "going", "turned_down": "off"}

    class Meta(InPerson.Meta):
        verbose_name = gettext_lazy("nomination")
        verbose_name_plural = gettext_lazy("nominations")
        ordering = ["event", "place_in_line", "code"]
        constraints = [
            *InPerson.Meta.constraints,
            models.UniqueConstraint(
                name="events_nomination_once_an_event",
                fields=["event", "member", "email"],
                condition=Q(cancelled_at=None) & ~Q(email=""),
                violation_error_message=gettext_lazy("This person was nominated for the event before."),
            ),
        ]

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.member_id is None:
            yield "member", _("Say which member nominates.")
        if self.event_id and not self.event.is_cancelled and self.is_asked_anew():
            yield "event", self.refusal()

    def is_asked_anew(self) -> bool:
        """Whether the event is asked by this member for the first time."""
        asked = Nomination.objects.filter(pk=self.pk, event=self.event_id, member=self.member_id)
        return self._state.adding or not asked.exists()

    def refusal(self) -> str:
        """Why the event takes no nomination of this member; empty where it does."""
        if self.event.answer_by is None:
            return _("Nobody is nominated for this event.")
        if not self.event.takes_nominations:
            words = _("Nominations for this event ended on %(day)s.")
            return words % {"day": date_format(self.event.answer_by)}
        invited = set(self.event.invited.values_list("pk", flat=True))
        if invited and self.member_id not in invited:
            return _("The member is not among those that are invited.")
        return ""

    @move(
        [*OPEN, NominationState.TURNED_DOWN],
        NominationState.SELECTED,
        SELECT,
        gettext_lazy("Only one that was nominated can be selected."),
    )
    def choose(self) -> None: ...

    @move(
        [NominationState.NOMINATED, NominationState.SELECTED],
        NominationState.WAITING,
        SELECT,
        gettext_lazy("Only one that was nominated or selected can wait."),
    )
    def let_wait(self) -> None: ...

    @move(
        [*OPEN, NominationState.SELECTED],
        NominationState.TURNED_DOWN,
        SELECT,
        gettext_lazy("It was turned down before."),
    )
    def turn_down(self) -> None: ...


class NominationMove(TrailEntry):
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="transitions")
    source = models.CharField(gettext_lazy("from"), max_length=15, choices=NominationState)
    target = models.CharField(gettext_lazy("to"), max_length=15, choices=NominationState)

    class Meta:
        verbose_name = gettext_lazy("move of a nomination")
        verbose_name_plural = gettext_lazy("moves of nominations")
        ordering = ["nomination", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.source} → {self.target}"


def not_listed(event: Event) -> list[Nomination]:
    """Those who were selected and are not on the list of participants."""
    selected = Nomination.objects.standing().filter(event=event, state=NominationState.SELECTED)
    chosen = list(selected.exclude(name=ANONYMOUS).select_related("event__plan", "member"))
    if not chosen:
        return []
    listed = Index(Participant.objects.standing().filter(event=event))
    return [each for each in chosen if listed.find(each) is None]
