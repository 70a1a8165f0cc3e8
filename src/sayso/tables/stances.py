"""Words of position and of travel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.tables.loader import load_rows, load_table
from sayso.tables.stances_travel import TravelRules, load_travel_rules

type Frame = Literal["object", "prep", "infinitive", "clause", "noun", "predicate", "verdict"]


class StanceRow(msgspec.Struct, frozen=True):
    """An attitude, the cue words that show it, and how they name their issue; stances.toml tells what a frame is."""

    id: str
    attitude: Literal["demands", "supports", "rejects", "conditions"]
    frame: Frame
    cues: tuple[str, ...]
    example: str
    counter: str
    of: Literal["policies", ""] = ""
    addressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRules:
    """The rows of this layer, for each frame indexed from cue word to row.

    Cues of the frames ``prep``, ``noun`` and ``predicate`` end in the preposition that leads to the issue; an infinitive's may have one
    before its addressee ("call on").
    """

    rows: tuple[StanceRow, ...]
    cues: Mapping[Frame, Mapping[str, StanceRow]]
    lemmas: frozenset[str]
    policies: frozenset[str]
    verdicts: frozenset[str]
    messages: frozenset[str]
    makers: frozenset[str]
    modals: frozenset[str]
    needed: frozenset[str]
    conditions: frozenset[str]
    leading: frozenset[str]
    spellings: Mapping[str, str]
    travel: TravelRules


def load_stance_rules() -> StanceRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    rows = load_rows("stances", StanceRow, key="stance")
    table = load_table("stances")
    words = {name: frozenset(listed) for name, listed in table["words"].items()}
    frames: tuple[Frame, ...] = ("object", "prep", "infinitive", "clause", "noun", "predicate", "verdict")
    return StanceRules(
        rows=rows,
        cues={frame: _index(row for row in rows if row.frame == frame) for frame in frames},
        lemmas=frozenset(cue.split()[0] for row in rows for cue in row.cues) | words["verdicts"],
        policies=words["policies"],
        verdicts=words["verdicts"],
        messages=words["messages"],
        makers=words["makers"],
        modals=words["modals"],
        needed=words["needed"],
        conditions=words["conditions"],
        leading=words["leading"],
        spellings=table["spellings"],
        travel=load_travel_rules(),
    )


def _index(rows: Iterable[StanceRow]) -> dict[str, StanceRow]:
    return {cue: row for row in rows for cue in row.cues}
