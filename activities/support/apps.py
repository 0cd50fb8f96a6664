from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "activities.support"
    verbose_name = _("Support")

    def ready(self) -> None:
        from activities.support.grants import GRANTS
        from activities.support.measures import Grants, Missions, Recommendations
        from activities.support.missions import MISSIONS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (Missions(), Recommendations(), Grants()):
            MEASURES.declare(source)
        install(MISSIONS)
        install(GRANTS)
