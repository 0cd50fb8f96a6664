"""What the records of a plan share: the plan and its activities, and who sees all of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity
from kernel.partial_dates import first_day, last_day
from kernel.registers.records import Record, RecordQuerySet, naming
from members.models import User
from outputs.models import Plan


class PlanRecord(Record):
    """A record of a plan, under one or more of its activities."""

    plan = models.ForeignKey(
        Plan, verbose_name=gettext_lazy("plan"), on_delete=models.PROTECT, related_name="+"
    )
    activities = models.ManyToManyField(
        Activity,
        verbose_name=gettext_lazy("activities"),
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Empty where it is not known."),
    )

    headings = {"activity_codes": gettext_lazy("activities")}
    """What columns are called that are no fields."""

    class Meta(Record.Meta):
        abstract = True

    @property
    def activity_codes(self) -> str:
        """The codes alone, for narrow places."""
        return ", ".join(sorted(activity.code for activity in self.activities.all()))

    def problems_of_links(self, links: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
        yield from super().problems_of_links(links)
        others = [each.code for each in links.get("activities", ()) if each.output.plan_id != self.plan_id]
        if others:
            words = _("Of another plan: %(codes)s.")
            yield "activities", words % {"codes": ", ".join(others)}


class Collected(models.Model):
    """A record that may be of a collection of the past, which holds a sample of what happened."""

    is_incomplete = models.BooleanField(
        gettext_lazy("from an incomplete collection"),
        default=False,
        help_text=gettext_lazy("Of a sample of what happened; no figure is made of it."),
    )

    class Meta:
        abstract = True


class NamesAPerson(models.Model):
    """A record of somebody of a member: nobody reads of whom it was while it was another member's."""

    class Meta:
        abstract = True

    def history_since_its(self, reader: Any) -> str:
        return "" if reader.is_devt else "member_id"


class PartyQuerySet(RecordQuerySet):
    """That there is a record is no secret among those who work on the plan; the whole is for its parties."""

    parties: ClassVar[tuple[str, ...]] = ("member",)
    """The fields that name members that are party to it."""

    def visible_to(self, user: User) -> Self:
        return self if user.current_roles else self.none()

    def whole_to(self, user: User) -> Self:
        found: Self = whole_of_parties(self, user, *self.parties)
        return found


class PersonQuerySet(PartyQuerySet):
    """That there is a record is no secret, but who somebody is: DEVT and the person's own member read it."""

    def whole_to(self, user: User) -> Self:
        if user.is_devt:
            return self
        return self.filter(of_members(self.model, user, *self.parties)) if user.current_roles else self.none()


class OwnPeopleQuerySet(RecordQuerySet):
    """DEVT sees all people, a member its own, and nobody else any."""

    def visible_to(self, user: User) -> Self:
        if not user.current_roles:
            return self.none()
        return self if user.is_devt else self.filter(member__in=user.member_ids())

    def whole_to(self, user: User) -> Self:
        return self.visible_to(user)


def period_problems(begins: tuple[str, str], ends: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Of two dates as far as they are known, each with its field: where the second is before the first."""
    (_first, begun), (last, ended) = begins, ends
    if begun and ended and last_day(ended) < first_day(begun):
        yield last, _("It ends before it begins.")


def of_members(model: type[models.Model], user: User, *paths: str) -> Q:
    """Records that one of this person's members is party to."""
    return reduce(or_, (naming(model, path, user.member_ids()) for path in paths))


def whole_of_parties(records: RecordQuerySet, user: User, *paths: str) -> Any:
    """DEVT and DEVCO read all of a record, and so do the members that are party to it."""
    if not user.current_roles:
        return records.none()
    if user.is_devt or user.is_devco:
        return records
    return records.filter(of_members(records.model, user, *paths))
