from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel import registry
from kernel.joints import DATA_CHANGED


def may_read(request: HttpRequest) -> bool:
    from outputs.rules import VIEW_PLAN  # needs the models

    return request.user.has_perm(VIEW_PLAN)


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from activities.reporting.joints import MEASURE_RENAMED
        from indicators import finding, services, work
        from indicators.loading import importers, references

        registry.register_navigation(
            registry.NavigationItem(
                _("Indicators"), "indicators:current", may_read, position=40, section="indicators"
            )
        )
        finding.register()
        references.register()
        importers.register()
        work.register()
        DATA_CHANGED.take(services.data_changed)
        MEASURE_RENAMED.take(services.rename_measure)
