from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "actionplan.home"
    label = "home"
