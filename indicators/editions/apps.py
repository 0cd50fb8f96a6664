from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel import registry


def may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("editions.view_dashboard")


class EditionsConfig(AppConfig):
    name = "indicators.editions"
    label = "editions"
    verbose_name = _("Dashboards and editions")

    def ready(self) -> None:
        from indicators.editions import panels

        registry.register_navigation(
            registry.NavigationItem(
                _("Dashboard"), "editions:current", may_see, position=10, section="editions"
            )
        )
        registry.register_panel(
            "outputs.output", registry.Panel("editions/indicators_panel.html", panels.of_output, 20)
        )
        registry.register_panel(
            "activities.activity", registry.Panel("editions/indicators_panel.html", panels.of_activity, 20)
        )
        registry.register_panel("home", registry.Panel("editions/home_panel.html", panels.of_home, 50))
