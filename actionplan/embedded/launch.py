"""Become another program that dies with its parent, and never runs as root where asked not to.

Run as `python -I launch.py PARENT SIGNAL IDENTITY PROGRAM [ARGUMENT …]`; a script of its own
(standard library only), so that nothing of the portal runs between fork and exec.

IDENTITY is one of
  same               keep the user
  namespace:UID:GID  show ourselves as UID:GID inside a user namespace; files stay ours outside
  capability:UID:GID become UID:GID, but keep the right to reach files in closed folders
"""

import ctypes
import os
import sys
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522


class CapabilityHeader(ctypes.Structure):
    """`struct __user_cap_header_struct` of capset(2)."""

    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class CapabilityData(ctypes.Structure):
    """`struct __user_cap_data_struct` of capset(2)."""

    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def require_success(result: int, call: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")


def enter_namespace(uid: int, gid: int) -> None:
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    require_success(LIBC.unshare(CLONE_NEWUSER), "unshare")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{uid} {outer_uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{gid} {outer_gid} 1", encoding="ascii")


def keep_file_access(uid: int, gid: int) -> None:
    require_success(LIBC.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0), "prctl")
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    data = (CapabilityData * 2)()
    data[0] = CapabilityData(*[1 << CAP_DAC_OVERRIDE] * 3)
    require_success(LIBC.capset(ctypes.byref(CapabilityHeader(CAPABILITY_VERSION_3, 0)), data), "capset")
    require_success(LIBC.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0), "prctl")


def take_identity(identity: str) -> None:
    kind, *numbers = identity.split(":")
    if kind == "namespace":
        enter_namespace(*map(int, numbers))
    elif kind == "capability":
        keep_file_access(*map(int, numbers))


def die_with(parent: int, signal_number: int) -> None:
    """Ask for a signal when the parent ends; a change of identity clears it, so call this last."""
    require_success(LIBC.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0), "prctl")
    if os.getppid() != parent:
        sys.exit("The parent ended before its child began.")


def main(arguments: list[str]) -> None:
    parent, signal_number, identity, *command = arguments
    take_identity(identity)
    die_with(int(parent), int(signal_number))
    os.execv(command[0], command)  # noqa: S606 - the whole purpose: no shell, an explicit path


if __name__ == "__main__":
    main(sys.argv[1:])
