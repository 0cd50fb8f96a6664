"""The contracts of imports leave no app out, and the top of the house stands in its order."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from tests.house import HOUSE

ROOT: Path = settings.BASE_DIR
LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
APPS = [config.name for config in apps.get_app_configs() if config.name.split(".")[0] in HOUSE]


def contracts() -> dict[str, Any]:
    """Those of one package each, by its name."""
    return {
        contract["containers"][0]: contract for contract in LINTER["contracts"] if "containers" in contract
    }


def test_every_package_of_the_house_is_under_contract() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}

    assert packages == set(HOUSE) == set(LINTER["root_packages"])


@pytest.mark.parametrize("package", [*HOUSE, *(name for name in APPS if "." in name)])
def test_every_app_has_a_floor_for_each_of_its_modules(package: str) -> None:
    contract = contracts()[package]

    assert contract["exhaustive"]
    assert contract.get("exhaustive_ignores", ["migrations"]) == ["migrations"]


def test_the_top_packages_stand_in_order() -> None:
    layers = LINTER["contracts"][0]["layers"]

    assert list(dict.fromkeys(layer.split(".")[0] for layer in layers)) == list(HOUSE)
