"""PostgreSQL and Redis of the benchmarks' own, and settings, before Django is used."""

import atexit
import os

from actionplan.embedded.services import LOCAL, start_services


def start() -> None:
    services = start_services(LOCAL / "benchmarks", durable=True)
    atexit.register(services.stop)
    os.environ.update(services.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "actionplan.settings.test"
