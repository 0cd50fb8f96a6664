"""Limits of the API, counted by the person or else by the reader's address."""

from typing import Any

from rest_framework import throttling

from kernel.clients import client_address


class ByAddress(throttling.SimpleRateThrottle):
    def get_ident(self, request: Any) -> str:
        return client_address(request)


class UserThrottle(ByAddress, throttling.UserRateThrottle):
    pass


class StrangerThrottle(ByAddress, throttling.AnonRateThrottle):
    pass


class ScopedThrottle(ByAddress, throttling.ScopedRateThrottle):
    pass
