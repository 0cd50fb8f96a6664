"""The room of skills and trainers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    name = "activities.skills"
    verbose_name = _("Skills and trainers")

    def ready(self) -> None:
        from activities.skills.measures import Deliveries, Gaps, Pool
        from activities.skills.profiles import GAPS, PROFILES
        from activities.skills.trainers import TRAINERS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (Gaps(), Pool(), Deliveries()):
            MEASURES.declare(source)
        for register in (PROFILES, GAPS, TRAINERS):
            install(register)
