"""What every page may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kernel import registry


def portal(request: HttpRequest) -> dict[str, Any]:
    navigation = registry.navigation(request) if hasattr(request, "user") else []
    return {"navigation": navigation, "demo": settings.DEMO, "portal_version": settings.VERSION}
