"""Settings for the real service: HTTPS only, no defaults for secrets, nothing weak."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from actionplan.settings.base import *
from actionplan.settings.refusals import is_trial, problems_of
from kernel.redaction import ERROR_REPORTS

if problems := problems_of(environment):
    raise ImproperlyConfigured("\n- ".join(["The portal does not start with these settings:", *problems]))

# Plain HTTP is for a try on one's own machine only.
ENCRYPTED = not is_trial(environment)
SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.trusted_proxies else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = environment.hsts_preload
# Browsers' own lists bind the whole domain for years: a choice of whoever owns it, not a weakness.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = ENCRYPTED
CSRF_COOKIE_SECURE = ENCRYPTED
CSRF_TRUSTED_ORIGINS = [BASE_URL]

if environment.sentry_dsn:
    sentry_sdk.init(dsn=environment.sentry_dsn, **ERROR_REPORTS)
