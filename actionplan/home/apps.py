from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel import registry


class HomeConfig(AppConfig):
    name = "actionplan.home"
    label = "home"

    def ready(self) -> None:
        from actionplan.home import work  # needs the models

        work.register()
        registry.register_navigation(
            registry.NavigationItem(
                label=_("Home"),
                url_name="home",
                allowed=lambda request: request.user.is_authenticated,
                position=0,
            )
        )
