from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "members.participation"
    verbose_name = _("Participation in committees")

    def ready(self) -> None:
        from kernel.measures import MEASURES
        from kernel.registers.install import install
        from members.participation.measures import Positions
        from members.participation.register import POSITIONS

        MEASURES.declare(Positions())
        install(POSITIONS)
