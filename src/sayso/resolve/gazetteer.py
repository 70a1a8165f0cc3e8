"""The gazetteer: one SQLite file built from packages, cached, opened read-only."""

from dataclasses import dataclass

from sayso.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Looks up names; holds an open read-only connection."""


def open_gazetteer(settings: Settings) -> Gazetteer:
    """The cached gazetteer, built where it is missing. Raises SetupError where it is damaged and cannot be rebuilt."""
    del settings
    return Gazetteer()
