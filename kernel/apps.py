from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    """Tables, and addresses of the administration, keep the name that they have had."""

    name = "kernel"
    label = "core"
    verbose_name = _("E-mail")

    def ready(self) -> None:
        from kernel import checks  # noqa: F401 - registers them
        from kernel.imports import navigation, tasks  # noqa: F401 - workers know them

        navigation.register()
