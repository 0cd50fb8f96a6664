"""Committees, ICS fields and official statistics from their files.

Committees and secretariats in technical_committees.csv are of January 2022 and June 2025, so a
committee has one row per year for which the file shows anything.

A statistic is one figure of one member in one year.  An empty cell makes none: not reported,
never zero.  `imputed_share` is the share of a year that the publisher filled in; doubts about
single figures come from quality_notes.csv and are shown with them.
"""
