"""Make `.venv` from a hashed lock, with nothing but Python and the package registries.

`python3 -I actionplan/embedded/bootstrap.py demo` installs what `make demo` needs,
`… development` what `make check` needs, and `… development browser` what `make test` needs.
What the system itself lacks is found first, all at once.

Standard library only: it runs before anything is installed.
"""

import argparse
import ctypes
import errno
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import FrameType

PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOG = PROJECT / ".local" / "logs" / "setup.log"
LAST_PORT = 65535
INCLUDES = {"demo": ("demo",), "development": ("demo", "development")}
"""What each lock holds: the development lock holds all of the demo's."""
BROWSER = "browser"


class BootstrapError(Exception):
    """A sentence for a person, with a way out."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=[*INCLUDES, BROWSER], nargs="+")
    parser.add_argument("--port", action="store_true", help="first see that HOST and PORT are free")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, leave)
    try:
        if options.port:
            require_free_port(*address())
        ensure_system(options.what)
        for what in options.what:
            ensure_browser() if what == BROWSER else ensure_environment(what)
    except BootstrapError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def leave(number: int, _frame: FrameType | None) -> None:
    """End through exceptions, so that a running installer is ended too."""
    raise SystemExit(128 + number)


def say(words: str, *, end: str = "\n") -> None:
    sys.stderr.write(words + end)
    sys.stderr.flush()


# The address of the web server


def address() -> tuple[str, int]:
    """HOST and PORT of the environment, or their defaults."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
        raise BootstrapError(f"PORT is “{port}”; it must be a number from 1 to 65535.")
    return host, int(port)


def require_free_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except PermissionError:
            message = f"Port {port} is reserved for root. Choose one above 1023: make demo PORT=8080"
            raise BootstrapError(message) from None
        except socket.gaierror:
            raise BootstrapError(f"HOST is “{host}”, which is no address of this machine.") from None
        except OSError as error:
            raise BootstrapError(port_message(host, port, error)) from None


