"""Benefit at home."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitConfig(AppConfig):
    name = "activities.benefit"
    verbose_name = _("Benefit at home")

    def ready(self) -> None:
        from activities.benefit.measures import Benefits, People
        from activities.benefit.register import BENEFITS, STAFF
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (Benefits(), People()):
            MEASURES.declare(source)
        for register in (BENEFITS, STAFF):
            install(register)
