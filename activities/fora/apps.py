"""Practices and decisions of fora."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForaConfig(AppConfig):
    name = "activities.fora"
    verbose_name = _("Practices and decisions of fora")

    def ready(self) -> None:
        from activities.fora.measures import Decisions, Practices
        from activities.fora.register import DECISIONS, PRACTICES
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (Decisions(), Practices()):
            MEASURES.declare(source)
        for register in (DECISIONS, PRACTICES):
            install(register)
