from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel import registry, startup


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members and people")

    def ready(self) -> None:
        from members import checks, finding, navigation, sample, work  # noqa: F401 - need the models

        navigation.register()
        finding.register()
        work.register()
        registry.register_hook(startup.HOOK, sample.refusal_to_start)
