"""Every environment variable is explained where people look for it, and no other is."""

import re
from pathlib import Path
from typing import Any

import yaml

from actionplan import serve
from actionplan.settings.environment import Environment

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLE = (PROJECT / ".env.example").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}
KNOWN = {name.upper() for name in Environment.model_fields}


def explained() -> dict[str, str]:
    """Each variable of the example with the comment above it."""
    blocks = re.findall(r"((?:^# .*\n)+)((?:^#?[A-Z_]+=.*\n)+)", EXAMPLE, flags=re.MULTILINE)
    return {
        name: " ".join(line.removeprefix("# ") for line in comment.splitlines())
        for comment, lines in blocks
        for name in re.findall(r"^#?([A-Z_]+)=", lines, flags=re.MULTILINE)
    }


def test_the_example_explains_exactly_the_variables_that_are_read() -> None:
    assert set(explained()) == KNOWN | COMPOSE_ONLY


def test_the_example_explains_them_in_the_words_of_the_code() -> None:
    said = {name: text for name, text in explained().items() if name in KNOWN}
    assert said == {name.upper(): field.description for name, field in Environment.model_fields.items()}


def test_the_example_shows_the_defaults() -> None:
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, flags=re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Environment.model_fields.items()}
    assert shown == {
        name: str(defaults[name]).replace("True", "true").replace("False", "false") for name in shown
    }


def test_operations_manual_names_every_variable_that_must_be_set() -> None:
    manual = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    must = {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "BASE_URL"}
    assert {name for name in must if f"`{name}`" in manual} == must


def test_compose_sets_only_variables_that_are_read() -> None:
    given = set(COMPOSE["services"]["web"]["environment"])
    asked = set(re.findall(r"\$\{([A-Z_]+)", (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")))
    assert given <= KNOWN
    assert asked <= KNOWN | COMPOSE_ONLY


def test_compose_runs_the_portal_its_stores_and_a_mail_catcher() -> None:
    assert set(COMPOSE["services"]) == {
        *("migrate", "web", "worker", "mail", "beat", "postgres", "redis", "mailpit")
    }


def test_every_lasting_service_of_compose_has_a_health_check() -> None:
    image_checks = {"web"}
    checked = {
        name for name, service in COMPOSE["services"].items() if "test" in service.get("healthcheck", {})
    }
    assert checked | image_checks == set(COMPOSE["services"]) - {"migrate"}
    assert "HEALTHCHECK" in (PROJECT / "Dockerfile").read_text(encoding="utf-8")


def test_containers_and_demo_start_the_same_processes() -> None:
    for name in serve.PROCESSES:
        assert COMPOSE["services"][name]["command"] == ["python", "-m", "actionplan.serve", name]
