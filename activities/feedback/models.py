"""What people say of an event who have no account: no name is kept, nor the hour."""

import secrets
import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from activities.events.models import Event
from activities.feedback.enums import CODE_LENGTH, LETTERS, LONGEST_REMARK, TYPED, Grade, Said, Way
from kernel.days import portal_day


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))


class AskingQuerySet(models.QuerySet["Asking"]):
    def open(self) -> Self:
        """Those that can be answered today."""
        day = portal_day()
        return self.filter(closed_at=None, closes_on__gte=day, event__cancelled_at=None)


@pghistory.track()
class Asking(models.Model):
    """That those who come to an event are asked what they think of it, by a code shown in the room."""

    event = models.OneToOneField(
        Event, verbose_name=gettext_lazy("event"), on_delete=models.PROTECT, related_name="asking"
    )
    code = models.CharField(gettext_lazy("code"), max_length=12, unique=True, default=new_code)
    opened_at = models.DateTimeField(gettext_lazy("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("opened by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    closes_on = models.DateField(gettext_lazy("people may answer until"))
    closed_at = models.DateTimeField(gettext_lazy("closed early"), null=True, blank=True)
    is_sample = models.BooleanField(gettext_lazy("sample data"), default=False)

    objects = AskingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("request for feedback")
        verbose_name_plural = gettext_lazy("requests for feedback")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return reverse("feedback:asking", args=[self.event.code])

    @classmethod
    def of(cls, event: Event) -> "Asking | None":
        """With the event that is at hand."""
        found = cls.objects.filter(event=event).first()
        if found is not None:
            found.event = event
        return found

    @property
    def is_over(self) -> bool:
        """For good; an event that is cancelled may stand again."""
        return self.closed_at is not None or portal_day() > self.closes_on

    @property
    def is_open(self) -> bool:
        return not self.is_over and not self.event.is_cancelled


class Response(models.Model):
    """One person's answers; a question that is left out is no answer, neither yes nor no."""

    asking = models.ForeignKey(
        Asking, verbose_name=gettext_lazy("asked by"), on_delete=models.PROTECT, related_name="responses"
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Tells nothing of who answered before whom."""
    ticket = models.UUIDField(gettext_lazy("form"), default=uuid.uuid4, editable=False)
    """Of the form that was sent, so that one that is sent twice is one answer."""
    received_on = models.DateField(gettext_lazy("received"))
    way = models.CharField(gettext_lazy("how it came"), max_length=10, choices=Way, default=Way.ROOM)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("entered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    objective = models.PositiveSmallIntegerField(
        gettext_lazy("Did it reach what it set out to do?"), choices=Grade, null=True, blank=True
    )
    useful = models.PositiveSmallIntegerField(
        gettext_lazy("Was it useful for your work?"), choices=Grade, null=True, blank=True
    )
    clear = models.PositiveSmallIntegerField(
        gettext_lazy("Were speakers and material clear?"), choices=Grade, null=True, blank=True
    )
    will_use = models.CharField(
        gettext_lazy("Will you use what you learnt within six months?"),
        max_length=3,
        choices=Said,
        blank=True,
    )
    otherwise = models.TextField(
        gettext_lazy("What should be done otherwise next time?"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST_REMARK)],
    )
    is_sample = models.BooleanField(gettext_lazy("sample data"), default=False)

    class Meta:
        verbose_name = gettext_lazy("answer")
        verbose_name_plural = gettext_lazy("answers")
        ordering = ["received_on", "id"]
        constraints = [
            models.UniqueConstraint(name="feedback_response_once", fields=["asking", "ticket"]),
            models.CheckConstraint(
                name="feedback_response_typed_by_somebody",
                condition=Q(way=Way.ROOM, entered_by=None) | Q(way__in=TYPED, entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_response_says_something",
                condition=Q(objective__isnull=False)
                | Q(useful__isnull=False)
                | Q(clear__isnull=False)
                | ~Q(will_use="")
                | ~Q(otherwise=""),
                violation_error_message=gettext_lazy("Answer one question at least."),
            ),
            *(
                models.CheckConstraint(
                    name=f"feedback_response_{name}_is_a_grade",
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": Grade.values}),
                )
                for name in ("objective", "useful", "clear")
            ),
        ]

    def __str__(self) -> str:
        return str(self.asking)


GRADED = ("objective", "useful", "clear")
QUESTIONS = (*GRADED, "will_use", "otherwise")
