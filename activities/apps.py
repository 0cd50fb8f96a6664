from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel.joints import Panel
from outputs.joints import OUTPUT_PAGE, PLAN_PAGE


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from activities import finding
        from activities.loading import importers, references
        from activities.selectors import output_panel, plan_panel

        finding.register()
        references.register()
        importers.register()
        OUTPUT_PAGE.show(Panel("activities/of_output.html", output_panel, 10))
        PLAN_PAGE.show(Panel("activities/measured.html", plan_panel, 10))
