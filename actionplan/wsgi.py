"""Entry point of the web server."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionplan.settings.production")

application = get_wsgi_application()

from actionplan.core import charts  # noqa: E402 - needs Django
from members.sample import refuse_sample_sign_ins  # noqa: E402 - needs Django

refuse_sample_sign_ins()
threading.Thread(target=charts.warm_up, daemon=True).start()
