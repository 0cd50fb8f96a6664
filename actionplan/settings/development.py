"""Settings for those who change the portal: verbose, local, never for production."""

import os

from actionplan.embedded.services import running_environment

if "DATABASE_URL" not in os.environ:
    os.environ |= running_environment()

from actionplan.settings.base import *

DEBUG = True
DEMO = True
DEVT_SECOND_FACTOR = False
SECRET_KEY = SECRET_KEY or "development-only-" + "x" * 50
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
