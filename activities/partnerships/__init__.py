"""Twinnings, agreements and programmes: who works with whom, what was promised and what each gave."""
