"""Briefings on committees: asked for by members, written by those who lead the committee."""
