from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel.joints import Panel


class ReportingConfig(AppConfig):
    name = "activities.reporting"
    label = "reporting"
    verbose_name = _("Progress reporting")

    def ready(self) -> None:
        from activities.joints import ACTIVITY_PAGE
        from activities.reporting import finding, measures, navigation, panels, work
        from activities.reporting.loading import importers
        from outputs.joints import OUTPUT_PAGE, PLAN_PAGE

        navigation.register()
        work.register()
        finding.register()
        importers.register()
        measures.register()
        ACTIVITY_PAGE.show(Panel("reporting/ratings.html", panels.ratings, 5))
        ACTIVITY_PAGE.show(Panel("reporting/narratives_panel.html", panels.narratives, 40))
        ACTIVITY_PAGE.show(Panel("reporting/benefited.html", panels.benefited, 42))
        OUTPUT_PAGE.show(Panel("reporting/rating_bars.html", panels.ratings_of_output, 15))
        PLAN_PAGE.show(Panel("reporting/rating_bars.html", panels.ratings_of_plan, 15))
