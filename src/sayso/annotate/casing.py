"""Gives a story in capitals the case of ordinary print, letter for letter, so that the parser can read it.

Wire copy and telex archives are all capitals, and a parser trained on print takes every such word for a name. The text handed to the
parser is lower-cased; words that are known names, or that no word list knows, get their capital back. The article itself
is not touched, and no offset moves.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

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
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*\s+$|\n\s*\n\s*$|-- ?$|\[text\]\s$|^\s*$")
_ACRONYM = 5
_TITLES = frozenset(
    {"president", "general", "colonel", "captain", "major", "lieutenant", "minister", "mr.", "mrs.", "dr.", "senator", "judge", "bishop"}
    | {"archbishop", "father", "ambassador", "mayor", "governor", "commander", "monsignor", "deputy", "secretary", "chancellor", "premier"}
)
_DATES = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_AMBIGUOUS_DATES = frozenset({"may", "march", "mar"})


def is_capitals(text: str) -> bool:
    """Whether most letters of the text's beginning are capitals."""
    sample = text.lstrip()[:_SAMPLE]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return upper >= _LEAST_LETTERS and upper >= _MOSTLY * (upper + lower)


def truecase(text: str, is_common: IsCommon) -> str:
    """``text`` with a capital only where a sentence or a name starts; the same length, other characters untouched."""
    lowered = _lowered(text)
    pieces: list[str] = []
    position = 0
    after_title = False
    for match in _WORD.finditer(lowered):
        word = match[0]
        gap = lowered[position : match.start()]
        before = lowered[max(0, match.start() - 7) : match.start()]
        kind = _kind(word.rstrip("."), is_common, after_title=after_title and len(gap) == 1, after_date=before[-2:-1].isdigit())
        if kind == "acronym":
            word = text[match.start() : match.end()]
        elif kind == "name" or _SENTENCE_END.search(before):
            word = _capital(word)
        pieces += (gap, word)
        after_title = match[0] in _TITLES
        position = match.end()
    pieces.append(lowered[position:])
    return "".join(pieces)


def common_words(nlp: "Language") -> IsCommon:
    """A test for ordinary words, made of the pipeline's own stop words and lemma index; without an index every word passes."""
    stops = frozenset(nlp.Defaults.stop_words)
    known: set[str] = set()
    if nlp.has_pipe("lemmatizer"):
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        for name in ("lemma_index", "lemma_exc"):
            if lookups is not None and lookups.has_table(name):
                for forms in lookups.get_table(name).values():
                    known.update(forms)
    if not known:
        return lambda _: True

    def is_common(word: str) -> bool:
        stem = re.sub(r"['’]s?$", "", word)
        if stem in stops or stem in known:
            return True
        return any(stem[: -len(end)] + new in known for end, new in _ENDINGS if stem.endswith(end) and len(stem) > len(end) + 2)

    return is_common


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


def _kind(word: str, is_common: IsCommon, *, after_title: bool, after_date: bool) -> str:
    """``name``, ``acronym`` or ``word``."""
    stem = re.sub(r"['’]s?$", "", word)
    if stem in _names() or (stem in _DATES and (after_date or stem not in _AMBIGUOUS_DATES)):
        return "name"
    if not is_common(stem):
        return "acronym" if len(stem) <= _ACRONYM and not re.search(r"[aeiouy]", stem[1:]) else "name"
    if after_title and len(stem) > 3 and not is_function(stem):
        return "name"
    return "word"


def is_function(word: str) -> bool:
    """Whether a word behind a title is grammar or a verb of the sentence, not the name that the title announces."""
    return word in _GRAMMAR or word.endswith(("ed", "ing", "ly"))


_GRAMMAR = frozenset(
    {"has", "had", "have", "was", "were", "will", "would", "said", "says", "told", "with", "from", "that", "this", "also", "been", "must"}
    | {"general", "minister", "president", "who", "and", "for", "when", "while", "should", "today", "yesterday", "there", "they", "then"}
    | {"made", "gave", "took", "went", "came", "left", "meets", "after", "before", "during", "into", "about", "could", "may", "might"}
)


@cache
def _names() -> frozenset[str]:
    """The words of the names of countries, peoples and capitals that are no ordinary words beside."""
    names: set[str] = set()
    for country in load_countries():
        for name in (*country.names, *country.adjectives, *country.people, *country.capitals):
            names.update(word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) > 3)
    return frozenset(names - _ORDINARY)


_ORDINARY = frozenset(
    {"republic", "united", "states", "state", "island", "islands", "kingdom", "city", "people", "north", "south", "east", "west", "central"}
    | {"western", "federal", "great", "democratic", "coast", "port", "special", "region", "administrative", "army", "union", "territory"}
    | {"territories", "virgin", "turkey"}
)


def _lowered(text: str) -> str:
    """Lower case, character for character: a letter whose lower case is longer stays."""
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _capital(word: str) -> str:
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:]
