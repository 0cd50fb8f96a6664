"""The secretariat's account of each activity and year."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "activities.accounts"
    verbose_name = _("Accounts of activities")

    def ready(self) -> None:
        from activities.accounts import panels
        from activities.accounts.register import ACCOUNTS
        from kernel.registers.install import install

        install(ACCOUNTS)
        panels.register()
