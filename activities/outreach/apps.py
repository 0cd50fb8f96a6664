from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "activities.outreach"
    verbose_name = _("Outreach")

    def ready(self) -> None:
        from activities.outreach.entries import ENTRIES
        from activities.outreach.measures import SOURCES
        from activities.outreach.programmes import PROGRAMMES
        from activities.outreach.publicity import PUBLICITY
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        for source in SOURCES:
            MEASURES.declare(source)
        for register in (PROGRAMMES, PUBLICITY, ENTRIES):
            install(register)
