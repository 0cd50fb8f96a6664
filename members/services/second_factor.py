"""The second step of signing in: six digits of an app."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from members.models import User


def use_up(*, user: User, code: str) -> bool:
    """Make a right code of `user` useless from now on; false where it was used before."""
    return bool(TOTP(Authenticator(user=user))._mark_code_used(code))  # noqa: SLF001 - allauth has no other way
