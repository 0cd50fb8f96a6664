"""The second step of signing in: six digits of an app."""

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kernel.access import require
from kernel.mail import send
from members.models import SecondFactorRemoval, User
from members.rules import REMOVE_SECOND_FACTOR
from members.services.tokens import revoke_all_tokens


def use_up(*, user: User, code: str) -> bool:
    """Make a right code of `user` useless from now on; false where it was used before."""
    return bool(TOTP(Authenticator(user=user))._mark_code_used(code))  # noqa: SLF001 - allauth has no other way


@transaction.atomic
def remove_second_factor(
    *, person_id: int, by: User | None, reason: str, now: dt.datetime
) -> SecondFactorRemoval:
    """Take off another's two-step sign-in, end the person's sessions and tokens, and tell the person.

    Without `by`, the command line does it, where no other administrator is left.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if by is not None:
        require(by, REMOVE_SECOND_FACTOR, person)
    held = Authenticator.objects.filter(user=person)
    if not held.exists():
        raise ValidationError(_("Two-step sign-in of this person is off already."))
    held.delete()
    end_sessions(person, now=now)
    revoke_all_tokens(user=person)
    removal = SecondFactorRemoval.objects.create(person=person, removed_by=by, removed_at=now, reason=reason)
    send(to=[person], template="members/second_factor_removed", context={"removal": removal})
    return removal


def end_sessions(person: User, *, now: dt.datetime) -> None:
    """Sessions name their person inside only, so all that last are looked into."""
    UserSession.objects.filter(user=person).delete()
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
