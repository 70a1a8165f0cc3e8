"""Negations, modals, hedges, and words that plan, condition or recall."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeRules:
    """The rows of this layer, indexed for lookup."""


def load_hedge_rules() -> HedgeRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return HedgeRules()
