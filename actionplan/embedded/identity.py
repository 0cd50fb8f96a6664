"""As whom PostgreSQL runs: it refuses root, and initdb wants a user that has a name.

An ordinary user stays what they are.  Root shows itself as an existing unprivileged user
inside a user namespace, so that files stay root's and a closed home stays closed.  Where
namespaces are refused, PostgreSQL becomes that user and keeps one right: to reach its files.
Neither creates a user or changes a permission outside the folder of the data.
"""

import os
import pwd
import subprocess
import sys
from pathlib import Path

from actionplan.embedded.errors import EmbeddedError

LAUNCHER = Path(__file__).with_name("launch.py")
KINDS = ("namespace", "capability")
PREFERRED = ("daemon", "nobody", "www-data")


def identity_for(folder: Path, program: Path) -> str:
    """The launcher's IDENTITY under which `program` may run and reach `folder`."""
    if os.geteuid() != 0 and has_name(os.geteuid()):
        return "same"
    person = unprivileged_person()
    candidates = [f"{kind}:{person.pw_uid}:{person.pw_gid}" for kind in KINDS]
    reasons = {}
    for identity in candidates:
        reasons[identity] = refusal(identity, folder, program)
        if not reasons[identity]:
            return identity
    raise EmbeddedError(
        "PostgreSQL does not run as root, and this system refuses both ways around it:\n"
        + "\n".join(f"  {identity.split(':')[0]}: {reason}" for identity, reason in reasons.items()),
        hint="Run the command as an ordinary user, or allow user namespaces"
        " (sysctl user.max_user_namespaces), or use docker compose.",
    )


def owner_under(identity: str) -> tuple[int, int]:
    """User and group that must own the data, as seen from here."""
    kind, *numbers = identity.split(":")
    if kind == "capability":
        return int(numbers[0]), int(numbers[1])
    return os.geteuid(), os.getegid()


def has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def unprivileged_person() -> pwd.struct_passwd:
    people = {person.pw_name: person for person in pwd.getpwall() if person.pw_uid != 0}
    if not people:
        raise EmbeddedError("There is no user but root here.", hint="Run the command as an ordinary user.")
    return next((people[name] for name in PREFERRED if name in people), next(iter(people.values())))


def refusal(identity: str, folder: Path, program: Path) -> str:
    """Why a program under `identity` cannot run or reach its files; empty when it can."""
    check = f'test -x "$1" && test -r "$2" && test {os.geteuid()} != "$(id -u)"'
    if os.geteuid() != 0:
        check = 'test -x "$1" && test -r "$2"'
    result = subprocess.run(
        [
            *(sys.executable, "-I", str(LAUNCHER), str(os.getpid()), "9", identity),
            *("/bin/sh", "-c", check, "sh", str(program), str(folder)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode == 0:
        return ""
    return (result.stderr.strip().splitlines() or [f"cannot reach {folder} or {program}"])[-1]
