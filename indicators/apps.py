from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from actionplan.core import registry


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from indicators import services  # noqa: PLC0415 - needs the models

        registry.register_hook("data_changed", services.mark_stale)
