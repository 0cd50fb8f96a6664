"""Funding."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "activities.funding"
    verbose_name = _("Funding")

    def ready(self) -> None:
        from activities.funding import panels, work
        from activities.funding.measures import Raised, Spent
        from activities.funding.register import AGREEMENTS, BUDGET, SPENDING
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in (Raised(), Spent()):
            MEASURES.declare(source)
        for register in (AGREEMENTS, BUDGET, SPENDING):
            install(register)
        panels.register()
        work.register()
