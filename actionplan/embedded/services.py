"""PostgreSQL and Redis for one folder: `start_services(folder)` … `.stop()`.

`python -m actionplan.embedded.services` runs them until it is stopped; with `--print-env` it
prints DATABASE_URL and REDIS_URL of those that run.
"""

import argparse
import os
import shlex
import sys
from pathlib import Path

from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.guard import Guard
from actionplan.embedded.ports import free_port
from actionplan.embedded.postgres import start_postgres
from actionplan.embedded.process import Child
from actionplan.embedded.redis_server import start_redis
from actionplan.embedded.signals import interruptible, wait_for_stop
from actionplan.embedded.state import State, is_locked, load_state, lock

PROJECT = Path(__file__).resolve().parents[2]
LOCAL = PROJECT / ".local"
DEVELOPMENT, DEMO = LOCAL / "development", LOCAL / "demo"


class Services:
    """PostgreSQL and Redis that run, and the addresses that an application needs."""

    def __init__(self, folder: Path, *, durable: bool, wait_seconds: float) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = lock(folder, wait_seconds=wait_seconds)
        self.state = remembered(folder)
        self.guard = Guard()
        self.children: list[Child] = []
        try:
            for start in (start_postgres, start_redis):
                self.children.append(start(folder, self.state, self.guard, durable=durable, lock=self._lock))
        except BaseException:
            self.stop()
            raise

    @property
    def database_url(self) -> str:
        return self.state.database_url

    @property
    def redis_url(self) -> str:
        return self.state.redis_url

    @property
    def environment(self) -> dict[str, str]:
        return addresses(self.state)

    def stop(self) -> None:
        """Stop in the reverse order of the start; calling it twice does no harm."""
        while self.children:
            self.children.pop().stop()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        self.guard.close()


def start_services(folder: Path, *, durable: bool = True, wait_seconds: float = 15) -> Services:
    """Start both in `folder`; `durable` survives a power cut, otherwise tests run faster.

    Waits for services of the same folder that are just ending; raises EmbeddedError when they do not.
    """
    return Services(folder, durable=durable, wait_seconds=wait_seconds)


def remembered(folder: Path) -> State:
    """Ports and passwords of the last start; another port where one was taken meanwhile."""
    state = load_state(folder)
    state.postgres_port = free_port(state.postgres_port)
    state.redis_port = free_port(state.redis_port)
    state.save(folder)
    return state


def addresses(state: State) -> dict[str, str]:
    return {"DATABASE_URL": state.database_url, "REDIS_URL": state.redis_url}


def running_environment(*folders: Path) -> dict[str, str]:
    """DATABASE_URL and REDIS_URL of the first folder whose services run; empty when none do."""
    for folder in folders or (DEVELOPMENT, DEMO):
        if is_locked(folder):
            return addresses(load_state(folder))
    return {}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the data is kept, if not in .local")
    parser.add_argument("--print-env", action="store_true", help="print the addresses of running services")
    options = parser.parse_args()
    try:
        folders = [options.folder.resolve()] if options.folder else [DEVELOPMENT, DEMO]
        return print_environment(*folders) if options.print_env else run(folders[0])
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def print_environment(*folders: Path) -> int:
    found = running_environment(*folders)
    for name, value in found.items():
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
    if not found:
        sys.stderr.write("No services run here. Start them with `make run` or `make demo`.\n")
    return 0 if found else 1


def run(folder: Path) -> int:
    with interruptible():
        services = start_services(folder)
        try:
            sys.stdout.write("PostgreSQL and Redis are ready. Ctrl-C stops them.\n")
            sys.stdout.flush()
            wait_for_stop(services.children)
        finally:
            services.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
