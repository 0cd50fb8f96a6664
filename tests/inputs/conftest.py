"""Inputs are tried in the world in which access is tried."""

from tests.access.conftest import built_world, world

__all__ = ["built_world", "world"]
