"""Workshops, courses and fora, who was nominated for them, and who took part."""
