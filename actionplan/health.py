"""Whether the web server, the workers and the beat are well; asked from outside, without Django.

`python -m actionplan.health web` (or `worker`, or `mail`, or `beat`) ends with code 0 when it is well.
"""

import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

import redis
from celery import Celery
from kombu.exceptions import OperationalError

BEAT_KEY = "portal:beat"
BEAT_SECONDS = 60
"""Beat renews its key every few seconds; a key that has gone means a beat that has."""


def web_is_well(url: str, *, host: str = "") -> bool:
    """Whether the web server answers; `host` is a name it is known by, where that is not in the URL."""
    question = urllib.request.Request(f"{url}/health/", headers={"Host": host} if host else {})  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(question, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def worker_is_well(redis_url: str, *, name: str = "celery", seconds: float = 2) -> bool:
    """Whether this machine's worker of that name answers a ping."""
    with Celery(broker=redis_url, set_as_current=False) as celery:
        try:
            return bool(celery.control.ping(destination=[f"{name}@{socket.gethostname()}"], timeout=seconds))
        except (OperationalError, redis.RedisError):  # before it is asked, or while
            return False


def beat_is_well(redis_url: str) -> bool:
    try:
        with redis.Redis.from_url(redis_url) as client:
            return bool(client.exists(BEAT_KEY))
    except redis.RedisError:
        return False


def known_name() -> str:
    """The first of ALLOWED_HOSTS: the web server answers to no other name."""
    return os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().removeprefix(".").replace("*", "")


def main(arguments: list[str]) -> int:
    redis_url = os.environ.get("REDIS_URL", "")
    checks: dict[str, Callable[[], bool]] = {
        "web": lambda: web_is_well(f"http://127.0.0.1:{os.environ.get('PORT') or 8000}", host=known_name()),
        "worker": lambda: worker_is_well(redis_url, seconds=5),
        "mail": lambda: worker_is_well(redis_url, name="mail", seconds=5),
        "beat": lambda: beat_is_well(redis_url),
    }
    if len(arguments) != 1 or arguments[0] not in checks:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0 if checks[arguments[0]]() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
