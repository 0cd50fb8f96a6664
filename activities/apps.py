from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel import registry


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from activities import finding
        from activities.selectors import output_panel, plan_panel

        finding.register()
        registry.register_panel(
            "outputs.output", registry.Panel("activities/of_output.html", output_panel, 10)
        )
        registry.register_panel("outputs.plan", registry.Panel("activities/measured.html", plan_panel, 10))
