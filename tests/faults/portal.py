"""The whole portal as processes of its own, with a PostgreSQL and a Redis that a test may stop."""

import http.client
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg2
from django.conf import settings
from django.test import Client

from actionplan import health
from actionplan.embedded import stack
from actionplan.embedded.demo import SLOWEST_START
from actionplan.embedded.ports import free_port
from actionplan.embedded.postgres import binary, start_postgres
from actionplan.embedded.process import Child, wait_for
from actionplan.embedded.redis_server import start_redis
from actionplan.embedded.services import Services, start_services
from members.models import User
from tests.faults.mail_server import MailServer
from tests.processes import PATIENCE, address_of_database

TOKEN = "t" * 32
"""Of forms: cookie and field say the same, which is all that is asked over plain HTTP."""


def dump(path: Path, *, database: str = "") -> None:
    """This test's database or another one beside it, as `pg_dump` writes it."""
    address = address_of_database(database)
    command = [binary("pg_dump"), "--format=custom", f"--file={path}", address]
    subprocess.run(command, check=True)


def restore(path: Path, database_url: str) -> None:
    command = [binary("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={database_url}", str(path)]
    subprocess.run(command, check=True)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


class Person:
    """Somebody with a session, asking the web server."""

    def __init__(self, url: str, session: str = "") -> None:
        self.address = urlsplit(url)
        self.cookies = f"csrftoken={TOKEN}" + (
            f"; {settings.SESSION_COOKIE_NAME}={session}" if session else ""
        )

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, "", headers)

    def post(self, path: str, **fields: Any) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields | {"csrfmiddlewaretoken": TOKEN}), form)

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        line = http.client.HTTPConnection(str(self.address.hostname), self.address.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, {"Cookie": self.cookies} | headers)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            line.close()


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Portal:
    """Web server, workers and beat on stores of their own, holding what was dumped."""

    def __init__(self, folder: Path, dumped: Path, mail: MailServer) -> None:
        self.mail = mail
        self.services: Services = start_services(folder, durable=False)
        self.servers: dict[str, tuple[Child, stack.Server]] = {}
        restore(dumped, self.services.database_url)
        self.where = stack.Address(host="127.0.0.1", port=free_port())
        environment = stack.environment_of(self.services, self.where, "tests.faults.served_settings") | {
            "SECRET_KEY": settings.SECRET_KEY,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail.port),
            "EMAIL_USE_TLS": "false",
            "CELERY_CONCURRENCY": "1",
            "LOG_LEVEL": "WARNING",
        }
        for server in stack.servers(self.services, self.where, environment, reloads=False):
            self.servers[server.program.name] = Child(server.program, self.services.guard), server

    def wait_until_well(self) -> None:
        for child, server in self.servers.values():
            wait_for(child, server.is_well, seconds=SLOWEST_START)

    def stop(self) -> None:
        for child, _server in self.servers.values():
            child.ask_to_stop()
        for child, _server in self.servers.values():
            child.stop()
        self.services.stop()

    def require_running(self) -> None:
        """The processes that were started are those that run."""
        for child, _server in self.servers.values():
            child.require_running()

    def is_well(self) -> bool:
        url = self.services.redis_url
        workers = [health.worker_is_well(url, name=name, seconds=5) for name in ("celery", "mail")]
        return all(workers) and health.web_is_well(self.where.url) and self.beat_is_well()

    def log_of(self, name: str) -> str:
        return self.servers[f"The {name}"][0].output()

    @contextmanager
    def without_redis(self) -> Iterator[None]:
        services = self.services
        services.children[1].stop()
        yield
        services.children[1] = start_redis(
            services.folder, services.state, services.guard, durable=False, lock=services._lock
        )

    @contextmanager
    def without_database(self) -> Iterator[None]:
        services = self.services
        services.children[0].stop()
        yield
        services.children[0] = start_postgres(
            services.folder, services.state, services.guard, durable=False, lock=services._lock
        )

    def connect(self) -> "psycopg2.extensions.connection":
        return psycopg2.connect(self.services.database_url)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the portal's database says."""
        database = self.connect()
        try:
            with database.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall()
        finally:
            database.close()

    def beat_is_well(self) -> bool:
        return health.beat_is_well(self.services.redis_url)
