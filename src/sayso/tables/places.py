"""Regions, demonyms, abbreviations, cues of toponyms, and the weights of the ranking."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """The rows of this layer, indexed for lookup."""


def load_place_rules() -> PlaceRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return PlaceRules()