def port_message(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        another = port + 1 if port < LAST_PORT else 8000
        return f"Port {port} on {host} is in use. Stop what uses it, or choose another: PORT={another}"
    return f"The portal cannot listen on {host}, port {port}: {error.strerror}."


# The virtual environment


def ensure_environment(lock: str) -> None:
    """Leave at once where the lock is installed; the stamp is written only after all went well."""
    if installed().get(lock) == fingerprint(lock) and works():
        return
    if sys.version_info < (3, 11):
        raise BootstrapError("Python 3.11 or later is needed: make demo PYTHON=python3.11")
    if not works():
        create_environment()
    install(lock)
    write_stamp(lock)


def fingerprint(lock: str) -> str:
    return hashlib.sha256((PROJECT / "requirements" / f"{lock}.txt").read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(lock: str) -> None:
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps({name: fingerprint(name) for name in INCLUDES[lock]}), encoding="utf-8")
    draft.replace(STAMP)


def works() -> bool:
    if not VENV_PYTHON.exists():
        return False
    inside = "import sys; raise SystemExit(sys.prefix == sys.base_prefix)"
    return succeeds([str(VENV_PYTHON), "-I", "-c", inside])


def succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def create_environment() -> None:
    """Debian splits `ensurepip` off: use it, else the system's pip."""
    say("Creating .venv")
    options = [] if has_module("ensurepip") else ["--without-pip"]
    run_logged([sys.executable, "-m", "venv", "--clear", *options, str(VENV)], "Creating .venv")


def has_module(name: str) -> bool:
    """Asked of a new process: the answer changes when a package is installed meanwhile."""
    return succeeds([sys.executable, "-I", "-c", f"import {name}"])


def system_pip_can_help() -> bool:
    """`pip --python` came with pip 22.3."""
    return succeeds([sys.executable, "-I", "-m", "pip", "--python", sys.executable, "--version"])


def pip() -> list[str]:
    inside = [str(VENV_PYTHON), "-I", "-m", "pip"]
    if succeeds([*inside, "--version"]):
        return inside
    return [sys.executable, "-I", "-m", "pip", "--python", str(VENV_PYTHON)]


def install(lock: str) -> None:
    path = PROJECT / "requirements" / f"{lock}.txt"
    total = sum("==" in line for line in path.read_text(encoding="utf-8").splitlines())
    STAMP.unlink(missing_ok=True)
    options = ["--require-hashes", "--no-deps", "--no-compile", "--disable-pip-version-check", "--no-input"]
    command = [*pip(), "install", *options, "-r", str(path)]
    run_logged(command, f"Installing packages of requirements/{lock}.txt", counted="Collecting ", total=total)


def run_logged(command: Sequence[str], title: str, *, counted: str = "", total: int = 0) -> None:
    """Run quietly with a bar; what it said goes to the log, and to the person when it fails."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            for line in process.stdout or ():
                lines.append(line)
                if counted and line.startswith(counted):
                    show_bar(title, sum(text.startswith(counted) for text in lines), total)
        except BaseException:
            process.terminate()
            raise
    if counted:
        show_bar(title, total, total)
        say("")
    LOG.write_text("".join(lines), encoding="utf-8")
    if process.returncode != 0:
        raise BootstrapError(f"{title} failed. {LOG} ends:\n" + "".join(lines[-12:]))


def show_bar(title: str, done: int, total: int) -> None:
    if not sys.stderr.isatty() and done < total:
        return
    width = 24
    filled = width * done // max(total, 1)
    say(f"\r{title}  {'█' * filled}{'·' * (width - filled)}  {done}/{total}", end="")


# What the system itself must have


def can_make_environment() -> bool:
    return works() or has_module("ensurepip") or system_pip_can_help()


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


NEEDS: dict[str, tuple[str, Callable[[], bool]]] = {
    "python3-venv": ("Python's venv module", can_make_environment),
    "chromium": ("Chromium", lambda: shutil.which("chromium") is not None),
    "libatomic1": ("the library libatomic.so.1", lambda: has_library("libatomic.so.1")),
}
"""Debian's packages: what each brings, and whether that is here."""
NEEDED_BY = {
    **dict.fromkeys(INCLUDES, ("python3-venv",)),
    BROWSER: ("chromium", "libatomic1"),  # Playwright's driver is a Node.js that links libatomic
}


def ensure_system(wanted: Iterable[str]) -> None:
    """Install the Debian packages that are missing, or name them all before any work starts."""
    packages = dict.fromkeys(package for what in wanted for package in NEEDED_BY[what])
    missing = [package for package in packages if not NEEDS[package][1]()]
    if not missing or (shutil.which("apt-get") is None and set(missing) <= set(NEEDED_BY[BROWSER])):
        return  # without apt, Playwright may still have a browser to download
    names = ", ".join(NEEDS[package][0] for package in missing)
    command = "apt-get install --no-install-recommends " + " ".join(missing)
    prefix = apt_prefix()
    if prefix is None:
        raise BootstrapError(f"This machine lacks {names}. An administrator can add it:\n\n    {command}\n")
    say(f"This machine lacks {names}: {command}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    run_logged([*apt, "update"], "apt-get update")
    run_logged([*apt, *command.split(" ")[1:]], command)


def apt_prefix() -> list[str] | None:
    """How apt-get may be run here without asking for a password; None where it may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and succeeds([sudo, "-n", "true"]):
        return [sudo, "-n"]
    return None


# The browser


def ensure_browser() -> None:
    """The driver runs, and there is a Chromium: the system's, else Playwright's download."""
    run_logged([str(VENV_PYTHON), "-I", "-m", "playwright", "--version"], "Starting Playwright's driver")
    if shutil.which("chromium") is None:
        say("The browser tests need Chromium: asking Playwright for it")
        download = [str(VENV_PYTHON), "-I", "-m", "playwright", "install", "chromium"]
        run_logged(download, "No Chromium on this machine, and Playwright's download")


if __name__ == "__main__":
    sys.exit(main())
