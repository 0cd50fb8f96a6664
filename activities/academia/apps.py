"""The room of institutions and courses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcademiaConfig(AppConfig):
    name = "activities.academia"
    verbose_name = _("Institutions and courses")

    def ready(self) -> None:
        from activities.academia.measures import CourseStudents, Institutions
        from activities.academia.register import COURSES, INSTITUTIONS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (CourseStudents(), Institutions()):
            MEASURES.declare(source)
        for register in (COURSES, INSTITUTIONS):
            install(register)
