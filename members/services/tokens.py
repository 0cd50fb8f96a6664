"""Personal tokens of the API; only their hash is stored."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken
from knox.settings import knox_settings

from members.models import User

SIGN_IN_LASTS = dt.timedelta(hours=12)


@transaction.atomic
def create_token(*, user: User, lasts: dt.timedelta, now: dt.datetime) -> tuple[AuthToken, str]:
    """A new token and the text that is shown once; `ValidationError` where there are too many."""
    User.objects.select_for_update().get(pk=user.pk)
    AuthToken.objects.filter(user=user, expiry__lte=now).delete()
    most: int = knox_settings.TOKEN_LIMIT_PER_USER
    if AuthToken.objects.filter(user=user).count() >= most:
        raise ValidationError(
            _("You have %(count)d tokens already. Revoke one that you no longer use.") % {"count": most}
        )
    token, text = AuthToken.objects.create(user=user, expiry=lasts)
    return token, text


@transaction.atomic
def revoke_token(*, user: User, digest: str) -> None:
    """Make a token of one's own useless at once; doing it twice changes nothing."""
    AuthToken.objects.filter(user=user, digest=digest).delete()


@transaction.atomic
def revoke_all_tokens(*, user: User) -> None:
    AuthToken.objects.filter(user=user).delete()
