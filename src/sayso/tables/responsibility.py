"""Words that say whose deed an act of violence is: who claims it, who is blamed for it, who is behind it."""

from collections.abc import Mapping

import msgspec

from sayso.tables.loader import load_rows


class HeldRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tie a deed to a doer.

    ``words`` are lemmas; ``pos`` verb, noun, adjective or preposition. ``deed`` names where the deed hangs: ``object`` or prepositions.
    ``doer`` where the doer stands: ``subject``, ``object``, or prepositions that hang on the verb. ``through``: nouns of which one must stand
    between ("claimed *responsibility* for"). In a passive, subject and object change places as they do for any verb.
    """

    id: str
    words: tuple[str, ...]
    pos: str
    deed: tuple[str, ...]
    doer: tuple[str, ...]
    example: str
    counter: str = ""
    through: tuple[str, ...] = ()


type HeldRows = Mapping[tuple[str, str], tuple[HeldRow, ...]]


def load_responsibility() -> HeldRows:
    """The rows by part of speech and lemma. Raises SetupError where the table is damaged."""
    found: dict[tuple[str, str], list[HeldRow]] = {}
    for row in load_rows("responsibility", HeldRow):
        for word in row.words:
            found.setdefault((row.pos, word), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}
