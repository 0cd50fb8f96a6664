"""PostgreSQL and Redis of the demo: started, stopped and started again for real."""

import json
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis

from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.guard import is_alive
from actionplan.embedded.redis_server import AT_ONCE
from actionplan.embedded.services import Services, running_environment, start_services
from actionplan.embedded.state import load_state

PROJECT = Path(__file__).resolve().parents[2]


@contextmanager
def services_in(folder: Path) -> Iterator[Services]:
    services = start_services(folder, durable=False)
    try:
        yield services
    finally:
        services.stop()


def ask(services: Services, question: str) -> object:
    with closing(psycopg2.connect(services.database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        connection.commit()
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def test_postgres_is_version_18_in_utf8_and_utc(tmp_path: Path) -> None:
    with services_in(tmp_path) as services:
        assert str(ask(services, "SHOW server_version")).startswith("18.")
        assert ask(services, "SHOW server_encoding") == "UTF8"
        assert ask(services, "SHOW timezone") == "UTC"
        assert ask(services, "SELECT datlocale FROM pg_database WHERE datname = 'portal'") == "C.UTF-8"


def test_the_portals_role_is_no_superuser(tmp_path: Path) -> None:
    with services_in(tmp_path) as services:
        assert ask(services, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_redis_wants_its_password_and_evicts_nothing(tmp_path: Path) -> None:
    with services_in(tmp_path) as services:
        with redis.Redis.from_url(services.redis_url) as client:
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        stranger = redis.Redis(port=services.state.redis_port, retry=AT_ONCE)
        with closing(stranger), pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_second_start_keeps_data_ports_and_passwords(tmp_path: Path) -> None:
    with services_in(tmp_path) as first:
        ask(first, "CREATE TABLE kept AS SELECT 42 AS answer")
        addresses = first.environment
    with services_in(tmp_path) as second:
        assert ask(second, "SELECT answer FROM kept") == 42
        assert second.environment == addresses


def test_a_port_taken_meanwhile_is_replaced(tmp_path: Path) -> None:
    with services_in(tmp_path) as first:
        port = first.state.postgres_port
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        with services_in(tmp_path) as second:
            assert second.state.postgres_port != port
            assert ask(second, "SELECT 1") == 1


def test_folder_with_spaces_umlauts_and_a_long_name(tmp_path: Path) -> None:
    folder = tmp_path / "Ein Ordner für Übung" / ("long-" * 40)
    with services_in(folder) as services:
        assert ask(services, "SELECT 1") == 1


def test_passwords_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    with services_in(tmp_path):
        for name in ("services.json", "redis/redis.conf"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_second_start_beside_the_first_is_refused(tmp_path: Path) -> None:
    with services_in(tmp_path), pytest.raises(EmbeddedError, match="running already"):
        start_services(tmp_path, wait_seconds=0)


def test_running_services_are_found_and_stopped_ones_are_not(tmp_path: Path) -> None:
    with services_in(tmp_path) as services:
        assert running_environment(tmp_path) == services.environment
    assert running_environment(tmp_path) == {}


def test_data_of_another_major_version_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0o700)
    (tmp_path / "postgres" / "PG_VERSION").write_text("17\n", encoding="ascii")
    with pytest.raises(EmbeddedError, match="demo-reset"):
        start_services(tmp_path)


SUPERVISOR = """
import json, sys, time
from pathlib import Path
from actionplan.embedded.redis_server import AT_ONCE
from actionplan.embedded.services import start_services
services = start_services(Path(sys.argv[1]), durable=False)
print(json.dumps([child.process.pid for child in services.children]), flush=True)
time.sleep(600)
"""


def test_a_killed_supervisor_leaves_no_process_and_the_next_start_works(tmp_path: Path) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    groups = json.loads(supervisor.stdout.readline())
    assert [is_alive(group) for group in groups] == [True, True]

    supervisor.send_signal(signal.SIGKILL)
    supervisor.communicate()

    deadline = time.monotonic() + 20
    while any(is_alive(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [is_alive(group) for group in groups] == [False, False]
    with services_in(tmp_path) as services:
        assert ask(services, "SELECT 1") == 1


def test_state_survives_as_it_was_saved(tmp_path: Path) -> None:
    with services_in(tmp_path) as services:
        assert load_state(tmp_path) == services.state
