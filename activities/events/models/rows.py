"""What is filled in with an event: sessions, trainers, and participants that are counted, not named."""

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.enums import Language
from activities.events.enums import PersonSex, Qualifier, StakeholderGroup, TrainerRole
from activities.events.models.events import Event
from kernel.partial_dates import PartialDateField, first_day, last_day
from kernel.registers.fields import link
from members.models import Member


def of_event(name: str) -> Any:
    return models.ForeignKey(
        Event, verbose_name=gettext_lazy("event"), on_delete=models.CASCADE, related_name=name
    )


@pghistory.track()
class Session(models.Model):
    event = of_event("sessions")
    title = models.CharField(gettext_lazy("title"), max_length=200)
    day = PartialDateField(gettext_lazy("day"))
    language = models.CharField(gettext_lazy("language"), max_length=2, choices=Language, blank=True)
    trainer = models.CharField(gettext_lazy("trainer"), max_length=150, blank=True)

    class Meta:
        verbose_name = gettext_lazy("session")
        verbose_name_plural = gettext_lazy("sessions")
        ordering = ["event", "day", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        event = getattr(self, "event", None)
        begins, ended_on = (event.starts_on, event.ended_on) if event else ("", None)
        if not (self.day and begins and ended_on):
            return
        if last_day(self.day) < first_day(begins) or first_day(self.day) > ended_on:
            raise ValidationError({"day": _("This is not within the days of the event.")})


@pghistory.track()
class Trainer(models.Model):
    event = of_event("trainers")
    name = models.CharField(gettext_lazy("name"), max_length=150, blank=True)
    from_member = link(Member, gettext_lazy("member"))
    role = models.CharField(
        gettext_lazy("role"), max_length=20, choices=TrainerRole, default=TrainerRole.TRAINER
    )

    class Meta:
        verbose_name = gettext_lazy("trainer")
        verbose_name_plural = gettext_lazy("trainers")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                name="events_trainer_somebody",
                condition=~Q(name="") | Q(from_member__isnull=False),
                violation_error_message=gettext_lazy("Name the person, the member, or both."),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.from_member)


@pghistory.track()
class Headcount(models.Model):
    """Participants of one member, sex and group as far as they are known; nobody who is listed by name."""

    event = of_event("headcounts")
    from_member = link(Member, gettext_lazy("member"))
    sex = models.CharField(gettext_lazy("sex"), max_length=10, choices=PersonSex, blank=True)
    group = models.CharField(
        gettext_lazy("stakeholder group"), max_length=20, choices=StakeholderGroup, blank=True
    )
    number = models.PositiveIntegerField(
        gettext_lazy("participants"), validators=[MinValueValidator(1, gettext_lazy("Count at least one."))]
    )
    qualifier = models.CharField(
        gettext_lazy("how well that is known"), max_length=10, choices=Qualifier, blank=True
    )
    completed = models.PositiveIntegerField(gettext_lazy("of them completed it"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("count of participants")
        verbose_name_plural = gettext_lazy("counts of participants")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                name="events_headcount_completed_among_participants",
                condition=Q(completed=None) | Q(completed__lte=F("number")),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    def clean(self) -> None:
        if self.completed is not None and self.number is not None and self.completed > self.number:
            raise ValidationError({"completed": self.too_many(self.number)})
        event = getattr(self, "event", None)
        whole = event.participants if event else None
        if whole is not None and self.number is not None and self.number > whole:
            raise ValidationError({"number": self.too_many(whole)})

    @staticmethod
    def too_many(whole: int) -> str:
        return _("These are more than the %(participants)s participants.") % {"participants": whole}
