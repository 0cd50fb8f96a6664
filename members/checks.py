"""System checks of the members app."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from members.sample import refusal_to_start


@checks.register(checks.Tags.database)
def no_sample_sign_ins(*, databases: Sequence[str] | None = None, **_more: Any) -> list[checks.CheckMessage]:
    """Sample sign-ins are for demonstrations: their passwords are printed where anyone may read them."""
    words = refusal_to_start() if databases and not settings.DEMO else ""
    return (
        [checks.Error(words, hint=_("Keep this database for `make demo`."), id="members.E001")]
        if words
        else []
    )
