"""Words of position and of travel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRules:
    """The rows of this layer, indexed for lookup."""


def load_stance_rules() -> StanceRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return StanceRules()
