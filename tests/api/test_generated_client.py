"""A client that a stranger generates from the OpenAPI document: it imports, reads every list, and writes."""

import importlib
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from activities.reporting.models import Section
from members.models import User
from members.services.tokens import SIGN_IN_LASTS, create_token
from tests.access.world import ACTIVITY, World

METHODS = {"get", "post", "put", "patch", "delete"}
NEEDS_A_PLACE = {
    "rounds_questions_list": ("round_2013",),
    "reports_sections_evidence_list": ("report_2013", "activity"),
}
"""Lists below another thing, and where the world has that thing."""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    found: dict[str, Any] = generator().get_schema(request=None, public=True)
    return found


@pytest.fixture(scope="module")
def package(schema: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package; whatever the generator leaves out fails it."""
    folder = tmp_path_factory.mktemp("client")
    document, settings = folder / "openapi.json", folder / "settings.json"
    document.write_text(json.dumps(schema, default=str), encoding="utf-8")
    settings.write_text('{"post_hooks": [], "package_name_override": "generated_client"}', encoding="utf-8")
    made = folder / "made"
    generate(document, settings, made)
    sys.path.insert(0, str(made))
    yield importlib.import_module("generated_client")
    sys.path.remove(str(made))


def generate(document: Path, settings: Path, made: Path) -> None:
    words = ["generate", "--path", document, "--config", settings, "--output-path", made, "--fail-on-warning"]
    program = "from openapi_python_client.cli import app; app()"
    result = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture
def operations(package: ModuleType) -> dict[str, ModuleType]:
    """Every operation's module by its name."""
    api = importlib.import_module(f"{package.__name__}.api")
    found = pkgutil.walk_packages(api.__path__, f"{api.__name__}.")
    modules = [importlib.import_module(each.name) for each in found if not each.ispkg]
    return {module.__name__.rpartition(".")[2]: module for module in modules}


def client_of(package: ModuleType, user: User) -> Any:
    """Speaks to the application in this process, as `user`."""
    _token, text = create_token(user=user, lasts=SIGN_IN_LASTS, now=timezone.now())
    return package.AuthenticatedClient(
        base_url="http://testserver",
        token=text,
        prefix="Token",
        httpx_args={"transport": httpx.MockTransport(answer)},
    )


def answer(request: httpx.Request) -> httpx.Response:
    """Asks the application in the transaction of the test."""
    response = Client().generic(
        request.method,
        request.url.raw_path.decode(),
        request.content,
        content_type=request.headers.get("content-type", ""),
        headers={"authorization": request.headers["authorization"]},
    )
    content_type = response.headers.get("content-type", "")
    return httpx.Response(
        response.status_code, headers={"content-type": content_type}, content=response.content
    )


def test_every_operation_imports(schema: dict[str, Any], operations: dict[str, ModuleType]) -> None:
    named = {
        described["operationId"]
        for methods in schema["paths"].values()
        for method, described in methods.items()
        if method in METHODS
    }

    assert set(operations) == named
    assert len(named) > 40


def test_bodies_are_json_alone_or_a_file(schema: dict[str, Any]) -> None:
    bodies = {
        described["operationId"]: set(described["requestBody"]["content"])
        for methods in schema["paths"].values()
        for described in methods.values()
        if "requestBody" in described
    }

    assert bodies.pop("reports_sections_evidence_create") == {"multipart/form-data"}
    assert {name: kinds for name, kinds in bodies.items() if kinds != {"application/json"}} == {}


def test_every_list_is_read(package: ModuleType, operations: dict[str, ModuleType], world: World) -> None:
    client = client_of(package, world.people["devt"])
    lists = {name: module for name, module in operations.items() if name.endswith("_list")}

    answers = {
        name: module.sync_detailed(*places_of(name, world), client=client) for name, module in lists.items()
    }

    assert {name: int(answer.status_code) for name, answer in answers.items() if answer.parsed is None} == {}
    assert {name: int(answer.status_code) for name, answer in answers.items()} == dict.fromkeys(lists, 200)
    assert len(lists) >= 15


def places_of(name: str, world: World) -> list[Any]:
    return [world.places[place] for place in NEEDS_A_PLACE.get(name, ())]


def test_a_section_is_written(package: ModuleType, operations: dict[str, ModuleType], world: World) -> None:
    section = Section.objects.get(pk=world.places["section_draft"])
    models: Any = importlib.import_module(f"{package.__name__}.models")
    body = models.SectionInputRequest(
        expected_version=section.version,
        rating=models.RatingEnum.DELAYED,
        done="We met twice.",
        answers=[models.AnswerRequest(question="trained", number="12")],
    )

    answer = operations["reports_sections_update"].sync_detailed(
        section.report_id, ACTIVITY, client=client_of(package, world.people["editor"]), body=body
    )

    assert int(answer.status_code) == 200
    assert answer.parsed.version == section.version + 1
    section.refresh_from_db()
    assert (section.rating, section.done) == ("delayed", "We met twice.")
    assert [int(each.number or 0) for each in section.answers.all()] == [12]
