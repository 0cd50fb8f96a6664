from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.joints import ACTIVITY_PAGE
from kernel import registry
from kernel.joints import HOME, Panel
from outputs.joints import OUTPUT_PAGE


def may_see(request: HttpRequest) -> bool:
    from indicators.dashboard.rules import VIEW_DASHBOARD  # needs the models

    return request.user.has_perm(VIEW_DASHBOARD)


class DashboardConfig(AppConfig):
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
        OUTPUT_PAGE.show(Panel("dashboard/indicators_panel.html", panels.of_output, 20))
        ACTIVITY_PAGE.show(Panel("dashboard/indicators_panel.html", panels.of_activity, 20))
        HOME.show(Panel("dashboard/home_panel.html", panels.of_home, 50))
