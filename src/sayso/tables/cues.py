"""Cues of attribution with their frames, classes and colours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRules:
    """The rows of this layer, indexed for lookup."""


def load_cue_rules() -> CueRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return CueRules()
