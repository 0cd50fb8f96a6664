"""People: who signs in, in which roles and for which member, and who is invited."""

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.models import Dated, DatedQuerySet
from members.enums import DEVT_ROLES, NSB_ROLES, NSB_WRITERS, RoleName
from members.models.countries import Member, Organisation


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A DEVT administrator; nobody stands above the rules, so `is_superuser` is never set."""
        user = self.create_user(email, password, is_staff=True, **fields)
        user.roles.create(name=RoleName.DEVT_ADMINISTRATOR, valid_from=timezone.now().date())
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address; what the person may do follows from dated roles."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_sample = models.BooleanField(_("sample sign-in"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="members_user_not_above_the_rules", condition=Q(is_superuser=False))
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def current_roles(self) -> list["Role"]:
        """The roles held today; read once per request."""
        if not self.is_active:
            return []
        return list(self.roles.current().select_related("member", "organisation").order_by("name", "pk"))

    def has_role(self, *names: RoleName) -> bool:
        return any(role.name in names for role in self.current_roles)

    @property
    def is_devt(self) -> bool:
        return self.has_role(*DEVT_ROLES)

    @property
    def is_devt_administrator(self) -> bool:
        return self.has_role(RoleName.DEVT_ADMINISTRATOR)

    @property
    def must_use_second_factor(self) -> bool:
        """Whether a password alone does not do: DEVT reads what every member wrote."""
        return bool(settings.DEVT_SECOND_FACTOR) and self.is_devt

    @cached_property
    def second_factor_step(self) -> str:
        """Name of the page where the second factor that is asked for is to be set up next; else empty."""
        if not self.must_use_second_factor:
            return ""
        factors = self.authenticator_set  # type: ignore[attr-defined]  # a relation of allauth's
        held = dict(factors.values_list("type", "data"))
        if "totp" not in held:
            return "mfa_activate_totp"
        if "recovery_codes" not in held:
            return "mfa_generate_recovery_codes"
        return "" if held["recovery_codes"].get("viewed_at") else "mfa_view_recovery_codes"

    @property
    def is_devco(self) -> bool:
        return self.has_role(RoleName.DEVCO_REVIEWER)

    @property
    def is_donor(self) -> bool:
        return self.has_role(RoleName.DONOR)

    @property
    def is_nsb(self) -> bool:
        return self.has_role(*NSB_ROLES)

    def member_ids(self, *names: RoleName) -> set[int]:
        """Members for which this person holds one of the roles (any NSB role without names) today."""
        wanted = names or NSB_ROLES
        return {role.member_id for role in self.current_roles if role.member_id and role.name in wanted}

    def writes_for(self, member_id: int) -> bool:
        return member_id in self.member_ids(*NSB_WRITERS)

    def signs_for(self, member_id: int) -> bool:
        return member_id in self.member_ids(RoleName.NSB_OFFICER)


def role_holds_for(field: str) -> Q:
    """The condition that the role in `field` names a member, an organisation or neither, as it must."""
    of_member = Q((f"{field}__in", NSB_ROLES), member__isnull=False, organisation__isnull=True)
    of_donor = Q((field, RoleName.DONOR), member__isnull=True)
    others = (*DEVT_ROLES, RoleName.DEVCO_REVIEWER)
    of_iso = Q((f"{field}__in", others), member__isnull=True, organisation__isnull=True)
    return of_member | of_donor | of_iso


ROLE_NEEDS_MEMBER = _(
    "A role of a member needs the member; no other role has one. Only donors belong to an organization."
)


class RoleQuerySet(DatedQuerySet):
    def visible_to(self, user: User) -> Self:
        """DEVT sees all roles, an authorised officer those of the own member, everyone their own."""
        if user.is_devt:
            return self
        return self.filter(Q(user=user) | Q(member__in=user.member_ids(RoleName.NSB_OFFICER)))

    def current(self) -> Self:
        return super().current().filter(ended_at=None)


@pghistory.track()
class Role(Dated):
    """A role that a person holds between two days, for a member where the role is a member's."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=30, choices=RoleName)
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="roles",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="roles",
    )
    granted_by = models.ForeignKey(
        User, verbose_name=_("granted by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, verbose_name=_("ended by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RoleQuerySet.as_manager()  # type: ignore[misc]  # narrows the manager of `Dated`

    class Meta(Dated.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "name", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="members_role_holds_for",
                condition=role_holds_for("name"),
                violation_error_message=ROLE_NEEDS_MEMBER,
            ),
            models.CheckConstraint(
                name="members_role_ended_when_and_by",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, valid_to__isnull=False),
            ),
            models.UniqueConstraint(
                name="members_role_once",
                fields=["user", "name", "member", "organisation", "valid_from"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        holder = self.member or self.organisation
        return f"{self.get_name_display()} · {holder}" if holder else self.get_name_display()

    @property
    def is_current(self) -> bool:
        return self.ended_at is None and self.is_valid_on(timezone.now().date())


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """DEVT sees all invitations, an authorised officer those of the own member."""
        if user.is_devt:
            return self
        return self.filter(member__in=user.member_ids(RoleName.NSB_OFFICER))

    def open_at(self, moment: dt.datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=moment)


@pghistory.track(exclude=["token_hash"])
class Invitation(models.Model):
    """An invitation for one address to one role; the link works once and until it expires."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=30, choices=RoleName)
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    message = models.TextField(_("personal message"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User,
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations_sent",
        help_text=_("Empty for the first administrator, who is invited from the command line."),
    )
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations_accepted",
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="members_invitation_accepted_pair",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="members_invitation_one_end",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="members_invitation_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="members_invitation_holds_for",
                condition=role_holds_for("role"),
                violation_error_message=ROLE_NEEDS_MEMBER,
            ),
        ]

    def __str__(self) -> str:
        holder = self.member or self.organisation
        return f"{self.get_role_display()} · {holder}" if holder else self.get_role_display()

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.revoked_at and self.expires_at > timezone.now()


class SecondFactorRemoval(models.Model):
    """Somebody's two-step sign-in was taken off by another: by whom, when and why."""

    person = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="second_factor_removals"
    )
    removed_by = models.ForeignKey(
        User,
        verbose_name=_("taken off by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty where it was done from the command line."),
    )
    removed_at = models.DateTimeField(_("taken off"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("two-step sign-in taken off")
        verbose_name_plural = _("two-step sign-ins taken off")
        ordering = ["-removed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="members_secondfactorremoval_by_another",
                condition=Q(removed_by=None) | ~Q(removed_by=F("person")),
            ),
            models.CheckConstraint(name="members_secondfactorremoval_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return str(self.person)
