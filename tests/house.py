"""The packages of the house."""

HOUSE = ("actionplan", "indicators", "activities", "outputs", "members", "kernel")
"""From top to bottom."""
