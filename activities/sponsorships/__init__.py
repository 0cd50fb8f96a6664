"""Sponsorships to meetings of committees: asked for, decided, attended, and reported back."""
