from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "activities.needs"
    verbose_name = _("Needs")

    def ready(self) -> None:
        from activities.needs import work
        from activities.needs.measures import Needs
        from activities.needs.register import NEEDS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        MEASURES.declare(Needs())
        install(NEEDS)
        work.register()
