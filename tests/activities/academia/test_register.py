"""The registers of institutions and courses, as every register is tested."""

from typing import Any

from activities.academia.models import Institution
from activities.academia.register import COURSES, INSTITUTIONS
from members.models import Member
from tests.activities.of_members import OfMembers
from tests.factories.registers import CourseFactory, InstitutionFactory


class TestInstitutions(OfMembers):
    __test__ = True
    register = INSTITUTIONS
    factory = InstitutionFactory
    kept_back = "note"
    said = {"title": "University of Nairobi", "level": "university", "since": "2013"}


class TestCourses(OfMembers):
    """Of the member of their institution."""

    __test__ = True
    register = COURSES
    factory = CourseFactory
    names_member = False
    kept_back = "note"
    said = {"title": "Standardization", "starts_on": "2013"}

    def make(self, **values: Any) -> Any:
        return super().make(institution=self.institution(), **values)

    def sent(self) -> dict[str, Any]:
        return super().sent() | {"institution": self.institution().pk}

    def body(self) -> dict[str, Any]:
        return super().body() | {"institution": self.institution().code}

    def institution(self) -> Institution:
        kenya = Member.objects.get(iso2="KE")
        return Institution.objects.first() or InstitutionFactory.create(
            plan=self.activity.output.plan, member=kenya
        )
