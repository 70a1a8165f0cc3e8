"""Number words, modifiers and units."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from sayso.tables.loader import load_rows, load_table

JOINT = ("dead", "injured", "missing")
"""The units that news counts together in one figure ("31 killed and injured"), in the order a joint unit names them."""


class ModifierRow(msgspec.Struct, frozen=True):
    """How exact a number is said to be: the phrases to its left and to its right."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    example: str
    counter: str


class UnitRow(msgspec.Struct, frozen=True):
    """What figures count, and the words that say so; figures.toml tells what each list holds."""

    name: str
    people: bool
    nouns: tuple[str, ...]
    states: tuple[str, ...]
    object_verbs: tuple[str, ...]
    subject_verbs: tuple[str, ...]
    verb_nouns: tuple[str, ...]
    verb_preps: tuple[str, ...]
    roles: tuple[str, ...]
    examples: tuple[str, ...]
    counters: tuple[str, ...]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRules:
    """How numbers are written; every key is lower case.

    ``starters`` are the words that a number may start with; ``before`` and ``after`` map a modifier phrase, as its words, to the modifier's name,
    ``closers`` and ``openers`` are the words of each that stand beside the number.
    """

    values: Mapping[str, float]
    multipliers: Mapping[str, float]
    vague: Mapping[str, float]
    several: Mapping[str, float]
    shares: Mapping[str, float]
    starters: frozenset[str]
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]
    closers: frozenset[str]
    openers: frozenset[str]
    longest: int
    time_units: frozenset[str]
    months: frozenset[str]
    labels: frozenset[str]
    streets: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRules:
    """The words of every unit, each list indexed from word to unit.

    The two ``in_context`` map a noun that is a unit's only in some stories to the unit and the words that make it so; ``own_objects`` are pairs
    of verb and noun whose noun is the figure's own ("claimed 31 lives"), ``verb_nouns`` those said of the counted ("lost their lives"); ``of_people`` are the units that count people.
    """

    nouns: Mapping[str, str]
    nouns_in_context: Mapping[str, tuple[str, frozenset[str]]]
    roles_in_context: Mapping[str, tuple[str, frozenset[str]]]
    states: Mapping[str, str]
    object_verbs: Mapping[str, str]
    subject_verbs: Mapping[str, str]
    verb_nouns: Mapping[tuple[str, str], str]
    own_objects: Mapping[tuple[str, str], str]
    verb_preps: Mapping[tuple[str, str, str], str]
    roles: Mapping[str, str]
    people: frozenset[str]
    of_people: frozenset[str]
    level_verbs: frozenset[str]
    level_changes: frozenset[str]
    level_nouns: frozenset[str]
    parts: frozenset[str]
    wrappers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """The rows of this layer, indexed for lookup; ``people_units`` are the units whose figures count people."""

    numbers: NumberRules
    units: UnitRules
    people_units: frozenset[str]
    rows: tuple[UnitRow, ...]
    modifiers: tuple[ModifierRow, ...]


def load_figure_rules() -> FigureRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    modifiers = load_rows("figures_numbers", ModifierRow, key="modifier")
    rows = load_rows("figures", UnitRow, key="unit")
    people = {row.name for row in rows if row.people}
    joint = {"+".join(names) for names in (JOINT[:2], JOINT[::2], JOINT[1:], JOINT)}
    return FigureRules(
        numbers=_number_rules(modifiers), units=_unit_rules(rows), people_units=frozenset(people | joint), rows=rows, modifiers=modifiers
    )


def _number_rules(modifiers: tuple[ModifierRow, ...]) -> NumberRules:
    table = load_table("figures_numbers")
    before = {tuple(phrase.split()): row.name for row in modifiers for phrase in row.before}
    after = {tuple(phrase.split()): row.name for row in modifiers for phrase in row.after}
    exclude = {name: frozenset(words) for name, words in table["not_figure"].items()}
    return NumberRules(
        values=table["values"],
        multipliers=table["multipliers"],
        vague=table["vague"],
        several=table["several"],
        shares=table["shares"],
        starters=frozenset().union(table["values"], table["multipliers"], table["vague"], table["shares"]),
        before=before,
        after=after,
        closers=frozenset(phrase[-1] for phrase in before),
        openers=frozenset(phrase[0] for phrase in after),
        longest=max(len(phrase) for phrase in (*before, *after)),
        time_units=exclude["time_units"],
        months=exclude["months"],
        labels=exclude["labels"],
        streets=exclude["streets"],
    )


def _unit_rules(rows: tuple[UnitRow, ...]) -> UnitRules:
    table = load_table("figures")
    level = {name: frozenset(words) for name, words in table["level"].items()}
    plain = [row for row in rows if not row.context]
    pairs = {phrase: row.name for row in plain for phrase in row.verb_nouns}
    return UnitRules(
        nouns={word: row.name for row in plain for word in row.nouns},
        nouns_in_context={word: (row.name, frozenset(row.context)) for row in rows if row.context for word in row.nouns},
        roles_in_context={word: (row.name, frozenset(row.context)) for row in rows if row.context for word in row.roles},
        states={word: row.name for row in plain for word in row.states},
        object_verbs={word: row.name for row in plain for word in row.object_verbs},
        subject_verbs={word: row.name for row in plain for word in row.subject_verbs},
        verb_nouns={_pair(phrase): name for phrase, name in pairs.items()},
        own_objects={_pair(phrase[1:]): name for phrase, name in pairs.items() if phrase.startswith("*")},
        verb_preps={_triple(phrase): row.name for row in plain for phrase in row.verb_preps},
        roles={word: row.name for row in plain for word in row.roles},
        people=frozenset(table["people"]["nouns"]),
        of_people=frozenset(row.name for row in rows if row.people),
        level_verbs=level["verbs"],
        level_changes=level["changes"],
        level_nouns=level["nouns"],
        parts=level["parts"],
        wrappers=level["wrappers"],
    )


def _pair(phrase: str) -> tuple[str, str]:
    verb, noun = phrase.removeprefix("*").split()
    return verb, noun


def _triple(phrase: str) -> tuple[str, str, str]:
    """Verb, preposition and noun; the noun is empty where a particle is enough ("turn out")."""
    verb, preposition, *noun = phrase.split()
    return verb, preposition, noun[0] if noun else ""
