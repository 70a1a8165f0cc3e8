"""Gives a story in capitals the case of ordinary print, letter for letter, so that the parser can read it.

Wire copy and telex archives are all capitals, and a parser trained on print takes every such word for a name. The text handed to the
parser is lower-cased; words that are known names, or that no word list knows, get their capital back. The article itself
is not touched, and no offset moves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from sayso.tables.casing import CasingWords, load_casing_words
from sayso.tables.countries import load_countries

if TYPE_CHECKING:
    from spacy.language import Language

type IsCommon = Callable[[str], bool]
"""Whether a lower-case word is an ordinary word of the language."""

_MOSTLY = 0.8
"""The share of capitals among a text's letters above which its case says nothing."""
_LEAST_LETTERS = 80
_SAMPLE = 2000
_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_LETTERS = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*\s+$|\n\s*\n\s*$|-- ?$|\[text\]\s$|^\s*$")
_VOWEL = re.compile(r"[aeiouy]")
_ACRONYM = 5
_NAME = 4
"""Letters of the shortest word that is a name because a title stands before it, or because a country's name has it."""

_VERB_ENDINGS = ("ed", "ing", "ly")
"""A word in one of these behind a title is the sentence's verb or adverb, not the name that the title announces."""

_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("n't", ""),
)
"""Endings of inflected words, and what the base form has in their place."""


class _Case(Enum):
    """How print writes a word."""

    SMALL = auto()
    CAPITAL = auto()
    CAPITALS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Casing:
    """What tells names from ordinary words: the table, the words of the names of countries, and the pipeline's own word list."""

    words: CasingWords
    names: frozenset[str]
    is_common: IsCommon


def load_casing(nlp: "Language") -> Casing:
    """The casing rules for texts that ``nlp`` reads. Raises SetupError where a table does not fit."""
    words = load_casing_words()
    return Casing(words=words, names=_country_words() - words.ordinary, is_common=_common_words(nlp))


def is_capitals(text: str) -> bool:
    """Whether most letters of the text's beginning are capitals."""
    sample = text.lstrip()[:_SAMPLE]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return upper >= _LEAST_LETTERS and upper >= _MOSTLY * (upper + lower)


def truecase(text: str, casing: Casing) -> str:
    """``text`` with a capital only where a sentence or a name starts; the same length, other characters untouched."""
    lowered = _lowered(text)
    pieces: list[str] = []
    position = 0
    after_title = False
    for match in _WORD.finditer(lowered):
        word = match[0]
        gap = lowered[position : match.start()]
        before = lowered[max(0, match.start() - 7) : match.start()]
        case = _case(word.rstrip("."), casing, after_title=after_title and len(gap) == 1, after_number=before[-2:-1].isdigit())
        if case is _Case.CAPITALS:
            word = text[match.start() : match.end()]
        elif case is _Case.CAPITAL or _SENTENCE_END.search(before):
            word = _capital(word)
        pieces += (gap, word)
        after_title = match[0] in casing.words.title
        position = match.end()
    pieces.append(lowered[position:])
    return "".join(pieces)


def _case(word: str, casing: Casing, *, after_title: bool, after_number: bool) -> _Case:
    words = casing.words
    stem = _POSSESSIVE.sub("", word)
    if stem in casing.names or stem in words.date or (after_number and stem in words.date_behind_number):
        return _Case.CAPITAL
    if not casing.is_common(stem):
        return _Case.CAPITALS if len(stem) <= _ACRONYM and not _VOWEL.search(stem[1:]) else _Case.CAPITAL
    if after_title and len(stem) >= _NAME and stem not in words.grammar and not stem.endswith(_VERB_ENDINGS):
        return _Case.CAPITAL
    return _Case.SMALL


def _common_words(nlp: "Language") -> IsCommon:
    """A test for ordinary words, made of the pipeline's own stop words and lemma index; without an index every word passes."""
    stops = frozenset(nlp.Defaults.stop_words)
    known: set[str] = set()
    if "lemmatizer" in nlp.component_names:  # disabled where another pipe remembers what it says
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        for name in ("lemma_index", "lemma_exc"):
            if lookups is not None and lookups.has_table(name):
                for forms in lookups.get_table(name).values():
                    known.update(forms)
    if not known:
        return lambda _: True

    def is_common(word: str) -> bool:
        if word in stops or word in known:
            return True
        return any(word[: -len(end)] + new in known for end, new in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2)

    return is_common


def _country_words() -> frozenset[str]:
    """The longer words of the names of countries, their peoples and capitals."""
    return frozenset(
        word
        for country in load_countries()
        for name in (*country.names, *country.adjectives, *country.people, *country.capitals)
        for word in _LETTERS.findall(name.lower())
        if len(word) >= _NAME
    )


def _lowered(text: str) -> str:
    """Lower case, character for character: a letter whose lower case is longer stays."""
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _capital(word: str) -> str:
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:]
