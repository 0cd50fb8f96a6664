"""Invitations: nobody signs up; a link sent by e-mail opens one role to one address, once."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.access import require
from kernel.mail import send
from members.enums import RoleName
from members.models import Invitation, Member, Organisation, Role, User
from members.rules import INVITE, still_stands
from members.services.roles import grant_role


class InvitationClosed(Exception):  # noqa: N818 - a state of the link, told to its reader
    """The link opens nothing; `reason` names the words that tell what to do."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


UNKNOWN, ACCEPTED, REVOKED, EXPIRED, LAPSED, OTHER_ADDRESS = (
    "unknown",
    "accepted",
    "revoked",
    "expired",
    "lapsed",
    "other_address",
)


@transaction.atomic
def invite_person(
    *,
    by: User,
    email: str,
    role: RoleName,
    now: dt.datetime,
    member: Member | None = None,
    organisation: Organisation | None = None,
    message: str = "",
) -> Invitation:
    """Invite an address to a role and send the link; refused words are a `ValidationError`."""
    invitation = Invitation(
        email=email.lower(),
        role=role,
        member=member,
        organisation=organisation,
        message=message,
        invited_by=by,
    )
    require(by, INVITE, invitation)
    issue(invitation, now=now)
    return invitation


@transaction.atomic
def invite_first_administrator(*, email: str, now: dt.datetime) -> tuple[Invitation, str]:
    """Invite from the command line, where nobody is signed in yet; the invitation and its link."""
    invitation = Invitation(email=email.lower(), role=RoleName.DEVT_ADMINISTRATOR)
    path = issue(invitation, now=now)
    return invitation, f"{settings.BASE_URL}{path}"


def issue(invitation: Invitation, *, now: dt.datetime) -> str:
    """Store the invitation and mail its link; the path of the link."""
    token = renew(invitation, now=now)
    invitation.full_clean()
    refuse_needless(invitation, now=now)
    invitation.save()
    return send_link(invitation, token)


def renew(invitation: Invitation, *, now: dt.datetime) -> str:
    """Give the invitation a new token and a new term; the token itself is not stored."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.expires_at = now + dt.timedelta(days=settings.INVITATION_DAYS)
    return token


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def refuse_needless(invitation: Invitation, *, now: dt.datetime) -> None:
    same = {"member": invitation.member, "organisation": invitation.organisation}
    if (
        Role.objects.current()
        .filter(user__email__iexact=invitation.email, name=invitation.role, **same)
        .exists()
    ):
        raise ValidationError({"email": _("This person holds the role already.")})
    invited = Invitation.objects.open_at(now).filter(
        email__iexact=invitation.email, role=invitation.role, **same
    )
    if invited.exists():
        raise ValidationError(
            {"email": _("An invitation of this person to this role is open; send it again.")}
        )


def send_link(invitation: Invitation, token: str) -> str:
    """The e-mail holds the way in, so its text is erased once it is sent."""
    path = reverse("members:invitation", args=[token])
    context = {"invitation": invitation, "path": path, "days": settings.INVITATION_DAYS}
    send(
        to=[invitation.email],
        template="members/invitation",
        context=context,
        link_ends_at=invitation.expires_at,
    )
    return path


@transaction.atomic
def resend_invitation(*, by: User, invitation_id: int, now: dt.datetime) -> Invitation:
    """Send a new link with a new term, in one's own name; the old link stops working."""
    invitation = lock_unused(by, invitation_id)
    token = renew(invitation, now=now)
    invitation.invited_by = by
    invitation.save(update_fields=["token_hash", "expires_at", "invited_by"])
    send_link(invitation, token)
    return invitation


@transaction.atomic
def revoke_invitation(*, by: User, invitation_id: int, now: dt.datetime) -> Invitation:
    invitation = lock_unused(by, invitation_id)
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    return invitation


def lock_unused(by: User, invitation_id: int) -> Invitation:
    """The invitation, locked; `ValidationError` where it was accepted or revoked."""
    invitation = Invitation.objects.visible_to(by).select_for_update(of=("self",)).get(pk=invitation_id)
    require(by, INVITE, invitation)
    if invitation.accepted_at or invitation.revoked_at:
        raise ValidationError(_("This invitation was accepted or revoked meanwhile."))
    return invitation


def find_invitation(*, token: str, now: dt.datetime, lock: bool = False) -> Invitation:
    """The open invitation behind a link; else `InvitationClosed` with the reason."""
    invitations = Invitation.objects.select_related("member", "organisation", "invited_by", "accepted_by")
    if lock:
        invitations = invitations.select_for_update(of=("self",))
    invitation = invitations.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationClosed(UNKNOWN)
    if reason := closed_because(invitation, now):
        raise InvitationClosed(reason)
    return invitation


def closed_because(invitation: Invitation, now: dt.datetime) -> str:
    if invitation.accepted_at:
        return ACCEPTED
    if invitation.revoked_at:
        return REVOKED
    if invitation.expires_at <= now:
        return EXPIRED
    return "" if still_stands(invitation) else LAPSED


@transaction.atomic
def accept_invitation(*, token: str, user: User, now: dt.datetime) -> Role:
    """Give the invited role to `user`, whose address must be the invited one."""
    invitation = find_invitation(token=token, now=now, lock=True)
    if invitation.email.lower() != user.email.lower():
        raise InvitationClosed(OTHER_ADDRESS)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return grant_role(
        user=user,
        name=RoleName(invitation.role),
        member=invitation.member,
        organisation=invitation.organisation,
        by=invitation.invited_by,
        today=now.date(),
    )


@transaction.atomic
def accept_as_new_person(*, token: str, name: str, password: str, now: dt.datetime) -> User:
    """Make the invited person's account and accept with it."""
    invitation = find_invitation(token=token, now=now, lock=True)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise InvitationClosed(OTHER_ADDRESS)
    user = User.objects.create_user(invitation.email, password, name=name)
    accept_invitation(token=token, user=user, now=now)
    return user
