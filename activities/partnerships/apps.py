from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "activities.partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        from activities.partnerships import work
        from activities.partnerships.measures import Arrangements, Commitments
        from activities.partnerships.register import ARRANGEMENTS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        MEASURES.declare(Arrangements())
        MEASURES.declare(Commitments())
        install(ARRANGEMENTS)
        work.register()
