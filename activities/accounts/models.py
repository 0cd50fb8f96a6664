"""What the secretariat planned and did under an activity in a year, what it did not, and what is next."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import pghistory
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.records import PlanRecord
from kernel.days import portal_day
from kernel.fields import YEARS
from kernel.registers.records import RecordQuerySet, one_after_another
from kernel.texts import refuse_too_long
from members.models import User


class AccountQuerySet(RecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """A draft is DEVT's; what is told is everybody's to read."""
        if not user.current_roles:
            return self.none()
        return self if user.is_devt else self.filter(told_on__isnull=False)

    def whole_to(self, user: User) -> Self:
        return self.visible_to(user)

    def listed(self) -> Self:
        return self.select_related("officer", "plan").prefetch_related("activities")


def text(words: Any, help_text: Any = "") -> Any:
    return models.TextField(words, blank=True, validators=[refuse_too_long], help_text=help_text)


@pghistory.track()
class Account(PlanRecord):
    """Of one activity and one year."""

    register_key = "accounts"
    code_prefix = "AC"
    not_copied = (*PlanRecord.not_copied, "told_on")

    title = models.CharField(gettext_lazy("in one sentence"), max_length=200)
    year_told = models.PositiveSmallIntegerField(
        gettext_lazy("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )
    planned = text(gettext_lazy("what was planned"))
    done = text(gettext_lazy("what was done"))
    not_done = text(gettext_lazy("what was not done, and why"))
    coming = text(gettext_lazy("what is next"))
    told_on = models.DateField(
        gettext_lazy("told on"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: a draft that DEVT alone reads."),
    )

    objects = AccountQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("account of an activity")
        verbose_name_plural = gettext_lazy("accounts of activities")
        ordering = ["-year_told", "code"]

    @property
    def year(self) -> int | None:
        return self.year_told

    def history_since_its(self, reader: Any) -> str:
        """What a draft said is DEVT's; others read what became of it since it was told."""
        return "" if reader.is_devt else "told_on"

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.told_on and not self.done:
            yield "done", _("Say what was done before it is told; that nothing was is an answer, too.")
        if self.told_on and self.told_on > portal_day():
            yield "told_on", _("That day is to come.")

    def problems_of_links(self, links: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
        """Each activity has one account of a year; whoever writes one waits for the others."""
        yield from super().problems_of_links(links)
        if "activities" not in links:
            return
        named = list(links["activities"])
        if len(named) != 1:
            yield "activities", _("Name one activity.")
            return
        one_after_another(Account)
        same = Account.objects.standing().filter(activities=named[0], year_told=self.year_told)
        if other := same.exclude(pk=self.pk).first():
            words = _("%(code)s is the account of this activity and year.")
            yield NON_FIELD_ERRORS, words % {"code": other.code}
