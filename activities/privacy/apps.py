"""The room of privacy."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "activities.privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from activities.privacy import panels

        panels.register()
