"""Titles, role words, sectors, kinds: what tells who somebody is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRules:
    """The rows of this layer, indexed for lookup."""


def load_actor_rules() -> ActorRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    return ActorRules()
