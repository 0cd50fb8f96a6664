"""Settings of `make demo`: as in production, but on plain HTTP and with sample sign-ins."""

from actionplan.settings.base import *

DEMO = True
DEVT_SECOND_FACTOR = False
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
