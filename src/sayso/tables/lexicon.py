"""Event triggers with the classes of their arguments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """The rows of this layer, indexed for lookup."""


def load_event_rules() -> EventRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return EventRules()
