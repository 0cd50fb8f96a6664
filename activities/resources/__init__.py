"""Manuals, courses, publications and other material, and who used them for what."""
