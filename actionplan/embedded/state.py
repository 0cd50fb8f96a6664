"""What is remembered between two starts: ports and passwords, readable by their owner only."""

import fcntl
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from actionplan.embedded.errors import EmbeddedError

STATE_FILE = "services.json"
LOCK_FILE = "lock"


@dataclass
class State:
    """Where the services listen, and the passwords that open them."""

    postgres_port: int = 0
    redis_port: int = 0
    admin_password: str = field(default_factory=secrets.token_urlsafe)
    postgres_password: str = field(default_factory=secrets.token_urlsafe)
    redis_password: str = field(default_factory=secrets.token_urlsafe)
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(64))

    @property
    def database_url(self) -> str:
        return f"postgresql://portal:{self.postgres_password}@127.0.0.1:{self.postgres_port}/portal"

    @property
    def redis_url(self) -> str:
        return f"redis://:{self.redis_password}@127.0.0.1:{self.redis_port}/0"

    def save(self, folder: Path) -> None:
        write_private(folder / STATE_FILE, json.dumps(asdict(self), indent=2))


def load_state(folder: Path) -> State:
    path = folder / STATE_FILE
    return State(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else State()


def write_private(path: Path, text: str) -> None:
    """Write all or nothing, and never readable by others, not for a moment."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def lock(folder: Path, *, wait_seconds: float) -> int:
    """Take the folder's lock; the services inherit it, so it is free only when all have ended."""
    descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                message = f"The services in {folder} are running already."
                raise EmbeddedError(message, hint="Stop them first (Ctrl-C where they run).") from None
            time.sleep(0.1)
        else:
            return descriptor


def is_locked(folder: Path) -> bool:
    if not (folder / LOCK_FILE).exists():
        return False
    try:
        os.close(lock(folder, wait_seconds=0))
    except EmbeddedError:
        return True
    return False
