"""Abstract bases, the outbox that every e-mail passes through, and what stands in for the cache."""

import datetime as dt
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CODE = r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\Z"
"""What a printed code may be, since it stands in addresses."""
ODD_CODE = _("Use letters A to Z and digits, with points, hyphens or underscores between them.")
refuse_odd_code = RegexValidator(CODE, ODD_CODE)


def code_in_addresses(name: str) -> models.CheckConstraint:
    """Whichever way a code comes in, its pages can be linked to."""
    return models.CheckConstraint(name=name, condition=Q(code__regex=CODE), violation_error_message=ODD_CODE)


def year_end(year: int) -> dt.date:
    """31 December, the day on which stocks of a year are counted."""
    return dt.date(year, 12, 31)


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: dt.date) -> Self:
        """What is valid on `day`; both ends of a period count as inside."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(started & not_ended)

    def current(self) -> Self:
        return self.on(timezone.now().date())


class Dated(models.Model):
    """Valid from one day to another, both included; an empty end is open."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_dates_in_order",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day lies before the first."),
            )
        ]

    def is_valid_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


class YearsQuerySet(models.QuerySet[Any]):
    def in_year(self, year: int) -> Self:
        """What is valid in the plan year `year`."""
        started = Q(valid_from_year__isnull=True) | Q(valid_from_year__lte=year)
        not_ended = Q(valid_to_year__isnull=True) | Q(valid_to_year__gte=year)
        return self.filter(started & not_ended)


class ValidInYears(models.Model):
    """Valid in whole plan years, both ends included; an empty end is open."""

    valid_from_year = models.PositiveSmallIntegerField(_("valid from year"), null=True, blank=True)
    valid_to_year = models.PositiveSmallIntegerField(_("valid to year"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_years_in_order",
                condition=Q(valid_to_year__gte=F("valid_from_year")),
                violation_error_message=_("The last year lies before the first."),
            )
        ]

    def is_valid_in(self, year: int) -> bool:
        return (self.valid_from_year or year) <= year <= (self.valid_to_year or year)


class CacheEntry(models.Model):
    """What stands in for Redis while it is away; Django's cache in the database reads and writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class Place(models.Model):
    """Where this database lay when it last looked; a restored copy lies elsewhere (`restored.py`)."""

    ONLY = 1

    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class EmailQuerySet(models.QuerySet["Email"]):
    def waiting(self) -> Self:
        return self.unsent().filter(held_at=None)

    def held(self) -> Self:
        """Not to be sent until somebody says so."""
        return self.unsent().exclude(held_at=None)

    def unsent(self) -> Self:
        return self.filter(sent_at__isnull=True, attempts__lt=Email.MOST_ATTEMPTS)

    def due_at(self, moment: dt.datetime) -> Self:
        """Waiting, not put off by a failed attempt, with a link that still works, and in nobody's hands."""
        useful = Q(link_ends_at=None) | Q(link_ends_at__gt=moment)
        free = Q(claimed_until=None) | Q(claimed_until__lte=moment)
        return self.waiting().filter(useful, free, next_attempt_at__lte=moment)

    def with_dead_links(self, moment: dt.datetime) -> Self:
        """With a text that no reader needs any more."""
        return self.filter(link_ends_at__lte=moment).exclude(text="", html="")


class Email(models.Model):
    """An e-mail, written in the transaction that causes it and sent after commit, at least once.

    What a crash leaves unsent is picked up by the next sweep, so that nothing is lost.
    """

    MOST_ATTEMPTS = 8

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    keeps_text = models.BooleanField(
        _("text is kept"),
        default=True,
        help_text=_("Off for e-mails with a link that lets its reader in: their text is erased once sent."),
    )
    link_ends_at = models.DateTimeField(
        _("link ends"),
        null=True,
        blank=True,
        help_text=_("From then on the e-mail is not sent any more, and its text is erased."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    error = models.TextField(_("last error"), blank=True)
    claimed_until = models.DateTimeField(
        _("being sent until"), null=True, blank=True, help_text=_("Until then no other worker takes it.")
    )
    held_at = models.DateTimeField(
        _("held"),
        null=True,
        blank=True,
        help_text=_("It waited when the database was restored, and is sent only when somebody says so."),
    )

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(sent_at=None), name="core_email_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def is_given_up(self) -> bool:
        return self.sent_at is None and self.attempts >= self.MOST_ATTEMPTS
