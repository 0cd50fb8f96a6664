from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "activities.resources"
    verbose_name = _("Resources")

    def ready(self) -> None:
        from activities.resources.measures import Published, Used
        from activities.resources.register import RESOURCES
        from activities.resources.uses import USES
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        MEASURES.declare(Published())
        MEASURES.declare(Used())
        install(RESOURCES)
        install(USES)
