"""What a role takes, what members lack of it, and trainers with what they held and who helped them."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.enums import Language
from activities.events.enums import PersonSex
from activities.events.models import Event
from activities.records import NamesAPerson, PartyQuerySet, PersonQuerySet, PlanRecord, period_problems
from activities.skills.enums import ProfileRole, TrainerLevel
from kernel.partial_dates import PartialDateField, year_of
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from members.models import Member, User


class ProfileQuerySet(PartyQuerySet):
    def whole_to(self, user: User) -> Self:
        """What a role takes is everybody's to read."""
        return self.visible_to(user)

    def listed(self) -> Self:
        return self.select_related("officer", "plan").prefetch_related("activities", "skills")


@pghistory.track()
class Profile(PlanRecord):
    """The skills of a role, each with what builds it."""

    register_key = "skills-profiles"
    code_prefix = "SK"

    title = models.CharField(gettext_lazy("title"), max_length=200)
    role = models.CharField(gettext_lazy("role"), max_length=20, choices=ProfileRole)
    valid_from = PartialDateField(gettext_lazy("valid from"))
    about = models.TextField(gettext_lazy("what the role does"), blank=True, validators=[refuse_too_long])

    objects = ProfileQuerySet.as_manager()

    headings = PlanRecord.headings | {"number_of_skills": gettext_lazy("skills")}

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("skills profile")
        verbose_name_plural = gettext_lazy("skills profiles")
        ordering = ["title", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.valid_from)

    @property
    def number_of_skills(self) -> int:
        return len(self.skills.all())


@pghistory.track()
class Skill(models.Model):
    """What somebody in the role can do, and the event that builds it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skills")
    title = models.CharField(gettext_lazy("skill"), max_length=200)
    shown_by = models.CharField(gettext_lazy("how it shows"), max_length=300, blank=True)
    event = link(Event, gettext_lazy("built by the event"))
    other_event = models.CharField(gettext_lazy("built by something else"), max_length=200, blank=True)

    class Meta:
        verbose_name = gettext_lazy("skill")
        verbose_name_plural = gettext_lazy("skills")
        ordering = ["profile", "pk"]

    def __str__(self) -> str:
        return self.title


class GapQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("profile", "member", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Gap(PlanRecord):
    """A skill that people of a member lack."""

    register_key = "skills-gaps"
    code_prefix = "SG"

    title = models.CharField(gettext_lazy("skill that is lacking"), max_length=200)
    profile = link(Profile, gettext_lazy("skills profile"), is_required=True)
    member = link(Member, gettext_lazy("member"), is_required=True)
    named_on = PartialDateField(gettext_lazy("named on"), blank=False)
    people = models.PositiveIntegerField(gettext_lazy("how many people lack it"), null=True, blank=True)
    closed_on = PartialDateField(gettext_lazy("closed"))
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = GapQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("gap in skills")
        verbose_name_plural = gettext_lazy("gaps in skills")
        ordering = ["-named_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.named_on)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        for field, words in period_problems(("named_on", self.named_on), ("closed_on", self.closed_on)):
            yield field, words and _("It was closed before it was named.")


class TrainerQuerySet(PersonQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "profile", "officer", "plan").prefetch_related(
            "activities", "deliveries"
        )


@pghistory.track()
class Trainer(NamesAPerson, PlanRecord):
    """Somebody of the pool, whom others may ask for through DEVT; the name is for DEVT and the own member."""

    register_key = "trainers"
    code_prefix = "TN"

    title = models.CharField(gettext_lazy("subjects"), max_length=200)
    person = models.CharField(gettext_lazy("person"), max_length=150)
    email = models.EmailField(gettext_lazy("e-mail"), blank=True)
    sex = models.CharField(gettext_lazy("sex"), max_length=10, choices=PersonSex, blank=True)
    member = link(Member, gettext_lazy("member"))
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=gettext_lazy("languages"),
        default=list,
        blank=True,
    )
    profile = link(Profile, gettext_lazy("skills profile"))
    level = models.CharField(gettext_lazy("level"), max_length=20, choices=TrainerLevel, blank=True)
    assessed_on = models.DateField(gettext_lazy("level as of"), null=True, blank=True)
    assessed_by = models.CharField(gettext_lazy("level given by"), max_length=150, blank=True)
    joined_on = PartialDateField(gettext_lazy("in the pool since"), blank=False)
    left_on = PartialDateField(gettext_lazy("in the pool until"))
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = TrainerQuerySet.as_manager()

    headings = PlanRecord.headings | {"last_held_on": gettext_lazy("last session")}

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("trainer")
        verbose_name_plural = gettext_lazy("trainers")
        ordering = ["title", "code"]
        constraints = [
            *PlanRecord.Meta.constraints,
            models.UniqueConstraint(
                name="skills_trainer_once_in_the_pool",
                fields=["plan", "email"],
                condition=Q(cancelled_at=None) & ~Q(email=""),
                violation_error_message=gettext_lazy("This address cannot be taken: ask DEVT."),
            ),
        ]

    @property
    def year(self) -> int | None:
        return year_of(self.joined_on)

    @property
    def years(self) -> set[int | None]:
        """In the pool from the first to the last; sessions in the year in which they were held."""
        return {None}

    @property
    def last_year(self) -> int | None:
        """While somebody is in the pool, the name is needed."""
        return year_of(self.left_on)

    @property
    def last_held_on(self) -> str:
        return max((each.held_on for each in self.deliveries.all()), default="")

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("joined_on", self.joined_on), ("left_on", self.left_on))
        if self.level and not self.assessed_on:
            yield "assessed_on", _("Say as of which day the level is.")
        if self.profile_id and self.profile.role != ProfileRole.TRAINER:
            yield "profile", _("This is no profile of trainers.")


@pghistory.track()
class Delivery(models.Model):
    """A session or course that a trainer held."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="deliveries")
    held_on = PartialDateField(gettext_lazy("when"), blank=False)
    event = link(Event, gettext_lazy("event"))
    what = models.CharField(gettext_lazy("what else"), max_length=200, blank=True)
    people = models.PositiveIntegerField(gettext_lazy("for how many people"), null=True, blank=True)
    observed_by = models.CharField(gettext_lazy("observed by"), max_length=150, blank=True)

    class Meta:
        verbose_name = gettext_lazy("session held")
        verbose_name_plural = gettext_lazy("sessions held")
        ordering = ["trainer", "held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="skills_delivery_of_something",
                condition=Q(event__isnull=False) | ~Q(what=""),
                violation_error_message=gettext_lazy("Name the event, or say what was held."),
            )
        ]

    def __str__(self) -> str:
        return self.what or str(self.event)


@pghistory.track()
class Mentoring(models.Model):
    """Somebody with more experience beside a trainer for some time."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="mentorings")
    mentor = models.CharField(gettext_lazy("mentor"), max_length=150)
    goals = models.CharField(gettext_lazy("goals"), max_length=300, blank=True)
    starts_on = models.DateField(gettext_lazy("from"))
    ends_on = models.DateField(gettext_lazy("to"), null=True, blank=True)
    sessions = models.PositiveIntegerField(gettext_lazy("sessions"), null=True, blank=True)
    result = models.CharField(gettext_lazy("what came of it"), max_length=300, blank=True)

    class Meta:
        verbose_name = gettext_lazy("mentoring")
        verbose_name_plural = gettext_lazy("mentoring")
        ordering = ["trainer", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="skills_mentoring_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=gettext_lazy("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.starts_on}"
