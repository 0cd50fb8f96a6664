from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "actionplan.core"
    label = "core"

    def ready(self) -> None:
        from actionplan.core import checks  # noqa: F401 - registers them
