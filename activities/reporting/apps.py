from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "activities.reporting"
    label = "reporting"
    verbose_name = _("Progress reporting")

    def ready(self) -> None:
        from activities.reporting import finding, measures, navigation, work
        from activities.reporting.loading import importers

        navigation.register()
        work.register()
        finding.register()
        importers.register()
        measures.register()
