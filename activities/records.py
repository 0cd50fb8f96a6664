"""What the records of a plan share: the plan and its activities, and who sees all of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity
from kernel.registers.records import Record
from members.models import User
from outputs.models import Plan

if TYPE_CHECKING:
    from kernel.registers.records import RecordQuerySet


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


def of_members(model: type[models.Model], user: User, *paths: str) -> Q:
    """Records that one of this person's members is party to; relations to several double no row."""
    found = Q(pk__in=[])
    for path in paths:
        named = Q(**{f"{path}__in": user.member_ids()})
        is_many = model._meta.get_field(path).many_to_many
        found |= Q(pk__in=model._base_manager.filter(named).values("pk")) if is_many else named
    return found


def whole_of_parties(records: "RecordQuerySet", user: User, *paths: str) -> Any:
    """DEVT and DEVCO read all of a record, and so do the members that are party to it."""
    if not user.current_roles:
        return records.none()
    if user.is_devt or user.is_devco:
        return records
    return records.filter(of_members(records.model, user, *paths))
