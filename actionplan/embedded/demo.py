"""`make demo`: the whole portal on this machine, from nothing to a page that can be opened.

With `--development` the same for those who change the code: it reloads what they change.
"""

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from actionplan.embedded import stack, steps
from actionplan.embedded.bootstrap import BootstrapError, address, require_free_port
from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.launch import die_with
from actionplan.embedded.process import Child, Program, wait_for
from actionplan.embedded.services import DEMO, DEVELOPMENT, Services, start_services
from actionplan.embedded.signals import interruptible, wait_for_stop
from actionplan.embedded.state import is_locked
from actionplan.embedded.steps import PROJECT, Step, mark_done

SLOWEST_START = 180
"""Seconds that a small, busy machine may need until a server is well."""


def say(words: str = "") -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What differs between a demo and a developer's run."""

    folder: Path
    settings: str
    reloads: bool


KINDS = {
    False: Kind(folder=DEMO, settings="actionplan.settings.demo", reloads=False),
    True: Kind(folder=DEVELOPMENT, settings="actionplan.settings.development", reloads=True),
}


class Demo:
    """Everything that runs, and the order in which it starts and stops."""

    def __init__(self, kind: Kind, where: stack.Address) -> None:
        self.kind = kind
        self.where = where
        self.started = time.monotonic()
        self.services: Services | None = None
        self.children: list[Child] = []

    def run(self) -> None:
        self.services = start_services(self.kind.folder)
        environment = stack.environment_of(self.services, self.where, self.kind.settings)
        for step in steps.steps_to_do(self.kind.folder, steps.STEPS):
            self.do(step, self.services, environment)
        signins = self.start_manage(self.services, environment, "sample_signins", log="signins.log")
        self.start_servers(self.services, environment)
        signins.process.wait()
        self.announce(signins)
        wait_for_stop([*self.services.children, *self.children])

    def do(self, step: Step, services: Services, environment: dict[str, str]) -> None:
        say(step.title)
        began = time.monotonic()
        child = self.start_manage(services, environment, *step.command)
        if child.process.wait() != 0:
            raise EmbeddedError(f"“manage.py {step.name}” failed; what it said is above.")
        self.forget(child)
        say(f"  done in {time.monotonic() - began:.0f} s")
        mark_done(services.folder, step)

    def start_manage(
        self, services: Services, environment: dict[str, str], *words: str, log: str = ""
    ) -> Child:
        """Run a management command; without a log it speaks to the person directly."""
        path = fresh_log(services.folder, log) if log else None
        command = [sys.executable, "manage.py", *words]
        program = Program(name=words[0], command=command, folder=PROJECT, log=path, environment=environment)
        child = Child(program, services.guard)
        self.children.append(child)
        return child

    def start_servers(self, services: Services, environment: dict[str, str]) -> None:
        say("Start web server, workers and beat")
        servers = stack.servers(services, self.where, environment, reloads=self.kind.reloads)
        for server in servers:
            fresh_log(services.folder, f"{server.program.name.split()[-1]}.log")
        started = [(Child(server.program, services.guard), server) for server in servers]
        self.children += [child for child, _server in started]
        for child, server in started:
            wait_for(child, server.is_well, seconds=SLOWEST_START)

    def forget(self, child: Child) -> None:
        child.stop()
        self.children.remove(child)

    def announce(self, signins: Child) -> None:
        seconds = time.monotonic() - self.started
        signins.require_success()
        self.forget(signins)
        say(f"\nReady in {seconds:.0f} s.\n\n    {self.where.url}\n")
        say(signins.output())
        say(f"The e-mails it writes: {self.where.url}/demo/mail/")
        say(f"Logs: {self.kind.folder / 'logs'}")
        say("Ctrl-C stops everything; the data is kept for the next start.")

    def stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        while self.children:
            self.children.pop().stop()
        if self.services:
            self.services.stop()


def fresh_log(folder: Path, name: str) -> Path:
    """The last run's log is kept beside the new one."""
    log = folder / "logs" / name
    if log.exists():
        log.replace(log.with_suffix(".log.before"))
    return log


def reset(folder: Path) -> None:
    if is_locked(folder):
        raise EmbeddedError("The demo is running.", hint="Stop it with Ctrl-C where it runs, then try again.")
    if folder.exists():
        say("Forget the demo's data")
        shutil.rmtree(folder)


def follow_make() -> None:
    """A make that is killed takes us along; a shell that ends does not."""
    if "MAKELEVEL" in os.environ:
        die_with(os.getppid(), signal.SIGTERM)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="forget what was entered, and load anew")
    parser.add_argument("--development", action="store_true", help="reload changed code")
    parser.add_argument("--folder", type=Path, help="keep the data elsewhere than in .local")
    options = parser.parse_args(arguments)
    follow_make()
    try:
        kind = KINDS[options.development]
        if options.folder:
            kind = replace(kind, folder=options.folder.resolve())
        return start(kind, reset_first=options.reset)
    except (BootstrapError, EmbeddedError) as error:
        sys.stderr.write(f"\n{error}\n")
    except PermissionError as error:
        hint = "belongs to somebody else; was the demo started as another user before?"
        sys.stderr.write(f"\n{error.filename} {hint}\n")
    return 1


def start(kind: Kind, *, reset_first: bool) -> int:
    host, port = address()
    require_free_port(host, port)
    if reset_first:
        reset(kind.folder)
    demo = Demo(kind, stack.Address(host=host, port=port))
    with interruptible():
        try:
            demo.run()
        finally:
            demo.stop()
    say("\nStopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
