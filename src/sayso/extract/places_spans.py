"""Capitalised runs of words that may be names, and the keys under which a gazetteer would have them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sayso.annotate.parsed import offsets
from sayso.gazetteer import exact_key, fold, is_abbreviation
from sayso.tables.places import PlaceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST_NAME = 6
"""Tokens, hyphens counted; of a longer name ("Democratic People's Republic of ...") a shorter part is found."""

_LONGEST_PURE_ABBREVIATION = 3


class NameRun(NamedTuple):
    """Tokens ``start`` to ``end`` (half-open) that may be one name, and its gazetteer keys, the likeliest first.

    ``is_acronym`` where it is a short word in capitals, which may be a place all the same ("IRAN").
    """

    start: int
    end: int
    keys: tuple[str, ...]
    is_acronym: bool


def name_runs(doc: "Doc", words: Sequence[str], rules: PlaceRules) -> Iterator[tuple[int, list[NameRun]]]:
    """For each token that may open a name: its index and every run from it, longest first. Linear in the length of the document.

    ``words`` are the texts of its tokens.
    """
    connectors, articles, openers = rules.cues["connector"], rules.cues["article"], rules.cues["opener"]
    text = doc.text
    begins = offsets(doc)
    different = frozenset(words)
    capitalised = frozenset(word for word in different if _is_capitalised(word))
    starters = frozenset(word for word in capitalised if word.lower() not in openers)
    opens = [word in capitalised for word in words]
    possible = starters | different.intersection(articles)
    read: dict[tuple[str, bool], tuple[tuple[str, ...], bool]] = {}
    for start in [position for position, word in enumerate(words) if word in possible]:
        if words[start] not in starters and not _opens_name(doc, start, opens):
            continue
        runs: list[NameRun] = []
        for last in range(start, min(start + _LONGEST_NAME, len(words))):
            if last > start and (not (opens[last] or words[last] in connectors) or doc[last].is_sent_start):
                break
            if opens[last]:
                name = text[begins[start] : begins[last] + len(words[last])]
                takes_point = last == start and last + 1 < len(words) and words[last + 1] == "." and not doc[last].whitespace_
                spelling = (name, takes_point)
                keys, is_acronym = read.get(spelling) or read.setdefault(spelling, _read_name(name, takes_point=takes_point))
                if keys:
                    runs.append(NameRun(start, last + 1, keys, is_acronym and last == start))
        if runs:
            yield start, runs[::-1]


def _read_name(name: str, *, takes_point: bool) -> tuple[tuple[str, ...], bool]:
    """The gazetteer keys of a name, and whether it is spelled as an acronym."""
    return _keys(name, takes_point=takes_point), name.isupper() and is_abbreviation(name)


def _keys(name: str, *, takes_point: bool) -> tuple[str, ...]:
    """Gazetteer keys; ``takes_point`` where a point stands right behind, cut off by the tokeniser ("Fla" ".")."""
    folded = fold(name)
    dotted = (exact_key(name + "."),) if takes_point else ()
    if not is_abbreviation(name):
        return (*dotted, folded) if folded else dotted
    # "UN" is no village, but a headline in capitals may well name IRAN or SYRIA.
    may_be_word = folded and "." not in name and len(name) > _LONGEST_PURE_ABBREVIATION
    return (exact_key(name), *dotted, folded) if may_be_word else (exact_key(name), *dotted)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or (len(word) > 2 and word[0] in "'’‘ʻ" and word[1].isupper())


def _opens_name(doc: "Doc", start: int, opens: list[bool]) -> bool:
    """Whether a lower-case Arabic article stands before a capitalised word ("al-Torvan")."""
    following = start + (1 if doc[start].text.endswith("-") else 2)
    return following < len(opens) and opens[following] and not doc[start].whitespace_


def titled_tokens(doc: "Doc", words: Sequence[str], rules: PlaceRules) -> frozenset[int]:
    """The tokens of names behind a title with a capital: they are people ("Mr Jordan", "Judge Paris Holland"); ``words``: their texts."""
    titles = rules.cues["title"]
    titled: set[int] = set()
    opening = frozenset(word for word in set(words) if word[0].isupper() and word.lower() in titles)
    for position, word in enumerate(words):
        if word in opening:
            for index in range(position + 1, min(position + 1 + _LONGEST_PERSON, len(words))):
                if not words[index][0].isupper() or doc[index].is_sent_start:
                    break
                titled.add(index)
    return frozenset(titled)


_LONGEST_PERSON = 3
