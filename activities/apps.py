from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel.joints import Panel
from outputs.joints import OUTPUT_PAGE, PLAN_PAGE


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from activities import finding
        from activities.models import Activity
        from activities.selectors import output_panel, plan_panel
        from kernel.references import name_by

        name_by(Activity, "code", "output__plan")
        finding.register()
        OUTPUT_PAGE.show(Panel("activities/of_output.html", output_panel, 10))
        PLAN_PAGE.show(Panel("activities/measured.html", plan_panel, 10))
