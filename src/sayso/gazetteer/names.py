"""Place names in the one shape in which the gazetteer keeps them and texts are looked up."""

import re
import unicodedata
from enum import IntEnum


class NameForm(IntEnum):
    """How a name names its place; the smaller, the more direct."""

    MAIN = 0
    ALIAS = 1
    BARE = 2  # a division without its "County", "Province"
    ADJECTIVE = 3
    PEOPLE = 4


_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a",
        "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", "/": " ",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "`": None, "´": None, ".": None, ",": None,
        "&": " and ",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart, and marks that news and gazetteers set or leave out at will."""

_SHORT_FIRST_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LONGEST = 80
"""No place has a longer name that anybody prints; what is longer folds to nothing."""


def fold(name: str) -> str:
    """``name`` without case, accents, hyphens, points and a leading article; "St. Osla's" and "Saint Oslas" fold alike.

    Empty where nothing is left, or where the name is too long to be one.
    """
    if len(name) > _LONGEST:
        return ""
    text = name
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = text.casefold().translate(_LETTERS).split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        words[0] = _SHORT_FIRST_WORDS.get(words[0], words[0])
    return " ".join(words)


_ABBREVIATION = re.compile(r"[A-Z](?:\.? ?[A-Z]){1,4}\.?|[A-Z][a-z]{1,4}\.|[A-Z]\. ?[A-Z][a-z]\.")


def exact_key(name: str) -> str:
    """The key of an abbreviation, which counts only as it is written: "US" is a country, "us" is not."""
    return f"={name}"


def is_abbreviation(name: str) -> bool:
    """Whether ``name`` is written as an abbreviation: capitals with or without points, or a clipped word with its point ("Fla.")."""
    return len(name) <= 8 and _ABBREVIATION.fullmatch(name) is not None


_LATIN_NAME = re.compile(r"['‘’ʻ`]?[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][^\u0370-\u1dff\u2e80-\uffff]+")
_CODE = re.compile(r"[A-Z]{2,4}")


def is_english_name(name: str) -> bool:
    """Whether an alternate name may stand in English news: Latin letters, a capital first, no airport code.

    Lower-case alternates of GeoNames are machine transliterations ("lndn"), which would only cost room.
    """
    return _LATIN_NAME.fullmatch(name) is not None and _CODE.fullmatch(name) is None


_FOREIGN_ENDING = re.compile("as|is|us|os|ai|o|io")


def is_inflected(alias: str, name: str) -> bool:
    """Whether a folded alias is the main name with a Lithuanian or Esperanto ending ("londonas"): English has no use for it.

    Such forms would make places of common words and of other names.
    """
    shared = 0
    while shared < min(len(alias), len(name)) and alias[shared] == name[shared]:
        shared += 1
    return shared >= max(3, len(name) - 2) and alias != name and _FOREIGN_ENDING.fullmatch(alias[shared:]) is not None


_DIVISION_WORD = (
    "county|parish|borough|census area|municipality|district|province|governorate|region|oblast|raion|rayon|krai|kray|okrug|republic|"
    "respublika|prefecture|department|state|division|canton|voivodeship|tehsil|sheng|shi|zhou"
)
_BEFORE = re.compile(rf"(?:{_DIVISION_WORD})(?: of)? (?=\w)")
_BEHIND = re.compile(rf"(?<=\w) (?:{_DIVISION_WORD})")


def bare_division(folded: str) -> str | None:
    """A folded division name without the word for its kind ("ashford county": "ashford"), or None where it has none."""
    for pattern, at_end in ((_BEHIND, True), (_BEFORE, False)):
        for match in pattern.finditer(folded):
            if at_end and match.end() == len(folded):
                return folded[: match.start()]
            if not at_end and match.start() == 0:
                return folded[match.end() :]
    return None
