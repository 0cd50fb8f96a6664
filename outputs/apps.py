from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel import registry
from kernel.joints import HOME, Panel


def may_read(request: HttpRequest) -> bool:
    from outputs.rules import VIEW_PLAN  # needs the models

    return request.user.has_perm(VIEW_PLAN)


class OutputsConfig(AppConfig):
    name = "outputs"
    verbose_name = _("Plans and outputs")

    def ready(self) -> None:
        from outputs import finding, panels
        from outputs.loading import references

        finding.register()
        references.register()
        HOME.show(Panel("outputs/home_panel.html", panels.of_home, 40))
        registry.register_navigation(
            registry.NavigationItem(_("Plan"), "outputs:plans", may_read, position=30, section="outputs")
        )
