"""Negations, modals, hedges, and words that plan, condition or recall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.tables.loader import load_rows, load_table


class OperatorRow(msgspec.Struct, frozen=True):
    """An effect on an event and the words that have it; hedges.toml tells what each list holds."""

    id: str
    certainty: Literal["CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED"]
    example: str
    counter: str
    flips: bool = False
    time: Literal["FUTURE", "NON_FUTURE", ""] = ""
    modality: Literal["planned", "denied", "hypothetical", ""] = ""
    complements: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    clause_nouns: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeRules:
    """The rows of this layer, each list indexed from word (lemma, or lower case for adverbs, auxiliaries and marks) to row."""

    rows: tuple[OperatorRow, ...]
    complements: Mapping[str, OperatorRow]
    objects: Mapping[str, OperatorRow]
    subjects: Mapping[str, OperatorRow]
    nouns: Mapping[str, OperatorRow]
    clause_nouns: Mapping[str, OperatorRow]
    modifiers: Mapping[str, OperatorRow]
    adverbs: Mapping[str, OperatorRow]
    auxiliaries: Mapping[str, OperatorRow]
    prepositions: Mapping[str, OperatorRow]
    marks: Mapping[str, OperatorRow]
    infinitive: OperatorRow
    future: OperatorRow
    speech: frozenset[str]
    occurrence: frozenset[str]
    about: frozenset[str]
    implicative: frozenset[str]
    outcomes: frozenset[str]
    travels: frozenset[str]
    nobody: frozenset[str]
    ahead: frozenset[str]
    takes_up: frozenset[str]
    unmarked: frozenset[str]


def load_hedge_rules() -> HedgeRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    rows = load_rows("hedges", OperatorRow, key="operator")
    walk = {name: frozenset(words) for name, words in load_table("hedges")["walk"].items()}
    named = {row.id: row for row in rows}
    return HedgeRules(
        rows=rows,
        complements=_index(rows, "complements"),
        objects=_index(rows, "objects"),
        subjects=_index(rows, "subjects"),
        nouns=_index(rows, "nouns"),
        clause_nouns=_index(rows, "clause_nouns"),
        modifiers=_index(rows, "modifiers"),
        adverbs=_index(rows, "adverbs"),
        auxiliaries=_index(rows, "auxiliaries"),
        prepositions=_index(rows, "prepositions"),
        marks=_index(rows, "marks"),
        infinitive=named["hedge.wish"],
        future=named["hedge.will"],
        speech=walk["speech"],
        occurrence=walk["occurrence"],
        about=walk["about"],
        implicative=walk["implicative"],
        outcomes=walk["outcomes"],
        travels=walk["travels"],
        nobody=walk["nobody"],
        ahead=walk["ahead"],
        takes_up=walk["takes_up"],
        unmarked=walk["unmarked"],
    )


def _index(rows: Iterable[OperatorRow], field: str) -> dict[str, OperatorRow]:
    """From each word of one list to its row; the first row that lists a word has it."""
    index: dict[str, OperatorRow] = {}
    for row in rows:
        for word in getattr(row, field):
            index.setdefault(word, row)
    return index
