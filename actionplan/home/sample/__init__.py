"""Invented people, reports and targets for a demonstration; every one says that it is a sample."""
