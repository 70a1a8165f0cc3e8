"""Cues of attribution with their frames, classes and colours, inflected and indexed by their first word.

The language model's lemmas are not used: they fail on rare forms ("hopes" as "hop"), so each base form is inflected here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.model import Colour, CueClass, EntityKind, Status
from sayso.tables.actors import NounRow
from sayso.tables.loader import load_rows, load_table

type WordKind = Literal["verb", "noun", "adjective", "adverb", "preposition"]


class CueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the cue tables: words that share their frames, class and colour."""

    id: str
    words: tuple[str, ...]
    cue_class: CueClass = msgspec.field(name="class")
    frames: tuple[str, ...] = ()
    colour: Colour = Colour.NEUTRAL
    why: str = ""
    example: str
    counter: str


class SourceRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Heads of source phrases that tell a status."""

    status: Status
    words: tuple[str, ...]
    example: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a cue takes, and the row that says so."""

    name: str
    row: CueRow

    @property
    def rule(self) -> str:
        """The id a record gives for what was found by this frame: row and frame."""
        return f"attr.{self.row.id}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue: its first word, the words that must follow it ("out", "for"), and its frames by name."""

    word: str
    tail: tuple[str, ...]
    frames: Mapping[str, Frame]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRules:
    """Cues by the lower-case form of their first word; those with a tail come first. Prepositions by their first word.

    ``held`` are prepositions with a noun of their own as tail ("in her view").
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    adverbs: Mapping[str, CueRow]
    prepositions: Mapping[str, tuple[Cue, ...]]
    held: Mapping[str, tuple[Cue, ...]]
    statuses: Mapping[str, Status]
    kinds: Mapping[str, EntityKind]
    venues: frozenset[str]
    things: frozenset[str]


def load_cue_rules() -> CueRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    irregular: dict[str, list[str]] = load_table("cues_forms")["verbs"]
    verbs = _index(load_rows("cues", CueRow), lambda word: verb_forms(word, irregular))
    nouns = _index(load_rows("cues_nouns", CueRow, key="noun"), noun_forms)
    adjectives = _index(load_rows("cues_nouns", CueRow, key="adjective"), lambda word: (word,))
    adverbs = {word: row for row in load_rows("cues_nouns", CueRow, key="adverb") for word in row.words}
    prepositions = _index(load_rows("cues_nouns", CueRow, key="preposition"), lambda word: (word,))
    return CueRules(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        adverbs=adverbs,
        prepositions=prepositions,
        held=_index(load_rows("cues_nouns", CueRow, key="held"), lambda word: (word,)),
        statuses={word: row.status for row in reversed(load_rows("cues_sources", SourceRow, key="source")) for word in row.words},
        venues=frozenset(load_table("cues_sources")["venues"]),
        things=frozenset(load_table("cues_sources")["things"]),
        kinds={noun: row.kind for row in load_rows("actors", NounRow, key="noun") for noun in row.nouns},
    )


def verb_forms(base: str, irregular: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Base, third person, past, participle and -ing form of a verb; ``irregular`` gives past and participle."""
    if base == "be":
        return ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re")
    third = _plural(base)
    stem = base + base[-1] if base in _DOUBLED else base
    past = base + "d" if base.endswith("e") else base[:-1] + "ied" if _ends_in_y(base) else stem + "ed"
    going = base[:-1] + "ing" if base.endswith("e") and not base.endswith(("ee", "ye", "oe")) else stem + "ing"
    if base.endswith("ie"):
        going = base[:-2] + "ying"
    return tuple(dict.fromkeys((base, third, *irregular.get(base, (past,)), going)))


def noun_forms(base: str) -> tuple[str, ...]:
    """Singular and plural."""
    return (base, _plural(base))


def _plural(base: str) -> str:
    if _ends_in_y(base):
        return base[:-1] + "ies"
    return base + "es" if base.endswith(("s", "sh", "ch", "x", "z", "go")) else base + "s"


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


_DOUBLED = frozenset(
    {
        "admit",
        "beg",
        "quip",
        "brag",
        "plan",
        "refer",
        "permit",
        "submit",
        "commit",
        "blog",
        "plot",
        "pan",
        "rip",
        "rap",
        "snap",
        "sob",
        "dub",
    }
    | {
        "bar",
        "slam",
        "spot",
        "pin",
        "prod",
        "label",
        "signal",
        "counsel",
        "tip",
        "fret",
        "bet",
        "let",
        "put",
        "set",
        "forget",
        "opt",
    }
    | {"prefer", "infer", "chat", "nod", "tap", "stem", "vet", "hit", "begin", "rebut", "bid", "forbid", "stir"}
)


def _index(rows: tuple[CueRow, ...], inflect: Callable[[str], tuple[str, ...]]) -> dict[str, tuple[Cue, ...]]:
    """Cues by each form of their first word; frames of the same words in several rows are joined, the first row of a frame wins."""
    joined: dict[tuple[str, tuple[str, ...]], dict[str, Frame]] = {}
    for row in rows:
        for words in row.words:
            first, *others = words.split()
            frames = joined.setdefault((first, tuple(others)), {})
            for name in row.frames or ("clause",):
                frames.setdefault(name, Frame(name=name, row=row))
    found: dict[str, list[Cue]] = {}
    for (first, tail), frames in joined.items():
        cue = Cue(word=first, tail=tail, frames=frames)
        for form in inflect(first):
            found.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda cue: -len(cue.tail))) for form, cues in found.items()}
