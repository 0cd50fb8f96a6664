"""Roles: granted, ended, never deleted."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kernel.access import refusal_of, require
from kernel.mail import send
from members.enums import DEVT_ROLES, RoleName
from members.models import Member, Organisation, Role, User
from members.rules import END_ROLE
from members.services.tokens import revoke_all_tokens


@transaction.atomic
def grant_role(
    *,
    user: User,
    name: RoleName,
    today: dt.date,
    by: User | None,
    member: Member | None = None,
    organisation: Organisation | None = None,
) -> Role:
    """Have `user` hold the role from today; one that is held already stays as it is.

    Who may grant is decided by whoever calls: an invitation was checked when it was written.
    """
    same: dict[str, Any] = {"user": user, "name": name, "member": member, "organisation": organisation}
    role = Role.objects.current().filter(**same).first()
    if role is None:
        renewed: dict[str, Any] = {"valid_to": None, "ended_at": None, "ended_by": None, "granted_by": by}
        role, _created = Role.objects.update_or_create(**same, valid_from=today, defaults=renewed)
    if name in DEVT_ROLES:
        revoke_all_tokens(user=user)  # made with a password alone, perhaps
    follow_roles(user)
    return role


@transaction.atomic
def end_role(*, by: User, role_id: int, now: dt.datetime) -> Role:
    """End a role at once; ending it twice changes nothing."""
    lock_administrators()
    roles = Role.objects.visible_to(by).select_for_update(of=("self",)).select_related("user")
    role = roles.filter(pk=role_id).first()
    if role is None:
        raise PermissionDenied(refusal_of(END_ROLE))
    require(by, END_ROLE, role)
    if not role.is_current:
        return role
    refuse_to_lock_out(role, by)
    role.valid_to, role.ended_at, role.ended_by = now.date(), now, by
    role.save(update_fields=["valid_to", "ended_at", "ended_by"])
    follow_roles(role.user)
    send(to=[role.user], template="members/role_ended", context={"role": role})
    return role


def lock_administrators() -> None:
    """Two who end each other's role wait for one another, so that the second sees what the first did."""
    held = Role.objects.filter(name=RoleName.DEVT_ADMINISTRATOR).order_by("pk")
    list(held.select_for_update(of=("self",)))


def refuse_to_lock_out(role: Role, by: User) -> None:
    """Nobody ends their own administrator role, or the last one: the portal is never left without one."""
    if role.name != RoleName.DEVT_ADMINISTRATOR:
        return
    if role.user_id == by.pk:
        raise ValidationError(
            _("You cannot end your own role as administrator. Ask another administrator to do it.")
        )
    refuse_without_administrator(role.user)


def refuse_without_administrator(leaving: User) -> None:
    held = Role.objects.current().filter(name=RoleName.DEVT_ADMINISTRATOR, user__is_active=True)
    if not held.exclude(user=leaving).exists():
        raise ValidationError(_("The portal would be left without an administrator."))


def follow_roles(user: User) -> None:
    """Store whether the person may open the administration, as the roles of today say."""
    fresh = User.objects.get(pk=user.pk)
    if fresh.is_staff != fresh.is_devt:
        fresh.is_staff = fresh.is_devt
        fresh.save(update_fields=["is_staff"])
    user.is_staff = fresh.is_staff
    user.__dict__.pop("current_roles", None)
