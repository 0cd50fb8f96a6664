from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members and people")

    def ready(self) -> None:
        from members import checks, navigation  # noqa: F401, PLC0415 - need the models

        navigation.register()
