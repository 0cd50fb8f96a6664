"""An institution of education, a course of one, and who studied it in each year."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.needs.enums import InstitutionLevel
from activities.records import PartyQuerySet, PlanRecord, period_problems
from kernel.fields import YEARS
from kernel.partial_dates import PartialDateField, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField
from kernel.texts import refuse_too_long
from members.models import Member


class InstitutionQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Institution(PlanRecord):
    """A school, university or other institution with which a member works."""

    register_key = "institutions"
    code_prefix = "IN"

    title = models.CharField(gettext_lazy("name"), max_length=200)
    member = link(Member, gettext_lazy("member of the country"), is_required=True)
    level = models.CharField(gettext_lazy("level"), max_length=20, choices=InstitutionLevel)
    place = models.CharField(gettext_lazy("place"), max_length=150, blank=True)
    address = models.URLField(gettext_lazy("address"), max_length=500, blank=True)
    since = PartialDateField(gettext_lazy("works with the member since"), blank=False)
    until = PartialDateField(gettext_lazy("until"))
    arrangement = RecordCodeField(
        gettext_lazy("arrangement"), help_text=gettext_lazy("The code of one, for example AR-2013-004.")
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = InstitutionQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("institution")
        verbose_name_plural = gettext_lazy("institutions")
        ordering = ["title", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.since)

    @property
    def years(self) -> set[int | None]:
        """Its level divides the students of its courses in any year."""
        return {None}

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("since", self.since), ("until", self.until))


class CourseQuerySet(PartyQuerySet):
    parties = ("institution__member",)

    def listed(self) -> Self:
        return self.select_related("institution__member", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Course(PlanRecord):
    """A course on standardization at an institution."""

    register_key = "courses"
    code_prefix = "CR"
    year_follows_from = ("institution",)

    title = models.CharField(gettext_lazy("title"), max_length=200)
    institution = link(Institution, gettext_lazy("institution"), is_required=True)
    starts_on = PartialDateField(gettext_lazy("offered since"), blank=False)
    ends_on = PartialDateField(gettext_lazy("offered until"))
    hours = models.PositiveIntegerField(gettext_lazy("hours"), null=True, blank=True)
    is_accredited = models.BooleanField(gettext_lazy("accredited"), null=True, blank=True)
    material = RecordCodeField(
        gettext_lazy("material used"),
        help_text=gettext_lazy("The code of a resource, for example RS-2013-004."),
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = CourseQuerySet.as_manager()

    headings = PlanRecord.headings | {"member": gettext_lazy("member")}

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("course")
        verbose_name_plural = gettext_lazy("courses")
        ordering = ["-starts_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.starts_on)

    @property
    def years(self) -> set[int | None]:
        """Students of each year count in that year."""
        return {None}

    @property
    def member(self) -> Member | None:
        return self.institution.member if self.institution_id else None

    @property
    def member_id(self) -> int | None:
        """Whose it is, by its institution."""
        return self.institution.member_id if self.institution_id else None

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from period_problems(("starts_on", self.starts_on), ("ends_on", self.ends_on))
        if self.material and not self.material.startswith("RS-"):
            yield "material", _("This is no resource: the code of one begins with RS-.")


@pghistory.track()
class Students(models.Model):
    """How many studied a course in a year."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="students")
    year = models.PositiveSmallIntegerField(
        gettext_lazy("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )
    number = models.PositiveIntegerField(gettext_lazy("students"))
    women = models.PositiveIntegerField(gettext_lazy("of them women"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("students of a year")
        verbose_name_plural = gettext_lazy("students by year")
        ordering = ["course", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="academia_students_once_a_year",
                fields=["course", "year"],
                violation_error_message=gettext_lazy("The course has students of this year already."),
            ),
            models.CheckConstraint(
                name="academia_students_women_among_all",
                condition=Q(women=None) | Q(women__lte=F("number")),
                violation_error_message=gettext_lazy("There cannot be more women than students."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.number}"
