"""The portal's four processes, started alike by the demo, by containers and by hand.

`python -m actionplan.serve web` (or `worker`, or `mail`, or `beat`) becomes that process; HOST, PORT,
WEB_CONCURRENCY and CELERY_CONCURRENCY of the environment say how.
"""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

from actionplan.settings.environment import MAIL_QUEUE, Environment

QUEUE = "celery"


def web(environment: Environment) -> list[str]:
    host = f"[{environment.host}]" if ":" in environment.host else environment.host
    return [
        *("gunicorn", "actionplan.wsgi:application", "--bind", f"{host}:{environment.port}"),
        *("--workers", str(environment.web_concurrency), "--threads", "4"),
        *("--logger-class", "kernel.gunicorn_logs.GunicornLogger", "--no-control-socket"),
    ]


def celery_worker(environment: Environment, name: str, *, processes: int) -> list[str]:
    """A worker for the queue of its name."""
    return [
        *("celery", "--app", "actionplan", "worker", "--loglevel", environment.log_level),
        *("--queues", name, "--hostname", f"{name}@%h", "--concurrency", str(processes)),
        *("--without-gossip", "--without-mingle"),
    ]


def worker(environment: Environment) -> list[str]:
    return celery_worker(environment, QUEUE, processes=environment.celery_concurrency)


def mail(environment: Environment) -> list[str]:
    """A worker for e-mails alone, so that a mail server that hangs holds nothing else."""
    return celery_worker(environment, MAIL_QUEUE, processes=1)


def beat(environment: Environment) -> list[str]:
    return ["celery", "--app", "actionplan", "beat", "--loglevel", environment.log_level, "--pidfile", ""]


PROCESSES: dict[str, Callable[[Environment], list[str]]] = {
    "web": web,
    "worker": worker,
    "mail": mail,
    "beat": beat,
}


def become(command: list[str]) -> NoReturn:
    os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606 - no shell is the point


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in PROCESSES:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    become(PROCESSES[arguments[0]](Environment()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
