"""How DEVT answers a report: remarks, returns with a new due date, extensions."""

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.reporting.models.places import InSection, belongs_once
from activities.reporting.models.reports import Report
from activities.reporting.models.rounds import Round
from members.models import Member

if TYPE_CHECKING:
    from members.models import User


@pghistory.track()
class Return(models.Model):
    """A return of a report; each has its number, so that the next never overwrites its reason."""

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="returns"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.TextField(_("reason"), blank=True)
    due_on = models.DateField(_("due again on"))
    returned_at = models.DateTimeField(_("returned"))
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("returned by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(name="reporting_return_once", fields=["report", "number"])]

    def __str__(self) -> str:
        return str(_("Return %(number)s")) % {"number": self.number}


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: "User") -> Self:
        """DEVT sees all; a member's people their own, and DEVT's once it was sent with a return."""
        reports = Report.objects.visible_to(user)
        if user.is_devt:
            return self.filter(report__in=reports)
        return self.filter(Q(is_from_member=True) | Q(sent_with__isnull=False), report__in=reports)

    def waiting(self) -> Self:
        """DEVT's remarks for the member that leave with the next return."""
        return self.filter(is_internal=False, is_from_member=False, sent_with__isnull=True)


@pghistory.track()
class Remark(InSection):
    """A remark pinned to a section: by DEVT, or the member's answer to it."""

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="remarks"
    )
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    sent_with = models.ForeignKey(
        Return,
        verbose_name=_("sent with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="remarks",
    )
    is_internal = models.BooleanField(_("internal to DEVT"), default=False)
    is_from_member = models.BooleanField(_("written by the member"), default=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["report", "written_at", "pk"]
        constraints = [
            belongs_once("reporting_remark_activity_or_step"),
            models.CheckConstraint(name="reporting_remark_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="reporting_remark_internal_stays",
                condition=Q(is_internal=False) | Q(sent_with__isnull=True),
            ),
            models.CheckConstraint(
                name="reporting_remark_of_member_open",
                condition=Q(is_from_member=False) | Q(is_internal=False, sent_with__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_waiting(self) -> bool:
        """For the member, and not sent yet."""
        return not (self.is_internal or self.is_from_member or self.sent_with_id)


@pghistory.track()
class Extension(models.Model):
    """A later due date for one member: more time, or the closed round reopened for it."""

    round = models.ForeignKey(
        Round, verbose_name=_("round"), on_delete=models.CASCADE, related_name="extensions"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="extensions"
    )
    due_on = models.DateField(_("due on"))
    reason = models.TextField(_("reason"))
    is_reopening = models.BooleanField(_("reopens the closed round"), default=False)
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("granted by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["round", "member", "-granted_at"]

    def __str__(self) -> str:
        return f"{self.member}: {self.due_on}"
