"""Signing in without a page: the same checks and limits as allauth's page has."""

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from members.models import User


def sign_in(*, request: HttpRequest, email: str, password: str, code: str = "") -> User:
    """The person behind e-mail, password and, where two-step sign-in is on, code.

    Refusals are a `ValidationError` by field; it tells nobody whether an address is known.
    """
    user = user_with_password(request, email, password)
    if user is None or not user.is_active:
        raise ValidationError({NON_FIELD_ERRORS: [_("The e-mail address or the password is not right.")]})
    if is_mfa_enabled(user):
        check_code(user, code)
    return user


def user_with_password(request: HttpRequest, email: str, password: str) -> User | None:
    """Limited like the page: after too many failures, even the right password waits."""
    try:
        found: User | None = get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError as limited:
        raise ValidationError({NON_FIELD_ERRORS: limited.messages}) from limited
    return found


def check_code(user: User, code: str) -> None:
    if not code:
        raise ValidationError(
            {"code": [_("Two-step sign-in is on: send the code of the authenticator app, too.")]}
        )
    form = AuthenticateForm(data={"code": code}, user=user)
    if not form.is_valid():
        raise ValidationError({"code": [str(word) for words in form.errors.values() for word in words]})
