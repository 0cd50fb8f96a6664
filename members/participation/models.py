"""A position that a member holds in a committee in a year."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.partial_dates import PartialDateField, last_day, year_of
from kernel.registers.fields import link
from kernel.registers.records import Record, RecordQuerySet
from members.committees.models import Committee
from members.models import Member, User
from members.participation.enums import TWINNED, CommitteeRole

COUNTS = {
    "experts": gettext_lazy("experts in working groups"),
    "ballots_due": gettext_lazy("ballots due"),
    "ballots_answered": gettext_lazy("ballots answered"),
    "comments_sent": gettext_lazy("comments sent"),
}
"""What is counted of a member's work in the committee in the year."""


class PositionQuerySet(RecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """Who takes part in a committee is published."""
        return self if user.current_roles else self.none()

    def whole_to(self, user: User) -> Self:
        if user.is_devt or user.is_devco:
            return self
        return self.filter(member__in=user.member_ids())

    def listed(self) -> Self:
        return self.select_related("member", "committee", "twin", "officer")


@pghistory.track()
class Position(Record):
    """One line of a list of a year: a committee, a member, and what it is there."""

    register_key = "positions"
    code_prefix = "PC"
    searched = ("code",)

    list_year = models.PositiveSmallIntegerField(gettext_lazy("year of the list"))
    committee = link(Committee, gettext_lazy("committee"), is_required=True, related_name="positions")
    member = link(Member, gettext_lazy("member"), is_required=True, related_name="positions")
    role = models.CharField(gettext_lazy("role"), max_length=20, choices=CommitteeRole)
    twin = link(Member, gettext_lazy("twinned with"))
    valid_from = PartialDateField(gettext_lazy("since"))
    valid_to = PartialDateField(gettext_lazy("until"))
    person = models.CharField(gettext_lazy("person"), max_length=150, blank=True)
    mirror_since = PartialDateField(gettext_lazy("mirror committee since"))
    experts = models.PositiveIntegerField(COUNTS["experts"], null=True, blank=True)
    ballots_due = models.PositiveIntegerField(COUNTS["ballots_due"], null=True, blank=True)
    ballots_answered = models.PositiveIntegerField(COUNTS["ballots_answered"], null=True, blank=True)
    comments_sent = models.PositiveIntegerField(COUNTS["comments_sent"], null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = gettext_lazy("position")
        verbose_name_plural = gettext_lazy("positions")
        ordering = ["-list_year", "committee", "role"]
        indexes = [models.Index(fields=["list_year", "role", "member"], name="participation_by_year")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="participation_position_once",
                fields=["list_year", "committee", "member", "role"],
                condition=Q(cancelled_at=None),
                violation_error_message=gettext_lazy("The list of the year has this position already."),
            ),
            models.CheckConstraint(
                name="participation_position_twinned_in_twinned_roles",
                condition=Q(twin=None) | Q(role__in=TWINNED),
                violation_error_message=gettext_lazy("Only twinned roles are held with somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee.reference}, {self.member}: {self.get_role_display()} ({self.list_year})"

    @property
    def title(self) -> str:
        return self.committee.reference

    @property
    def year(self) -> int | None:
        return self.list_year

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.valid_from and self.valid_to and last_day(self.valid_to) < last_day(self.valid_from):
            yield "valid_to", _("It ends before it begins.")
        if self.valid_from and (since := year_of(self.valid_from) or 0) > self.list_year:
            yield "valid_from", _("It begins in %(year)s, after the year of the list.") % {"year": since}
        if self.twin_id and self.twin_id == self.member_id:
            yield "twin", _("A member is not twinned with itself.")
        if self.ballots_due is not None and (self.ballots_answered or 0) > self.ballots_due:
            yield "ballots_answered", _("More were answered than were due.")
