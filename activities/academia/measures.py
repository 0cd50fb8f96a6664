"""What is counted of institutions, courses and students."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from activities.academia.models import Course, Institution, Students
from activities.needs.enums import InstitutionLevel
from kernel.measures import Aggregation, Dimension, Measure
from kernel.registers.counting import RegisterSource, year_in

LEVEL = Dimension(
    "institution_level", _("level of institution"), lambda _plan: dict(InstitutionLevel.choices)
)


def of_level(name: str, label: Any, unit: Any, aggregation: Aggregation = Aggregation.COUNT) -> Measure:
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(LEVEL,))


class Institutions(RegisterSource):
    """Institutions by the year in which they began to work with a member."""

    key = "institutions"
    label = _("register of institutions")
    model = Institution
    year = year_in("since")
    divided_by = {LEVEL: "level"}
    counted = {
        of_level(
            "institutions_new", _("Institutions that began to work with members"), _("institutions")
        ): Q()
    }
    measures = tuple(counted)


STUDENTS = of_level("students", _("Students of courses on standardization"), _("students"), Aggregation.SUM)
WOMEN = of_level("students_women", _("Of these, women"), _("students"), Aggregation.SUM)
ACCREDITED = of_level(
    "students_accredited", _("Students of accredited courses"), _("students"), Aggregation.SUM
)


STANDING = Q(course__institution__cancelled_at=None)


class CourseStudents(RegisterSource):
    """Students of each year, a course counted once."""

    key = "students"
    label = _("students in the register of courses")
    model = Course
    rows = Students
    of = "course"
    member = "course__institution__member"
    year = F("year")
    divided_by = {LEVEL: "course__institution__level"}
    counted = {
        of_level("courses_held", _("Courses with students in the year"), _("courses")): STANDING
        & Q(number__gt=0),
        STUDENTS: STANDING,
        WOMEN: STANDING,
        ACCREDITED: STANDING & Q(course__is_accredited=True),
    }
    is_sample = ExpressionWrapper(
        Q(course__is_sample=True) | Q(course__institution__is_sample=True), BooleanField()
    )
    columns = {STUDENTS: "number", WOMEN: "women", ACCREDITED: "number"}
    measures = tuple(counted)
