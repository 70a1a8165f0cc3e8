"""Words in the form in which sentences of different articles are compared."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_APOSTROPHE = "’"
_TYPOGRAPHIC = re.compile("[‘“”–—\u00a0]")
_MAY_COMBINE = re.compile("[\u0300-\U0010ffff]")
"""No character below these is a combining one."""

_QUOTATION = re.compile(r"[\"“]([^\"“”]+)(?:[\"”]|$)|^[^\"“”]+(?=[\"”])")

_LETTERS = str.maketrans({mark: mark.lower() if mark.isalnum() or mark == "'" else " " for mark in map(chr, range(128))})
"""Plain letters small, everything else a space: a text without accents is in words once it is split."""


def plain_words(text: str) -> list[str]:
    """The words of ``text`` in order: lower case, without accents, possessive endings and punctuation."""
    letters = text if text.isascii() else _without_accents(text)
    words: list[str] = letters.translate(_LETTERS).split() if letters.isascii() else _WORD.findall(letters.lower())
    if "'" not in letters:
        return words
    return [word for part in words for word in (_without_apostrophes(part) if "'" in part else (part,))]


def _without_apostrophes(part: str) -> list[str]:
    """The words in a stretch of letters and apostrophes, which may stand around a word, in it, or before its possessive ending."""
    return [word.removesuffix("'s") for word in _WORD.findall(part)]


def _without_accents(text: str) -> str:
    letters = _TYPOGRAPHIC.sub(" ", text.replace(_APOSTROPHE, "'"))
    return letters if letters.isascii() else _MAY_COMBINE.sub(_uncombined, unicodedata.normalize("NFKD", letters))


def _uncombined(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match.group()) else match.group()


def stem(word: str) -> str:
    """A word without the endings of plural and tense, so that "shells", "shelled" and "shelling" meet.

    Cruder than a stemmer for search: it only has to be the same for forms of one word.
    """
    if len(word) <= 3:
        return word
    if word[-1] not in "sdg":
        return word.removesuffix("e")
    for ending, keep in (("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            word = word[: -len(ending)] + keep
            break
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word.removesuffix("e")


class Stems(dict[str, str]):
    """The stems of the words of one article as they are met: each word is looked at once, however many sentences hold it.

    "" stands for a word without content: a function word or a single letter.
    """

    def __init__(self, function_words: frozenset[str]) -> None:
        super().__init__(dict.fromkeys(function_words, ""))

    def __missing__(self, word: str) -> str:
        found = self[word] = stem(word) if len(word) > 1 or word.isdigit() else ""
        return found

    def of(self, words: Iterable[str]) -> frozenset[str]:
        """The stems of those ``words`` (see `plain_words`) that have content."""
        return frozenset(filter(None, map(self.__getitem__, words)))


def content_stems(words: Iterable[str], function_words: frozenset[str]) -> frozenset[str]:
    """The stems of those ``words`` (see `plain_words`) that are not function words and not single letters."""
    return Stems(function_words).of(words)


def quoted_words(passage: str, words: str) -> tuple[str, ...]:
    """The words of the quotation in ``passage`` in which ``words`` stand, or that stands in them; none outside quotation marks.

    A quotation that goes on from the sentence before, or into the next one, is cut at the ends of the passage.
    """
    told = plain_words(words)
    for match in _QUOTATION.finditer(passage):
        spoken = plain_words(match.group())
        if _is_run(told, spoken) or _is_run(spoken, told):
            return tuple(spoken)
    return ()


def _is_run(few: list[str], many: list[str]) -> bool:
    """Whether ``few`` words stand in ``many`` one after the other."""
    return bool(few) and any(many[at : at + len(few)] == few for at in range(len(many) - len(few) + 1))
