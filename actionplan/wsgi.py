"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionplan.settings.production")

application = get_wsgi_application()

from kernel import startup  # noqa: E402 - needs Django

startup.refuse_to_start()
