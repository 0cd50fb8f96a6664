"""Real PostgreSQL and Redis from Python wheels, for demo, development and tests; imports no Django."""
