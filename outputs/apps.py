from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel import registry


def may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("outputs.view_plan")


class OutputsConfig(AppConfig):
    name = "outputs"
    verbose_name = _("Plans and outputs")

    def ready(self) -> None:
        from outputs import finding, panels

        finding.register()
        registry.register_panel("home", registry.Panel("outputs/home_panel.html", panels.of_home, 40))
        registry.register_navigation(
            registry.NavigationItem(_("Plan"), "outputs:plans", may_read, position=30, section="outputs")
        )
