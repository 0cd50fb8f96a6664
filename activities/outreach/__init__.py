"""Stakeholder programmes, standards that were publicised, contests and the Award."""
