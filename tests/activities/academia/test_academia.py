"""What institutions and courses refuse, and what is counted of them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.academia.measures import CourseStudents, Institutions
from activities.academia.models import Students
from activities.academia.register import COURSES
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts, facts
from tests.factories.outputs import PlanFactory
from tests.factories.registers import CourseFactory, InstitutionFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


def test_a_link_ends_after_it_began(plan: Plan, kenya: Member) -> None:
    with pytest.raises(ValidationError, match="ends before it begins"):
        InstitutionFactory.build(plan=plan, member=kenya, until="2012").clean()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends_on": "2012"}, "ends before it begins"),
        ({"material": "ND-2013-001"}, "no resource"),
    ],
)
def test_courses_that_cannot_be(plan: Plan, values: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        CourseFactory.build(plan=plan, institution=InstitutionFactory.create(plan=plan), **values).clean()


def test_students_are_counted_once_a_year(plan: Plan) -> None:
    course = CourseFactory.create(plan=plan)
    Students.objects.create(course=course, year=2013, number=20, women=8)

    for wrong in ({"year": 2013, "number": 5}, {"year": 2014, "number": 5, "women": 6}):
        with pytest.raises(ValidationError):
            Students(course=course, **wrong).full_clean()


def test_a_course_is_added_at_ones_own_institutions(
    client: Client, kenya: Member, ghana: Member, nsb_editor: User, plan: Plan
) -> None:
    own = InstitutionFactory.create(plan=plan, member=kenya)
    InstitutionFactory.create(plan=plan, member=ghana)
    client.force_login(nsb_editor)

    form = client.get(reverse(COURSES.address("add"))).context["form"]

    assert list(form.fields["institution"].queryset) == [own]


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    school = InstitutionFactory.create(plan=plan, member=kenya, level="school")
    course = CourseFactory.create(plan=plan, institution=school, is_accredited=True)
    other = CourseFactory.create(plan=plan, institution=school)
    Students.objects.create(course=course, year=2013, number=20, women=8)
    Students.objects.create(course=course, year=2014, number=25)
    Students.objects.create(course=other, year=2013, number=10)

    assert counts(Institutions(), plan, 2013) == {"institutions_new": 1}
    assert counts(CourseStudents(), plan, 2013) == {
        "courses_held": 2,
        "students": 30,
        "students_women": 8,
        "students_accredited": 20,
    }
    assert {fact["dimensions"] for fact in facts(CourseStudents(), plan, 2013)} == {
        '{"institution_level": "school"}'
    }
