"""What the data come from is named where licences are told, and its addresses can last."""

import csv
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

DATA: Path = settings.BASE_DIR / "data"
SOURCES = (DATA / "SOURCES.md").read_text(encoding="utf-8")
FILES = sorted(path for path in DATA.iterdir() if path.suffix in {".csv", ".yaml"})
ADDRESS = re.compile(r"""https?://[^\s;,")'<>]+""")
OF_MACHINES = re.compile(r"@[0-9a-f]{6,}|\w:\w|\.(rds|jsonl?|csv)\b|\w_\w")


def addresses(path: Path) -> list[str]:
    return ADDRESS.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_described(path: Path) -> None:
    assert f"| {path.name} |" in SOURCES


def test_files_name_addresses() -> None:
    assert sum(len(addresses(path)) for path in FILES) == 14


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_site_that_a_file_names_is_listed_with_its_licence(path: Path) -> None:
    sites = {urlsplit(address).hostname for address in addresses(path)}

    assert {site for site in sites if site not in SOURCES} == set()


@pytest.mark.parametrize("path", [*FILES, DATA / "SOURCES.md"], ids=lambda path: path.name)
def test_addresses_are_whole_and_safe(path: Path) -> None:
    odd = [
        address
        for address in addresses(path)
        if not address.startswith("https://") or "..." in address or urlsplit(address).query
    ]

    assert odd == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name
)
def test_sources_are_told_in_words(path: Path) -> None:
    """They stand on pages; files and states of repositories stand in SOURCES.md."""
    with path.open(encoding="utf-8", newline="") as file:
        told = {text for row in csv.DictReader(file) for name, text in row.items() if "source" in name}

    assert {text for text in told if OF_MACHINES.search(ADDRESS.sub("", text))} == set()
