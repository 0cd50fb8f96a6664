"""The set-up that runs before anything is installed: what it checks, and what it says."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from actionplan.embedded import bootstrap
from actionplan.embedded.bootstrap import BootstrapError

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def make(*words: str) -> subprocess.CompletedProcess[str]:
    """As typed by a person, also when the tests run under make."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *words], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / ".venv"
    place.mkdir()
    monkeypatch.setattr(bootstrap, "VENV", place)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", place / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", place / "installed.json")
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "logs" / "setup.log")
    return place


def test_a_port_in_use_is_told_before_anything_starts(taken_port: int) -> None:
    result = make("demo", f"PORT={taken_port}")
    assert result.returncode == 2
    assert result.stdout == ""
    assert f"Port {taken_port} on 127.0.0.1 is in use." in result.stderr
    assert f"PORT={taken_port + 1}" in result.stderr


def test_a_port_that_is_no_number_is_told() -> None:
    result = make("demo", "PORT=http")
    assert result.returncode == 2
    assert "PORT is “http”; it must be a number from 1 to 65535." in result.stderr


def test_a_host_of_another_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BootstrapError, match=r"cannot listen on 192\.0\.2\.1"):
        bootstrap.require_free_port("192.0.2.1", 8000)


def test_host_and_port_have_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.setenv("PORT", "")
    assert bootstrap.address() == ("127.0.0.1", 8000)


def test_errors_are_sentences_and_not_traces(
    taken_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", str(taken_port))
    assert bootstrap.main(["demo", "--port"]) == 1
    assert capsys.readouterr().err.startswith(f"\nPort {taken_port} on 127.0.0.1 is in use.")


def test_a_request_to_end_ends_what_runs() -> None:
    with pytest.raises(SystemExit) as ending:
        bootstrap.leave(signal.SIGTERM, None)
    assert ending.value.code == 143


def test_an_incomplete_venv_module_falls_back_to_the_systems_pip(
    venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "has_module", lambda _name: False)
    monkeypatch.setattr(bootstrap, "system_pip_can_help", lambda: True)

    bootstrap.create_environment()

    assert bootstrap.works()
    assert bootstrap.pip() == [sys.executable, "-I", "-m", "pip", "--python", str(venv / "bin" / "python")]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has apt-get, and nothing that the portal needs."""
    nothing = {package: (words, lambda: False) for package, (words, _here) in bootstrap.NEEDS.items()}
    monkeypatch.setattr(bootstrap, "NEEDS", nothing)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    commands: list[str] = []
    monkeypatch.setattr(bootstrap, "run_logged", lambda command, _title: commands.append(" ".join(command)))
    return commands


def test_all_that_is_missing_is_named_in_one_line_before_work_starts(
    bare: None, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    line = "apt-get install --no-install-recommends python3-venv chromium libatomic1"

    with pytest.raises(BootstrapError) as raised:
        bootstrap.ensure_system(["development", "browser"])

    assert line in str(raised.value).splitlines()[2]
    assert "Python's venv module, Chromium, the library libatomic.so.1" in str(raised.value)
    assert ran == []


def test_an_administrator_gets_it_installed_at_once(
    bare: None, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)

    bootstrap.ensure_system(["development", "browser"])

    [update, install] = ran
    assert update.endswith("apt-get --quiet --yes update")
    assert install.endswith("--yes install --no-install-recommends python3-venv chromium libatomic1")


def test_the_demonstration_needs_no_browser(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(BootstrapError, match="recommends python3-venv\n"):
        bootstrap.ensure_system(["demo"])


def test_what_is_here_is_not_asked_for(ran: list[str]) -> None:
    bootstrap.ensure_system(["development", "browser"])

    assert ran == []


def test_a_library_is_loaded_to_see_that_it_is_here() -> None:
    assert bootstrap.has_library("libc.so.6")
    assert not bootstrap.has_library("libnowhere.so.1")


def test_readme_names_all_that_is_needed_in_one_line() -> None:
    lines = (PROJECT / "README.md").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in lines if line.startswith("sudo apt-get install")]

    assert {*bootstrap.NEEDS, "python3", "make", "git"} == set(line.split(" ")[4:])


def test_every_package_of_the_lock_is_installed_with_its_hash(
    venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[list[str], int]] = []
    monkeypatch.setattr(bootstrap, "pip", lambda: ["pip"])
    monkeypatch.setattr(
        bootstrap, "run_logged", lambda command, _title, **bar: ran.append((command, bar["total"]))
    )

    bootstrap.install("demo")

    [(command, total)] = ran
    assert command[:4] == ["pip", "install", "--require-hashes", "--no-deps"]
    assert command[-1] == str(PROJECT / "requirements" / "demo.txt")
    lock = (PROJECT / "requirements" / "demo.txt").read_text(encoding="utf-8")
    assert total == len(re.findall(r"^[a-z0-9.-]+==", lock, flags=re.MULTILINE | re.IGNORECASE))


def test_an_installed_lock_is_not_installed_again(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installs: list[str] = []
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    monkeypatch.setattr(bootstrap, "install", installs.append)

    for lock in ("demo", "demo", "development", "development", "demo"):
        bootstrap.ensure_environment(lock)

    assert installs == ["demo", "development"]


def test_a_changed_lock_is_installed_again(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installs: list[str] = []
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    monkeypatch.setattr(bootstrap, "install", installs.append)
    bootstrap.STAMP.write_text('{"demo": "an older lock"}', encoding="utf-8")

    bootstrap.ensure_environment("demo")

    assert installs == ["demo"]
    assert bootstrap.installed() == {"demo": bootstrap.fingerprint("demo")}


def test_an_environment_is_made_and_works(venv: Path) -> None:
    assert not bootstrap.works()
    bootstrap.create_environment()
    assert bootstrap.works()


def test_a_failing_installer_is_quoted(venv: Path) -> None:
    command = [sys.executable, "-c", "print('no such package'); raise SystemExit(1)"]
    with pytest.raises(BootstrapError, match=r"Installing failed(.|\n)*no such package"):
        bootstrap.run_logged(command, "Installing", counted="Collecting", total=3)


def test_a_driver_that_does_not_start_is_quoted(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", Path("/bin/false"))
    with pytest.raises(BootstrapError, match="Starting Playwright's driver failed"):
        bootstrap.ensure_browser()


def test_without_any_way_to_a_browser_it_is_told(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = venv / "python"
    fake.write_text("#!/bin/sh\n[ $4 = --version ]\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", fake)

    bootstrap.ensure_system(["development", "browser"])
    with pytest.raises(BootstrapError, match="No Chromium on this machine, and Playwright's download failed"):
        bootstrap.ensure_browser()
