"""A file with the certificates of an event, which waits a day for whoever asked for it."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from activities.certificates.enums import PrintingState
from activities.events.models import Event
from members.models import User

KEPT = dt.timedelta(days=1)
"""How long a file of all certificates waits for whoever asked for it."""
PATIENCE = dt.timedelta(minutes=2)
"""After which a file that nobody made is handed over again."""
GIVEN_UP = dt.timedelta(minutes=20)
"""After which it is handed over no more, and said to have failed: whatever tries it may die of it."""


class PrintingQuerySet(models.QuerySet["Printing"]):
    def visible_to(self, user: User, now: dt.datetime) -> Self:
        """Everybody's own, until its time is over."""
        return self.filter(requested_by=user, requested_at__gt=now - KEPT)

    def waiting(self) -> Self:
        return self.filter(state=PrintingState.WAITING)

    def left_waiting(self, now: dt.datetime) -> Self:
        return self.waiting().filter(requested_at__lt=now - PATIENCE)

    def given_up(self, now: dt.datetime) -> Self:
        return self.waiting().filter(requested_at__lt=now - GIVEN_UP)

    def overdue(self, now: dt.datetime) -> Self:
        return self.filter(requested_at__lte=now - KEPT)


class Printing(models.Model):
    """One an event and person: asking again takes the place of what was made before."""

    event = models.ForeignKey(
        Event, verbose_name=gettext_lazy("event"), on_delete=models.CASCADE, related_name="+"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("requested by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    requested_at = models.DateTimeField(gettext_lazy("requested"))
    language = models.CharField(gettext_lazy("language"), max_length=10)
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=PrintingState, default=PrintingState.WAITING
    )
    content = models.BinaryField(gettext_lazy("content"), null=True)
    count = models.PositiveIntegerField(gettext_lazy("certificates"), default=0)
    left_out = ArrayField(
        models.CharField(max_length=40),
        verbose_name=gettext_lazy("participants left out"),
        default=list,
        blank=True,
        help_text=gettext_lazy("Codes of those whose names no font can write."),
    )

    objects = PrintingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("file of certificates")
        verbose_name_plural = gettext_lazy("files of certificates")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="certificates_printing_one_for_each", fields=["event", "requested_by"]
            ),
            models.CheckConstraint(
                name="certificates_printing_ready_with_content",
                condition=Q(state=PrintingState.READY, content__isnull=False)
                | Q(state__in=[PrintingState.WAITING, PrintingState.FAILED], content=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    @property
    def is_waiting(self) -> bool:
        return self.state == PrintingState.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == PrintingState.READY
