"""Checks that tell whoever runs the portal what is missing."""

from django.core.checks import run_checks
from pytest_django import Settings


def found() -> list[str]:
    return [message.id for message in run_checks(include_deployment_checks=True) if message.id == "core.W001"]


def test_without_a_mail_server_production_is_warned(settings: Settings) -> None:
    assert found() == []

    settings.EMAIL_HOST = ""

    assert found() == ["core.W001"]


def test_a_demonstration_needs_no_mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.DEMO = "", True

    assert found() == []
