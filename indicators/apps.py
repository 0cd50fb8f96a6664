from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel import registry


def may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("outputs.view_plan")


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from indicators import finding, services, work

        registry.register_navigation(
            registry.NavigationItem(
                _("Indicators"), "indicators:current", may_read, position=40, section="indicators"
            )
        )
        finding.register()
        work.register()
        registry.register_hook("data_changed", services.mark_stale)
        registry.register_hook("measure_renamed", services.rename_measure)
