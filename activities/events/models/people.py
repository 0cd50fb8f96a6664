"""Who took part: told to DEVT and each person's own member alone."""

from collections.abc import Iterator
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.events.enums import PersonSex, StakeholderGroup
from activities.events.matching import LONGEST, Index, email_key, name_key
from activities.events.models.events import Event
from activities.records import NamesAPerson, OwnPeopleQuerySet
from kernel.loading.changes import point_at_saved
from kernel.registers.fields import link
from kernel.registers.records import Record
from members.models import Member


class PersonQuerySet(models.QuerySet["Person"]):
    def alike(self, email: str, member_id: int | None, name: str) -> Self:
        """Those that a row of a list may mean."""
        found = Q(member=member_id, name_key=name_key(name))
        if email:
            listed = Participant.objects.standing().filter(email=email_key(email))
            found |= Q(email=email_key(email)) | Q(pk__in=listed.values("person"))
        return self.filter(found)


@pghistory.track()
class Person(models.Model):
    """Somebody who takes part again and again; lists of events say who it was, each in its own way."""

    name = models.CharField(gettext_lazy("name"), max_length=150)
    email = models.EmailField(gettext_lazy("e-mail address"), blank=True)
    member = link(Member, gettext_lazy("member"))
    sex = models.CharField(gettext_lazy("sex"), max_length=10, choices=PersonSex, blank=True)
    name_key = models.CharField(max_length=LONGEST, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("person")
        verbose_name_plural = gettext_lazy("people")
        ordering = ["name", "pk"]
        indexes = [models.Index("member", "name_key", name="events_person_named_alike")]
        constraints = [
            models.UniqueConstraint("email", name="events_person_email_once", condition=~Q(email=""))
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, listed: "InPerson") -> Self:
        """A new person, as a list says it."""
        return cls(
            name=listed.name,
            email=email_key(listed.email),
            member=listed.member,
            sex=listed.sex,
            name_key=name_key(listed.name),
        )


class PeopleQuerySet(OwnPeopleQuerySet):
    def listed(self) -> Self:
        return self.select_related("event", "member", "officer")


def narrowed(words: Any, length: int, choices: Any) -> Any:
    return models.CharField(words, max_length=length, choices=choices, blank=True)


class InPerson(NamesAPerson, Record):
    """Somebody at an event, or nominated for one, as a list says it."""

    searched = ("code", "name", "email")
    year_follows_from = ("event__plan",)

    event = link(Event, gettext_lazy("event"), is_required=True)
    name = models.CharField(gettext_lazy("name"), max_length=150)
    email = models.EmailField(gettext_lazy("e-mail address"), blank=True)
    member = link(Member, gettext_lazy("member"))
    sex = narrowed(gettext_lazy("sex"), 10, PersonSex)
    group = narrowed(gettext_lazy("stakeholder group"), 20, StakeholderGroup)

    objects = PeopleQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def title(self) -> str:
        return self.name

    @property
    def year(self) -> int | None:
        return self.event.year if self.event_id else None

    @property
    def last_year(self) -> int | None:
        return self.event.last_year if self.event_id else None

    @property
    def plan(self) -> Any:
        """That of the event, whose figures change with it."""
        return self.event.plan

    def prepare(self) -> None:
        self.email = email_key(self.email)
        super().prepare()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.name and not any(map(str.isalpha, self.name)):
            yield "name", _("Write a name.")
        if self.event_id and self.event.is_cancelled:
            yield "event", _("%(record)s was cancelled.") % {"record": self.event}


@pghistory.track()
class Participant(InPerson):
    """One person at one event."""

    register_key = "participants"
    code_prefix = "PT"

    organization = models.CharField(gettext_lazy("organization"), max_length=200, blank=True)
    present = models.BooleanField(gettext_lazy("was present"), null=True, blank=True)
    completed = models.BooleanField(gettext_lazy("completed it"), null=True, blank=True)
    paid_by = models.CharField(gettext_lazy("who paid the place"), max_length=100, blank=True)
    person = link(Person, gettext_lazy("person"), is_required=True, editable=False)

    class Meta(InPerson.Meta):
        verbose_name = gettext_lazy("participant")
        verbose_name_plural = gettext_lazy("participants")
        ordering = ["event", "name"]
        constraints = [
            *InPerson.Meta.constraints,
            models.UniqueConstraint(
                name="events_participant_once_an_event",
                fields=["event", "person"],
                condition=Q(cancelled_at=None),
                violation_error_message=gettext_lazy("This person is on the event's list already."),
            ),
            models.CheckConstraint(
                name="events_participant_completed_if_present",
                condition=Q(present=None) | Q(present=True) | Q(completed=None) | Q(completed=False),
                violation_error_message=gettext_lazy("Nobody completes what they were not present at."),
            ),
        ]

    def clean_fields(self, exclude: Any = None) -> None:
        """Who it is follows from the rest, in `clean`."""
        super().clean_fields(exclude={*(exclude or ()), "person"})

    def clean(self) -> None:
        super().clean()
        if not Participant.person.is_cached(self) and self._state.adding:
            self.person = self.person_known() or self.person_new()

    def person_known(self) -> Person | None:
        known = {each.pk: each for each in Person.objects.alike(self.email, self.member_id, self.name)}
        index = Index(known.values())
        for one in Participant.objects.standing().filter(person__in=known):
            index.note(known[one.person_id], one)
        return index.find(self)

    def person_new(self) -> Person:
        """Without an address that is somebody else's already, as of an office."""
        person = Person.of(self)
        if person.email and Person.objects.filter(email=person.email).exists():
            person.email = ""
        return person

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.person.pk is None:
            self.person.save()
            point_at_saved(self)
        super().save(*args, **kwargs)
