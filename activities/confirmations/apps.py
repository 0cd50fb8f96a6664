"""The room of confirmations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfirmationsConfig(AppConfig):
    name = "activities.confirmations"
    verbose_name = _("Confirmations")

    def ready(self) -> None:
        from activities.confirmations import panels, work

        panels.register()
        work.register()
