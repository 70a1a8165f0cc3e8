"""Cues round a toponym, and the weights of the filter and the ranking."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import msgspec

from sayso.errors import Code, SetupError
from sayso.tables.loader import load_rows, load_table


class CueGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Words that say the same of a name beside them; an example where they do and a counter-example."""

    id: str
    words: tuple[str, ...]
    example: str
    counter: str


GROUPS: Final = (
    "locative",
    "direction",
    "title",
    "street",
    "nature",
    "division",
    "body",
    "facility",
    "static_verb",
    "metonym_subject",
    "metonym_object",
    "metonym_dealings",
    "metonym_deed",
    "connector",
    "article",
    "first_word",
    "opener",
    "keeps_article",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """The rows of this layer, indexed for lookup.

    ``cues`` maps a group of places_cues.toml to its words; ``name_nouns`` are the common nouns that names are made with; ``filter_weights`` and ``ranking_weights`` are two linear models over named features;
    a toponym is a place from a score of ``threshold`` on.
    """

    cues: MappingProxyType[str, frozenset[str]]
    name_nouns: frozenset[str]
    filter_weights: MappingProxyType[str, float]
    ranking_weights: MappingProxyType[str, float]
    threshold: float


def load_cue_groups() -> tuple[CueGroup, ...]:
    """The rows of places_cues.toml. Raises SetupError where one does not fit."""
    return load_rows("places_cues", CueGroup, key="group")


def load_place_rules() -> PlaceRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    cues = {row.id.removeprefix("place."): frozenset(row.words) for row in load_cue_groups()}
    if set(cues) != set(GROUPS):
        raise SetupError(Code.TABLE, f"groups are {sorted(cues)}, not {sorted(GROUPS)}", where="tables/places_cues.toml")
    weights = load_table("places_weights")
    return PlaceRules(
        cues=MappingProxyType(cues),
        name_nouns=cues["street"] | cues["nature"] | cues["division"] | cues["body"] | cues["title"] | cues["facility"],
        filter_weights=MappingProxyType({name: float(value) for name, value in weights["filter"].items()}),
        ranking_weights=MappingProxyType({name: float(value) for name, value in weights["ranking"].items()}),
        threshold=float(weights["threshold"]),
    )
