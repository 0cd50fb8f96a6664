"""How allauth is bent to this portal: nobody signs up, and every e-mail goes through the outbox."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.clients import client_address
from kernel.mail import send
from members.models import User
from members.services.tokens import revoke_all_tokens

LETS_IN = {"account/password_reset_key"}
"""E-mails whose link lets their reader in, as long as PASSWORD_RESET_TIMEOUT says."""


class InvitationOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's e-mails into the outbox, from `templates/emails/account/` and `emails/mfa/`."""
        template = template_prefix.replace("/email/", "/", 1)
        link = urlsplit(context.get("password_reset_url", ""))
        send(
            to=[email],
            template=template,
            context={"user": context.get("user"), "path": link.path},
            link_ends_at=link_ends_at() if template in LETS_IN else None,
        )

    def is_safe_url(self, url: str | None) -> bool:
        """An address that cannot even be read is not one to go to."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def set_password(self, user: User, password: str) -> None:
        """A new password takes the old tokens of the API with it."""
        super().set_password(user, password)
        revoke_all_tokens(user=user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Who must use a second factor does not take it off alone."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role asks for two-step sign-in. An administrator of DEVT other than you can take it off,"
            " for instance when your phone is lost."
        )
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not authenticator.user.must_use_second_factor


def link_ends_at() -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
