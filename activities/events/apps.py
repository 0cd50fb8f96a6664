from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "activities.events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from activities.events import work
        from activities.events.measures import Events
        from activities.events.nominations import NOMINATIONS
        from activities.events.participants import PARTICIPANTS
        from activities.events.register import EVENTS
        from kernel.measures import MEASURES
        from kernel.registers.install import install

        MEASURES.declare(Events())
        for register in (EVENTS, NOMINATIONS, PARTICIPANTS):
            install(register)
        work.register()
