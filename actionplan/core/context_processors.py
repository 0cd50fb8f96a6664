"""What every page may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

import actionplan
from actionplan.core import registry


def portal(request: HttpRequest) -> dict[str, Any]:
    navigation = registry.navigation(request) if hasattr(request, "user") else []
    return {"navigation": navigation, "demo": settings.DEMO, "version": actionplan.__version__}
