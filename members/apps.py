from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members and people")

    def ready(self) -> None:
        from members import navigation  # noqa: PLC0415 - reads models and rules

        navigation.register()
