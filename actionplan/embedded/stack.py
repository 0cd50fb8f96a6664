"""The portal's own processes: web server, workers and beat, and how they are found well."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
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
    def url(self) -> str:
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
        return f"http://{with_port(anywhere.get(self.host, self.host), self.port)}"


def with_port(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@dataclass(frozen=True, kw_only=True)
class Server:
    """A program that keeps running, and the question whether it is well."""

    program: Program
    is_well: Callable[[], bool]


def environment_of(services: Services, address: Address, settings: str) -> dict[str, str]:
    """The caller's environment, with the variables that point into the demo."""
    ours = {
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": services.state.secret_key,
        "MEDIA_ROOT": str(services.folder / "media"),
        "BASE_URL": address.url,
        "HOST": address.host,
        "PORT": str(address.port),
        "PYTHONUNBUFFERED": "1",
    }
    return dict(os.environ) | services.environment | ours


def web_command(address: Address, *, reloads: bool) -> list[str]:
    if reloads:
        return [PYTHON, "manage.py", "runserver", with_port(address.host, address.port)]
    return [PYTHON, "-m", "actionplan.serve", "web"]


def servers(
    services: Services, address: Address, environment: Mapping[str, str], *, reloads: bool
) -> list[Server]:
    def server(name: str, command: Sequence[str], is_well: Callable[[], bool]) -> Server:
        program = Program(
            name=f"The {name}",
            command=command,
            folder=PROJECT,
            log=services.folder / "logs" / f"{name}.log",
            environment=environment,
            # Celery takes the first as "finish your task", the second as "now".
            stop_signals=(signal.SIGTERM, signal.SIGQUIT),
        )
        return Server(program=program, is_well=is_well)

    serve = [PYTHON, "-m", "actionplan.serve"]
    return [
        server("web", web_command(address, reloads=reloads), lambda: health.web_is_well(address.url)),
        server("worker", [*serve, "worker"], lambda: health.worker_is_well(services.redis_url, seconds=0.5)),
        server(
            "mail",
            [*serve, "mail"],
            lambda: health.worker_is_well(services.redis_url, name="mail", seconds=0.5),
        ),
        server("beat", [*serve, "beat"], lambda: health.beat_is_well(services.redis_url)),
    ]
