"""Missions of experts and grants of equipment: what was needed, given, and in use a year later."""
