"""Words that get a capital, or none, where a story in capitals is given the case of ordinary print."""

import msgspec

from sayso.errors import Code, SetupError
from sayso.tables.loader import load_rows


class CasingRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of word; ``example`` and ``counter`` are a text in capitals and words that stand in it once it is recased."""

    id: str
    note: str
    words: tuple[str, ...]
    example: tuple[str, str]
    counter: tuple[str, str]


class CasingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of each row, by its id."""

    title: frozenset[str]
    date: frozenset[str]
    date_behind_number: frozenset[str]
    grammar: frozenset[str]
    ordinary: frozenset[str]


def load_casing_words() -> CasingWords:
    """Read the table. Raises SetupError where a row does not fit, is missing or is unknown."""
    words = {row.id: row.words for row in load_rows("casing", CasingRow)}
    try:
        return msgspec.convert(words, CasingWords)
    except msgspec.ValidationError as error:
        raise SetupError(Code.TABLE, str(error), where="tables/casing.toml") from error
