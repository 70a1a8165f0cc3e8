"""Which line of a page is its headline: by the words of the story, by who and when stands below it, by being there twice."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.clean.labelled import NAMES, WORD, Labelled, is_dated, is_signature
from sayso.clean.units import Unit
from sayso.model import BlockKind

_CLOSES = re.compile(r"(?<!\.\.)[.:;,]$")
_NO_TITLE = re.compile(r"https?:|www\.|^[*+•|>©@]|\bCredit\b|(?i:\bshare\b|\bcomments?\b|\bsubscribe\b|\bsign in\b)")
_SITE_TITLE = re.compile(r" [|–-] ")
_MAY_BE_TITLE = frozenset({BlockKind.BOILERPLATE, BlockKind.TEASER, BlockKind.HEADING, BlockKind.PARAGRAPH})
_SOLID = 90  # characters
_BEFORE = 120  # units before the story in which a headline may stand
_LONGEST_LINE = 600
_WORDS = range(2, 25)
_STEM = 4
_SAME_STORY = 0.3  # share of the longer words that a headline has in common with its story

_SIGNED_NEXT = 0.7
_SIGNED = 0.5
_SIGNED_LATER = 0.3
_SIGNED_ABOVE = 0.3
_AGAIN = 0.4
_IN_A_LONGER_LINE = 0.5
_LONG = 0.2
_LIKE_A_NAME = 0.6
_OF_A_CARD = 1.0
_OF_THE_MENU = 0.5
_SMALL = 0.3
_OF_THE_SITE = 0.1
_APART = 0.01  # for each unit between a line and the story, up to 40
_LEAST = 0.6
"""What speaks for a line and against it, as parts of sharing all its words with the story."""

_FEW, _USUAL = 4, 5  # words: what has fewer is seldom a headline, what has as many is usual
_MENU = 5  # the line that is there so often belongs to the furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What a line is judged by beside itself: the words of the story, every line of the page by its words, the outlet."""

    told: frozenset[str]
    lines: Mapping[str, int]
    outlet: str
    above: str


def find_title(page: Labelled, hints: Sequence[str] = (), outlet: str | None = None) -> int | None:
    """The unit that is the headline: the line before the first paragraph that most speaks for, None where too little does.

    ``hints`` are titles that the markup names; a line equal to one of them is it, the one nearest to the story. The name of the
    ``outlet`` is none.
    """
    wanted = {_key(hint) for hint in hints if hint}
    solid = _first_solid(page)
    for index in range(len(page.units) - 1 if solid is None else solid, -1, -1):
        if len(page.units[index].text) <= _LONGEST_LINE and _key(page.units[index].text) in wanted:
            return index
    if solid is None:
        return None
    around = _surroundings(page, solid, outlet)
    first = max(0, solid - _BEFORE)
    scores = [_score(page, index, around) for index in range(first, solid)]
    ranked = [(score - _APART * min(solid - index, 40), index) for index, score in enumerate(scores, first)]
    best, index = max(ranked, default=(0.0, solid))
    if best < _LEAST:
        return None
    has_rival = index > first and scores[index - first - 1] >= max(_LEAST, best / 2)
    return index - 1 if has_rival and _is_subtitle(page, index, around) else index


def _is_subtitle(page: Labelled, index: int, around: _Surroundings) -> bool:
    """Whether a line is the subtitle of the shorter one above it; what is part of a longer line elsewhere is none."""
    above, line = page.units[index - 1].text, page.units[index].text
    times = around.lines[_key(line)]
    is_headline = len(WORD.findall(above)) >= _USUAL and len(above) < len(line) and around.lines[_key(above)] in {1, times}
    return is_headline and around.above.count(_key(line)) <= times


def _first_solid(page: Labelled) -> int | None:
    """Where the running text surely begins: at a solid paragraph that has another one right after it, for a site's motto has none."""
    solid = [kind is BlockKind.PARAGRAPH and _is_solid(unit) for unit, kind in zip(page.units, page.kinds, strict=True)]
    for index, is_solid in enumerate(solid):
        if is_solid and any(solid[index + 1 : index + 3]):
            return index
    return solid.index(True) if True in solid else page.lead


def _is_solid(unit: Unit) -> bool:
    """Whether a unit is surely running text: long, and closed like a sentence."""
    return len(unit.text) >= _SOLID and unit.text.rstrip("\"'”’»)")[-1:] in {".", "!", "?"}


def _surroundings(page: Labelled, solid: int, outlet: str | None) -> _Surroundings:
    story = [page.units[index].text for index in range(solid, len(page.units)) if page.kinds[index] is BlockKind.PARAGRAPH]
    keys = [_key(unit.text) for unit in page.units if len(unit.text) <= _LONGEST_LINE]
    return _Surroundings(
        told=frozenset(stem for text in story for stem in _stems(text)),
        lines=Counter(keys),
        outlet=_key(outlet or ""),
        above="\n".join(_key(unit.text) for unit in page.units[max(0, solid - 2 * _BEFORE) : solid] if len(unit.text) <= _LONGEST_LINE),
    )


def _score(page: Labelled, index: int, around: _Surroundings) -> float:
    """How much speaks for a line as the headline; 0 where something rules it out."""
    text = page.units[index].text
    words, key = WORD.findall(text), _key(text)
    if len(words) not in _WORDS or page.kinds[index] not in _MAY_BE_TITLE or len(text) > _LONGEST_LINE or key == around.outlet:
        return 0.0
    if is_dated(text) or is_signature(text) or _NO_TITLE.search(text):
        return 0.0
    again = len(words) >= _FEW and around.lines[key] > 1
    is_card = page.is_card(index)
    signed = 0.0 if is_card else _signed(page, index)
    if _CLOSES.search(text) and not (again and signed):
        return 0.0
    for_it = _likeness(text, around.told) * min(1.0, len(words) / _FEW) + signed + _AGAIN * again + _LONG * (len(words) >= _USUAL)
    if len(words) >= _FEW and around.above.count(key) > around.lines[key]:
        for_it += _IN_A_LONGER_LINE
    against_it = _OF_A_CARD * is_card + _OF_THE_MENU * (around.above.count(key) >= _MENU) + _LIKE_A_NAME * bool(NAMES.fullmatch(text))
    return for_it - against_it - _SMALL * text[0].islower() - _OF_THE_SITE * bool(_SITE_TITLE.search(text))


def _likeness(text: str, told: frozenset[str]) -> float:
    """The share of a line's longer words that the story has too, and a little for each; 0 where it is small."""
    stems = _stems(text)
    shared = sum(stem in told for stem in stems)
    return shared / len(stems) + 0.1 * min(shared, 6) if shared and shared >= _SAME_STORY * len(stems) else 0.0


def _signed(page: Labelled, index: int) -> float:
    """What the author or the day near a line adds: most right below it, where a subtitle may stand between."""
    below = page.units[index + 1 : index + 6]
    at = next((at for at, unit in enumerate(below) if is_signature(unit.text)), None)
    if at is not None:
        return (_SIGNED_NEXT, _SIGNED, _SIGNED, _SIGNED_LATER, _SIGNED_LATER)[at]
    return _SIGNED_ABOVE if any(is_signature(unit.text) for unit in page.units[max(0, index - 1) : index]) else 0.0


def _stems(text: str) -> list[str]:
    """The beginnings of the longer words: "shelling" and "shells" are about the same thing."""
    return [word[:_STEM].lower() for word in WORD.findall(text) if len(word) > _STEM]


def _key(text: str) -> str:
    return " ".join(WORD.findall(text)).lower()
