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

        navigation.register()
        work.register()
        finding.register()
        importers.register()
        measures.register()
        ACTIVITY_PAGE.show(Panel("reporting/ratings.html", panels.ratings, 5))
