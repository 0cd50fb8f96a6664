"""The real files, loaded once per module and rolled back after it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError
from members.committees.loading.committees import load_committees
from members.committees.loading.statistics import load_statistics
from members.loading.members import load_members
from tests.once import loaded_once

DATA: Path = settings.DATA_DIR
MEMBER_FILES = {"members": DATA / "members.csv", "organisations": DATA / "regional_organizations.csv"}
COMMITTEE_FILES = {"committees": DATA / "technical_committees.csv", "ics": DATA / "ics.csv"}
STATISTIC_FILES = {
    "participation": DATA / "participation_by_year.csv",
    "certificates": DATA / "iso_survey_certificates.csv",
    "quality": DATA / "quality_notes.csv",
}

Loads = dict[str, Callable[..., Summary]]


@pytest.fixture(scope="module")
def loads() -> Loads:
    """Every loader of this module's data, ready to be called again."""
    return {
        "members": lambda **changed: load_members(**MEMBER_FILES | changed),
        "committees": lambda **changed: load_committees(**COMMITTEE_FILES | changed),
        "statistics": lambda **changed: load_statistics(**STATISTIC_FILES | changed),
    }


@pytest.fixture(scope="module")
def summaries(
    loads: Loads, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Summary]]:
    with loaded_once(django_db_blocker, lambda: {name: load() for name, load in loads.items()}) as found:
        yield found


@pytest.fixture
def real_data(summaries: dict[str, Summary], db: None) -> None:
    """The real members, committees and statistics."""


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a real file with pieces of text replaced."""

    def edit(name: str, *replacements: tuple[str, str], **_: Any) -> Path:
        text = (DATA / name).read_text(encoding="utf-8")
        for old, new in replacements:
            assert text.count(old) == 1, f"{old!r} is in {name} {text.count(old)} times"
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return edit


def problems_of(load: Callable[[], Summary]) -> list[tuple[str, str]]:
    with pytest.raises(LoadingError) as raised:
        load()
    return [(problem.column, problem.wrong) for problem in raised.value.problems]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
