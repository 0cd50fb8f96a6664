from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel import registry


def may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("dashboard.view_dashboard")


class EditionsConfig(AppConfig):
    name = "indicators.dashboard"
    label = "dashboard"
    verbose_name = _("Dashboard")

    def ready(self) -> None:
        from indicators.dashboard import panels

        registry.register_navigation(
            registry.NavigationItem(
                _("Dashboard"), "dashboard:current", may_see, position=10, section="dashboard"
            )
        )
        registry.register_panel(
            "outputs.output", registry.Panel("dashboard/indicators_panel.html", panels.of_output, 20)
        )
        registry.register_panel(
            "activities.activity", registry.Panel("dashboard/indicators_panel.html", panels.of_activity, 20)
        )
        registry.register_panel("home", registry.Panel("dashboard/home_panel.html", panels.of_home, 50))
