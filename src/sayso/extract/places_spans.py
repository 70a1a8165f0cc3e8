"""Capitalised runs of words that may be names, and the keys under which a gazetteer would have them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.gazetteer import exact_key, fold, is_abbreviation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 6
"""Tokens, hyphens counted; longer names ("Democratic People's Republic of ...") are found by their shorter ones."""

_CONNECTORS = frozenset({"of", "the", "and", "de", "del", "la", "las", "los", "el", "al", "du", "da", "do", "dos", "le", "les", "upon", "on", "-", "–", "'", "’", "'s", "’s", "&", "el-", "al-", "ad-", "ar-", "as-"})  # fmt: skip
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "es", "al-", "el-"})


_LONGEST_PURE_ABBREVIATION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRun:
    """Tokens ``start`` to ``end`` (half-open) that may be one name, and its gazetteer keys, the likeliest first.

    ``is_acronym`` where it is a short word in capitals, which may be a place all the same ("IRAN").
    """

    start: int
    end: int
    keys: tuple[str, ...]
    is_acronym: bool


def name_runs(doc: "Doc") -> Iterator[tuple[int, list[NameRun]]]:
    """For each token that may open a name: its index and every run from it, longest first. Linear in the length of the document."""
    text = doc.text
    opens = [_is_capitalised(token) for token in doc]
    for token in doc:
        start = token.i
        if not opens[start] and not _is_article(token, opens):
            continue
        runs: list[NameRun] = []
        for end in range(start + 1, min(start + _LONGEST_NAME, len(doc)) + 1):
            last = doc[end - 1]
            if end - 1 > start and (last.is_sent_start or not (opens[end - 1] or last.lower_ in _CONNECTORS)):
                break
            if opens[end - 1]:
                words = text[token.idx : last.idx + len(last)]
                keys = _keys(words, doc, start, end)
                if keys:
                    runs.append(NameRun(start=start, end=end, keys=keys, is_acronym=words.isupper() and is_abbreviation(words)))
        if runs:
            yield start, runs[::-1]


def _keys(words: str, doc: "Doc", start: int, end: int) -> tuple[str, ...]:
    folded = fold(words)
    dotted = (exact_key(words + "."),) if end - start == 1 and _takes_point(doc, end) else ()
    if not is_abbreviation(words):
        return (*dotted, folded) if folded else dotted
    # "UN" is no village, but a headline in capitals may well name IRAN or SYRIA.
    may_be_word = folded and "." not in words and len(words) > _LONGEST_PURE_ABBREVIATION
    return (exact_key(words), *dotted, folded) if may_be_word else (exact_key(words), *dotted)


def _takes_point(doc: "Doc", end: int) -> bool:
    """Whether a point stands right behind, cut off by the tokeniser ("Fla" ".")."""
    return end < len(doc) and doc[end].text == "." and not doc[end - 1].whitespace_


def _is_capitalised(token: "Token") -> bool:
    return token.text[:1].isupper() or (len(token) > 2 and token.text[0] in "'’‘ʻ" and token.text[1].isupper())


def _is_article(token: "Token", opens: list[bool]) -> bool:
    """A lower-case Arabic article that opens a name ("al-Torvan")."""
    following = token.i + 1 if token.text.endswith("-") else token.i + 2
    return token.lower_ in _ARTICLES and following < len(opens) and opens[following] and not token.whitespace_
