from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel.joints import REFUSAL_TO_START


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members and people")

    def ready(self) -> None:
        from members import checks, finding, measures, navigation, sample, work  # noqa: F401 - need the models
        from members.loading import importers, references

        navigation.register()
        finding.register()
        references.register()
        importers.register()
        measures.register()
        work.register()
        REFUSAL_TO_START.take(lambda _start: sample.refusal_to_start())
