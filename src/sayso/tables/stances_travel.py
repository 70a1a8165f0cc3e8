"""Words of travel and meeting."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from sayso.tables.loader import load_rows, load_table


class TravelRow(msgspec.Struct, frozen=True):
    """Verbs of travel and how they name their place: as an object, or behind a preposition."""

    id: str
    verbs: tuple[str, ...]
    prepositions: tuple[str, ...]
    object: bool
    example: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRules:
    """The rows by verb, and the word lists of stances_travel.toml."""

    rows: tuple[TravelRow, ...]
    verbs: Mapping[str, TravelRow]
    nouns: frozenset[str]
    stops: frozenset[str]
    noun_prepositions: frozenset[str]
    plans: frozenset[str]
    makers: frozenset[str]
    meeting_verbs: frozenset[str]
    meeting_prepositions: frozenset[str]
    meets_directly: frozenset[str]
    meeting_nouns: frozenset[str]
    meeting_holders: frozenset[str]


def load_travel_rules() -> TravelRules:
    """Read and index the table. Raises SetupError where a row does not fit."""
    rows = load_rows("stances_travel", TravelRow, key="travel")
    table = load_table("stances_travel")
    nouns, meeting = table["nouns"], table["meeting"]
    return TravelRules(
        rows=rows,
        verbs={verb: row for row in rows for verb in row.verbs},
        nouns=frozenset(nouns["travel"]),
        stops=frozenset(nouns["stops"]),
        noun_prepositions=frozenset(nouns["prepositions"]),
        plans=frozenset(nouns["plans"]),
        makers=frozenset(nouns["makers"]),
        meeting_verbs=frozenset(meeting["verbs"]),
        meeting_prepositions=frozenset(meeting["prepositions"]),
        meets_directly=frozenset(meeting["direct"]),
        meeting_nouns=frozenset(meeting["nouns"]),
        meeting_holders=frozenset(meeting["holders"]),
    )
