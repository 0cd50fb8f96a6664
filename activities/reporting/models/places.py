"""Where something belongs in a report: to an activity, or to one of the steps around them."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from activities.reporting.enums import Step

PREFIX = "a"
"""Before an activity's primary key in the key of its section."""


def key_of(activity_id: int | None, step: str) -> str:
    """A section's key in addresses and names of form fields: it stays when a printed code changes."""
    return step or f"{PREFIX}{activity_id}"


def at(key: str, prefix: str = "") -> Q:
    """What belongs to the section of this key; `prefix` leads to it, as `section__` does."""
    if key in Step.values:
        return Q(**{f"{prefix}step": key})
    return Q(**{f"{prefix}activity": int(key.removeprefix(PREFIX))})


def belongs_once(name: str) -> models.CheckConstraint:
    """Refuses what belongs to both, or to neither."""
    return models.CheckConstraint(
        name=name,
        condition=Q(activity__isnull=False, step="") | Q(activity__isnull=True, step__in=Step.values),
    )


class InSection(models.Model):
    """Hangs on the activity's row, so that its printed code may change at any time."""

    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    step = models.CharField(
        _("step"), max_length=20, choices=Step, blank=True, help_text=_("Where it belongs to no activity.")
    )

    if TYPE_CHECKING:
        activity_id: int | None

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        return key_of(self.activity_id, self.step)

    @property
    def printed(self) -> str:
        """What people call the section today: the activity's code, or the step's name."""
        return self.activity.code if self.activity else str(Step(self.step).label)
