"""Indicators with their versions and targets, and the results that runs compute."""

from indicators.models.definitions import Indicator, IndicatorVersion, Target
from indicators.models.results import ExactResult, MemberValue, Result
from indicators.models.runs import Run, Stale

__all__ = ["ExactResult", "Indicator", "IndicatorVersion", "MemberValue", "Result", "Run", "Stale", "Target"]
