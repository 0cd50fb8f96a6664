"""The room of sponsorships."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SponsorshipsConfig(AppConfig):
    name = "activities.sponsorships"
    verbose_name = _("Sponsorships")

    def ready(self) -> None:
        from activities.sponsorships import work
        from activities.sponsorships.measures import Sponsorships
        from activities.sponsorships.register import SPONSORSHIPS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        MEASURES.declare(Sponsorships())
        install(SPONSORSHIPS)
        work.register()
