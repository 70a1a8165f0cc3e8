"""Dates, times, durations and sets: the rule tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRules:
    """The rows of this layer, indexed for lookup."""


def load_time_rules() -> TimeRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return TimeRules()
