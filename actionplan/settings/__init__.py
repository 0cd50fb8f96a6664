"""Settings: base, and what development, test, demo and production change in it."""
