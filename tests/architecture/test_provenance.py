"""What the data come from is named where licences are told, and its addresses can last."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

DATA: Path = settings.BASE_DIR / "data"
SOURCES = (DATA / "SOURCES.md").read_text(encoding="utf-8")
FILES = sorted(path for path in DATA.iterdir() if path.suffix in {".csv", ".yaml"})
ADDRESS = re.compile(r"""https?://[^\s;,")'<>]+""")


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
