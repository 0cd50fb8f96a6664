"""Institutions of education that members work with, and their courses on standardization."""
