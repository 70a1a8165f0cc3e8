"""Number words, modifiers and units."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """The rows of this layer, indexed for lookup."""


def load_figure_rules() -> FigureRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return FigureRules()
