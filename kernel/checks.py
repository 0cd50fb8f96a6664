"""System checks that explain themselves, for whoever runs the portal."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _


@checks.register(checks.Tags.security, deploy=True)
def emails_are_sent(**_options: Any) -> list[checks.CheckMessage]:
    """Without a mail server nobody can be invited, and no reminder arrives."""
    if settings.EMAIL_HOST or settings.DEMO:
        return []
    words = _("No mail server is set: e-mails stay in the outbox and reach nobody.")
    return [
        checks.Warning(words, hint=_("Set EMAIL_HOST, and the other variables of e-mail."), id="core.W001")
    ]
