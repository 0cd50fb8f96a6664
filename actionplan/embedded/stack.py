"""The portal's own processes: web server, worker and beat, and how they are found well."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from actionplan import health
from actionplan.embedded.process import Program
from actionplan.embedded.services import Services

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the web server listens, and how a browser on this machine reaches it."""

    host: str
    port: int

    @property
    def bind(self) -> str:
        return f"{self._bracketed(self.host)}:{self.port}"

    @property
    def url(self) -> str:
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
        return f"http://{self._bracketed(anywhere.get(self.host, self.host))}:{self.port}"

    @staticmethod
    def _bracketed(host: str) -> str:
        return f"[{host}]" if ":" in host else host


@dataclass(frozen=True, kw_only=True)
class Server:
    """A program that keeps running, and the question whether it is well."""

    program: Program
    is_well: Callable[[], bool]


def environment_of(services: Services, address: Address, settings: str) -> dict[str, str]:
    return dict(os.environ) | services.environment | {
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": services.state.secret_key,
        "MEDIA_ROOT": str(services.folder / "media"),
        "BASE_URL": address.url,
        "HOST": address.host,
        "PORT": str(address.port),
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


def gunicorn(address: Address) -> list[str]:
    options = {"--bind": address.bind, "--workers": "2", "--threads": "4", "--access-logfile": "-"}
    words = [word for option in options.items() for word in option]
    return [PYTHON, "-m", "gunicorn", "actionplan.wsgi:application", *words, "--no-control-socket"]


def runserver(address: Address) -> list[str]:
    return [PYTHON, "manage.py", "runserver", address.bind]


def celery(*words: str) -> list[str]:
    return [PYTHON, "-m", "celery", "--app", "actionplan", *words, "--loglevel", "INFO"]


def servers(
    services: Services, address: Address, environment: Mapping[str, str], *, web: list[str]
) -> list[Server]:
    def program(name: str, command: list[str], *signals: signal.Signals) -> Program:
        log = services.folder / "logs" / f"{name}.log"
        return Program(
            name=f"The {name}", command=command, folder=PROJECT, log=log, environment=environment,
            stop_signals=signals or (signal.SIGTERM,),
        )  # fmt: skip

    worker = celery("worker", "--concurrency", "2", "--without-gossip", "--without-mingle")
    beat = celery("beat", "--pidfile", "")
    return [
        Server(program=program("web", web), is_well=lambda: health.web_is_well(address.url)),
        Server(
            program=program("worker", worker, signal.SIGTERM, signal.SIGQUIT),
            is_well=lambda: health.worker_is_well(services.redis_url, seconds=0.5),
        ),
        Server(program=program("beat", beat), is_well=lambda: health.beat_is_well(services.redis_url)),
    ]
