"""Settings of `make demo` with a mail server, and with sweeps each second instead of each minute."""

from actionplan.settings.demo import *  # noqa: F403 - settings build on each other

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as the people were made
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 50  # longer than a test lets the server hang, so that it may let go
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
CELERY_BEAT_SCHEDULE = {
    name: entry | {"schedule": 1.0} if entry["schedule"] == 60.0 else entry
    for name, entry in CELERY_BEAT_SCHEDULE.items()  # noqa: F405
}
