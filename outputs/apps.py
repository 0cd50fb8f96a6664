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
        from kernel.references import name_by
        from outputs import finding, panels
        from outputs.models import Output, Plan, TargetGroup

        name_by(Plan, "code")
        name_by(Output, "code", "plan")
        name_by(TargetGroup, "slug", "plan")
        finding.register()
        HOME.show(Panel("outputs/home_panel.html", panels.of_home, 40))
        registry.register_navigation(
            registry.NavigationItem(_("Plan"), "outputs:plans", may_read, position=30, section="outputs")
        )
