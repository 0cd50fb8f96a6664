"""Root and ordinary users, in folders closed to others: PostgreSQL runs, and nothing else changes.

As root these tests become an ordinary user for their subject; as an ordinary user they are one.
"""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from actionplan.embedded import identity
from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.identity import LAUNCHER, identity_for
from actionplan.embedded.services import start_services
from tests.embedded.test_services import PROJECT, ask, services_in

ORDINARY = """
import os, sys
from pathlib import Path
from actionplan.embedded.services import start_services
assert os.geteuid() != 0
services = start_services(Path(sys.argv[1]), durable=False)
print(services.children[0].program.identity)
services.stop()
"""


@pytest.fixture
def closed_home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home


def test_ordinary_user_in_a_closed_home_needs_no_change_of_identity(closed_home: Path) -> None:
    ordinary = identity_for(closed_home, Path(sys.executable))
    launcher = [sys.executable, "-I", str(LAUNCHER), str(os.getpid()), "15", ordinary]

    result = subprocess.run(
        [*launcher, sys.executable, "-c", ORDINARY, str(closed_home / "demo")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, result.stdout, result.stderr) == (0, "same\n", "")


def test_permissions_above_the_folder_stay_as_they_are(closed_home: Path) -> None:
    with services_in(closed_home / "project" / "demo"):
        pass
    assert stat.S_IMODE(closed_home.stat().st_mode) == 0o700
    assert closed_home.stat().st_uid == os.geteuid()


@pytest.mark.parametrize("kind", identity.KINDS)
def test_each_way_of_not_being_root_starts_in_a_closed_home(
    closed_home: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(identity, "KINDS", (kind,))
    with services_in(closed_home) as services:
        expected = f"{kind}:1:1" if os.geteuid() == 0 else "same"
        assert services.children[0].program.identity == expected
        assert ask(services, "SELECT 1") == 1


def test_data_moves_from_one_way_to_the_other(closed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with services_in(closed_home) as services:
        ask(services, "CREATE TABLE kept AS SELECT 42 AS answer")
    for kinds in (("capability",), ("namespace",)):
        monkeypatch.setattr(identity, "KINDS", kinds)
        with services_in(closed_home) as services:
            assert ask(services, "SELECT answer FROM kept") == 42


def test_where_both_ways_are_refused_the_message_names_a_way_out(
    closed_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "KINDS", ("namespace",))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(identity, "refusal", lambda *_: "Operation not permitted")
    with pytest.raises(EmbeddedError, match="Run the command as an ordinary user"):
        start_services(closed_home)
