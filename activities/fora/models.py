"""A practice that somebody takes home from a forum, and a decision that a forum took."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.events.models import Event
from activities.fora.enums import Progress
from activities.records import PartyQuerySet, PlanRecord
from kernel.partial_dates import first_day
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from members.models import Member


class OfForumQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("event", "member", "officer", "plan").prefetch_related("activities")


class PracticeQuerySet(OfForumQuerySet):
    def listed(self) -> Self:
        return super().listed().select_related("seen_at")


class OfForum(PlanRecord):
    """What came of a forum, and how far it is."""

    year_follows_from = ("event",)

    event = link(Event, gettext_lazy("forum"), is_required=True)
    state = models.CharField(
        gettext_lazy("what became of it"), max_length=10, choices=Progress, default=Progress.OPEN
    )
    said_on = models.DateField(gettext_lazy("as of"), null=True, blank=True)
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    class Meta(PlanRecord.Meta):
        abstract = True
        constraints = [
            *PlanRecord.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_said_on_a_day",
                condition=Q(state=Progress.OPEN, said_on=None)
                | (~Q(state=Progress.OPEN) & Q(said_on__isnull=False)),
                violation_error_message=gettext_lazy("Give the day as of which it is so; before it none."),
            ),
        ]

    @property
    def year(self) -> int | None:
        return self.event.year if self.event_id else None

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if (
            self.event_id
            and self.said_on
            and self.event.starts_on
            and self.said_on < first_day(self.event.starts_on)
        ):
            yield "said_on", _("That is before the forum.")
        if self.event_id and self.plan_id and self.event.plan_id != self.plan_id:
            yield "event", _("This is an event of another plan.")
        elif self.event_id and self.event.is_cancelled:
            yield "event", _("%(record)s was cancelled.") % {"record": self.event}


@pghistory.track()
class Practice(OfForum):
    """Something that a member saw at a forum, and does at home."""

    register_key = "practices"
    code_prefix = "PF"

    title = models.CharField(gettext_lazy("practice"), max_length=200)
    member = link(Member, gettext_lazy("taken home by"), is_required=True)
    seen_at = link(Member, gettext_lazy("seen at the member"))
    seen_elsewhere = models.CharField(gettext_lazy("seen elsewhere"), max_length=150, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta(OfForum.Meta):
        verbose_name = gettext_lazy("practice of a forum")
        verbose_name_plural = gettext_lazy("practices of fora")
        ordering = ["-event__starts_on", "code"]
        constraints = [
            *OfForum.Meta.constraints,
            models.CheckConstraint(
                name="fora_practice_of_another",
                condition=Q(seen_at=None) | ~Q(seen_at=F("member")),
                violation_error_message=gettext_lazy("It was seen at another member, not at one's own."),
            ),
        ]


@pghistory.track()
class ForumDecision(OfForum):
    """What a forum decided, and who does it until when."""

    register_key = "decisions"
    code_prefix = "DN"

    title = models.CharField(gettext_lazy("decision"), max_length=300)
    member = link(Member, gettext_lazy("to be done by the member"))
    done_by = models.CharField(gettext_lazy("to be done by others"), max_length=150, blank=True)
    due_on = models.DateField(gettext_lazy("due on"), null=True, blank=True)

    objects = OfForumQuerySet.as_manager()

    class Meta(OfForum.Meta):
        verbose_name = gettext_lazy("decision of a forum")
        verbose_name_plural = gettext_lazy("decisions of fora")
        ordering = ["-event__starts_on", "code"]
