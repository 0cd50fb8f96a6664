"""A member's report: sections, answers, evidence, and each version that was signed."""

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.reporting.enums import (
    EDITABLE_STATES,
    REPORTED_STATES,
    REVIEW_STATES,
    SILENT,
    STATUS_OF_RATING,
    Absence,
    Rating,
    ReportState,
)
from activities.reporting.models.places import InSection, belongs_once
from activities.reporting.models.rounds import Question, Round
from activities.reporting.models.workflow import ReportWorkflow
from activities.reporting.question_types import type_of
from kernel.workflow import TrailEntry
from members.models import Member
from outputs.models import TargetGroup

if TYPE_CHECKING:
    from members.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> Self:
        """DEVT sees all reports, a member's people those of their member, nobody else any."""
        if user.is_devt:
            return self
        return self.filter(member__in=user.member_ids())

    def reported(self) -> Self:
        return self.filter(state__in=REPORTED_STATES)

    def accepted(self) -> Self:
        return self.filter(state=ReportState.ACCEPTED)

    def to_come(self) -> Self:
        """What the member still has to submit, or to submit again."""
        return self.filter(state__in=EDITABLE_STATES)

    def to_review(self) -> Self:
        return self.filter(state__in=REVIEW_STATES)


@pghistory.track()
class Report(ReportWorkflow):
    """One member's report in one round.

    `state` moves through `activities.reporting.services` only.  Overdue, late and
    resubmitted are computed from dates, never stored.
    """

    round = models.ForeignKey(
        Round, verbose_name=_("round"), on_delete=models.PROTECT, related_name="reports"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="reports"
    )
    is_nil = models.BooleanField(_("nil return"), default=False)
    nil_statement = models.TextField(_("statement of the nil return"), blank=True)
    review_started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    exempt_reason = models.TextField(_("reason of the exemption"), blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-round__year", "member__country"]
        constraints = [
            models.UniqueConstraint(name="reporting_report_once", fields=["round", "member"]),
            models.CheckConstraint(
                name="reporting_report_state_known", condition=Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="reporting_report_accepted_when_and_by",
                condition=Q(state=ReportState.ACCEPTED, accepted_at__isnull=False, accepted_by__isnull=False)
                | (~Q(state=ReportState.ACCEPTED) & Q(accepted_at__isnull=True, accepted_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="reporting_report_exempt_with_reason",
                condition=~Q(state=ReportState.EXEMPT) | ~Q(exempt_reason=""),
            ),
            models.CheckConstraint(
                name="reporting_report_nil_with_statement",
                condition=Q(is_nil=False) | ~Q(nil_statement=""),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Progress report %(year)s, %(member)s")) % {
            "year": self.round.year,
            "member": self.member,
        }

    def get_absolute_url(self) -> str:
        return reverse("reporting:report", args=[self.pk])

    def takes_entries_on(self, day: dt.date) -> bool:
        """Whether it may be filled in and submitted: while the round runs, or by a later date of its own."""
        if self.round.takes_entries_on(day):
            return True
        own = self.own_date() if self.round.is_opened else None
        return own is not None and day <= own

    def own_date(self) -> dt.date | None:
        """The latest date given to this member alone: by an extension, a reopening or a return."""
        if "own_due_on" in self.__dict__:
            found: dt.date | None = self.__dict__["own_due_on"]
            return found
        extensions = self.round.extensions.filter(member=self.member_id)
        dates = [given.aggregate(last=Max("due_on"))["last"] for given in (extensions, self.returns)]
        return max((date for date in dates if date), default=None)


IN_ONE_ACT = "rest:"
"""Begins the name of the window that saved sections which were answered in one act."""


class SectionQuerySet(models.QuerySet["Section"]):
    def accepted(self) -> Self:
        """Of accepted reports, without what a nil report keeps but does not say."""
        return self.filter(report__state=ReportState.ACCEPTED, report__is_nil=False)

    def relevant(self) -> Self:
        """Accepted, without what is kept but not said where the activity was called not relevant."""
        return self.accepted().exclude(rating__in=SILENT)

    def telling(self) -> Self:
        """Those that tell what was done, or what changed."""
        return self.relevant().exclude(done="", changed="")


@pghistory.track()
class Section(InSection):
    """What a member says of one activity, or in one of the steps around them.

    `version` counts the saves: whoever saves names the version that was read, so
    that two people never overwrite each other unseen.
    """

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="sections"
    )
    rating = models.CharField(_("rating"), max_length=12, choices=Rating, blank=True)
    why_not_relevant = models.TextField(_("why it is not relevant"), blank=True)
    done = models.TextField(_("what was done"), blank=True)
    changed = models.TextField(_("what changed, and for whom"), blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(_("version"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    saved_from = models.CharField(
        _("window that saved it"),
        max_length=40,
        blank=True,
        help_text=_("Whose next save is no conflict, even if the answer to the last was lost on the way."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["report", "step", "activity_id"]
        constraints = [
            belongs_once("reporting_section_activity_or_step"),
            models.UniqueConstraint(name="reporting_section_of_activity_once", fields=["report", "activity"]),
            models.UniqueConstraint(
                name="reporting_section_of_step_once", fields=["report", "step"], condition=~Q(step="")
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def status(self) -> str:
        return STATUS_OF_RATING.get(self.rating, "")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: "User") -> Self:
        """DEVT and DEVCO see what was accepted; DEVT and the member's own people see all of it."""
        reports = Report.objects.visible_to(user)
        if user.is_devco:
            reports = reports | Report.objects.accepted()
        return self.filter(section__report__in=reports)

    def said(self) -> Self:
        """Without what is kept and not said: in silent sections and nil reports, and of what is not asked."""
        year = F("section__report__round__year")
        begun = Q(question__valid_from_year=None) | Q(question__valid_from_year__lte=year)
        not_ended = Q(question__valid_to_year=None) | Q(question__valid_to_year__gte=year)
        said = self.filter(begun, not_ended, section__report__is_nil=False)
        return said.exclude(section__rating__in=SILENT)


@pghistory.track()
class Answer(models.Model):
    """The answer to one question, or to one part of it where it is split.

    It is a number, a text, or an absence with its reason; never nothing.
    """

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="answers"
    )
    part = models.CharField(
        _("part"),
        max_length=100,
        blank=True,
        help_text=_("Empty for the total; else the sex or target group."),
    )
    number = models.DecimalField(_("number"), max_digits=18, decimal_places=4, null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    absence = models.CharField(_("why there is no value"), max_length=15, choices=Absence, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["section", "question", "part"]
        constraints = [
            models.UniqueConstraint(name="reporting_answer_once", fields=["section", "question", "part"]),
            models.CheckConstraint(
                name="reporting_answer_value_or_absence",
                condition=Q(number__isnull=False, text="", absence="")
                | (Q(number__isnull=True, absence="") & ~Q(text=""))
                | (Q(number__isnull=True, text="") & ~Q(absence="")),
                violation_error_message=_("Give a value, or say why there is none."),
            ),
        ]

    def __str__(self) -> str:
        if self.absence:
            return str(self.get_absence_display())
        return self.shown

    @property
    def shown(self) -> str:
        """The value as readers see it; empty where there is none."""
        return type_of(self.question).show(self.question, self)


def evidence_path(evidence: "Evidence", _filename: str = "") -> str:
    return stored_path(evidence.section.report_id, evidence.sha256)


def stored_path(report_id: int, sha256: str) -> str:
    """Named by its content, so that what a kept version names can be found by its hash."""
    return f"evidence/{report_id}/{sha256}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: "User") -> Self:
        """DEVT and the member's own people."""
        return self.filter(section__report__in=Report.objects.visible_to(user))


@pghistory.track()
class Evidence(models.Model):
    """A file that shows what a section says."""

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.CASCADE, related_name="evidence"
    )
    key = models.UUIDField(_("key"), unique=True)
    file = models.FileField(_("file"), upload_to=evidence_path, max_length=250)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["section", "added_at"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reporting:evidence_file", args=[self.section.report_id, self.key])


class VersionQuerySet(models.QuerySet["Version"]):
    def standing(self) -> Self:
        """Without those that were withdrawn: what was signed, and is still meant."""
        return self.filter(withdrawn_at=None)


class Version(models.Model):
    """What was signed and submitted, kept as it was: the receipt and the text behind it.

    A version that was withdrawn is kept too, but nothing follows from it any more.
    """

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    receipt = models.CharField(_("receipt number"), max_length=40, unique=True)
    content = models.JSONField(_("content"))
    activities = models.JSONField(
        _("activities"),
        default=dict,
        blank=True,
        help_text=_("Which activity the content means by each code: codes may have changed since."),
    )
    sha256 = models.CharField(_("SHA-256 of the canonical content"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("signed by"), on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submitted version")
        verbose_name_plural = _("submitted versions")
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(name="reporting_version_once", fields=["report", "number"]),
            models.CheckConstraint(
                name="reporting_version_withdrawn_when_and_by",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__gte=F("submitted_at"), withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class Transition(TrailEntry):
    """A move of a report from one state to another: when, by whom and why."""

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="transitions"
    )
    source = models.CharField(_("from"), max_length=12, choices=ReportState)
    target = models.CharField(_("to"), max_length=12, choices=ReportState)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["report", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_source_display()} → {self.get_target_display()}"
