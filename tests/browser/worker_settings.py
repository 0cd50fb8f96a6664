"""Settings of a worker whose e-mails a test in another process reads."""

import os

from actionplan.settings.test import *  # noqa: F403 - settings build on each other

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["EMAIL_FILE_PATH"]
