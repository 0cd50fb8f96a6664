"""Indicators with their formulas, and targets, from their files.

A changed formula is a new version of its indicator; versions are never changed.  An indicator
whose formula is empty has a version too, without numerator: it waits for data.  Sample targets
never take the place of targets that are not.
"""
