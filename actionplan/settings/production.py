"""Settings for the real service: HTTPS only, no defaults for secrets."""

from urllib.parse import urlsplit

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from actionplan.core.redaction import ERROR_REPORTS
from actionplan.settings.base import *

for name in ("secret_key", "database_url", "redis_url", "allowed_hosts"):
    if not getattr(environment, name):
        message = f"Set {name.upper()}: {type(environment).model_fields[name].description}"
        raise ImproperlyConfigured(message)

# Plain HTTP is for a try on one's own machine only.
ENCRYPTED = urlsplit(BASE_URL).hostname not in {"localhost", "127.0.0.1"}
if ENCRYPTED and not BASE_URL.startswith("https://"):
    message = "BASE_URL must begin with https://, unless the portal is at http://localhost."
    raise ImproperlyConfigured(message)

SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.trusted_proxies else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = ENCRYPTED
CSRF_COOKIE_SECURE = ENCRYPTED
CSRF_TRUSTED_ORIGINS = [BASE_URL]

if environment.sentry_dsn:
    sentry_sdk.init(dsn=environment.sentry_dsn, **ERROR_REPORTS)
