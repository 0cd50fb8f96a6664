"""Briefings on committees."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefingsConfig(AppConfig):
    name = "activities.briefings"
    verbose_name = _("Briefings on committees")

    def ready(self) -> None:
        from activities.briefings.measures import Briefings
        from activities.briefings.register import BRIEFINGS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (Briefings(),):
            MEASURES.declare(source)
        for register in (BRIEFINGS,):
            install(register)
