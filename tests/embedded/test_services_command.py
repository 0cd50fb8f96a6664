"""`python -m actionplan.embedded.services`, as a developer uses it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from actionplan.embedded import services
from actionplan.embedded.services import start_services
from actionplan.embedded.signals import wait_for_stop
from actionplan.embedded.state import load_state
from tests.embedded.test_services import PROJECT, services_in


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "actionplan.embedded.services", "--folder", str(folder)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_main(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["services", *words])
    return services.main()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_services_run_until_they_are_asked_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    running = start(tmp_path)
    assert running.stdout is not None
    assert running.stdout.readline() == "PostgreSQL and Redis are ready. Ctrl-C stops them.\n"

    running.send_signal(number)

    assert running.communicate() == ("", None)
    assert running.returncode == 0
    assert services.running_environment(tmp_path) == {}


def test_addresses_of_running_services_are_printed_for_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with services_in(tmp_path):
        assert run_main(monkeypatch, "--print-env", "--folder", str(tmp_path)) == 0
    state = load_state(tmp_path)
    assert capsys.readouterr().out == (
        f"export DATABASE_URL={state.database_url}\nexport REDIS_URL={state.redis_url}\n"
    )


def test_where_none_run_it_says_how_to_start_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_main(monkeypatch, "--print-env", "--folder", str(tmp_path)) == 1
    assert "make run" in capsys.readouterr().err


def test_a_server_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    running = start_services(tmp_path, durable=False)
    redis = running.children[1]
    try:
        redis.process.terminate()
        with pytest.raises(services.EmbeddedError, match=r"(?s)Redis ended with code 0\. Its log, .*bye bye"):
            wait_for_stop(running.children)
    finally:
        running.stop()


def test_a_wheel_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(services.EmbeddedError, match=r"carries PostgreSQL is not installed"):
        start_services(tmp_path)
