"""What each unit of a page is, once it is known which of them read like story."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.clean.units import Unit
from sayso.model import BlockKind
from sayso.tables.page_lines import LineRule

_CLOSES = re.compile(r"[.!?…。！？:;,][\"'”’»)\]]*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w+")
_LONGEST_LINE = 1500  # characters; what is longer is running text and no rule is tried on it
_LONGEST_CREDIT = 12
_LONGEST_CAPTION = 60
_LONGEST_CARD_LINE = 20
_LONGEST_HEADING = 10
_CARD_LINES = 3
_FAR = 10  # units after the last paragraph where no heading of the story stands
_SHORTEST_HEADLINE = 4
_ALT_TEXT = "line.alt_text"


def marked_kinds(units: Sequence[Unit], rules: tuple[LineRule, ...]) -> list[BlockKind | None]:
    """The kinds of units that their own words decide (rows of the line table that always hold, and cards), None for all others."""
    matched = [_rule(unit.text, rules) for unit in units]
    kinds = [_longer_kind(rule.kind, unit.text) if rule and rule.always else None for unit, rule in zip(units, matched, strict=True)]
    usual_gap = sorted(unit.gap for unit in units)[len(units) // 5] if units else 0  # 0 unless nearly every line stands alone
    for index, rule in enumerate(matched):
        if rule is not None and rule.id == _ALT_TEXT:
            for below in _card_below(units, index, usual_gap):
                kinds[below] = kinds[below] or BlockKind.TEASER
    return kinds


def without_marked(units: Sequence[Unit], kinds: Sequence[BlockKind | None]) -> tuple[Unit, ...]:
    """The undecided units, as if the others were not on the page: an empty line before one of those now stands before what follows it."""
    rest: list[Unit] = []
    gap = 0
    for unit, kind in zip(units, kinds, strict=True):
        gap = max(gap, unit.gap)
        if kind is None:
            rest.append(unit if gap == unit.gap else replace(unit, gap=gap))
            gap = 0
    return tuple(rest)


def label_units(
    units: Sequence[Unit], marked: Sequence[BlockKind | None], story: Sequence[bool], rules: tuple[LineRule, ...]
) -> list[BlockKind]:
    """A kind for each unit: as `marked_kinds` found it, or by ``story``; then headings between paragraphs, teasers, and the rest."""
    kinds: list[BlockKind] = []
    for unit, kind, is_story in zip(units, marked, story, strict=True):
        rule = None if kind or is_story else _rule(unit.text, rules)
        kinds.append(kind or (BlockKind.PARAGRAPH if is_story else _longer_kind(rule.kind, unit.text) if rule else BlockKind.BOILERPLATE))
    _mark_lead_caption(units, kinds)
    _mark_headings(units, kinds, marked)
    _mark_teasers(units, kinds, marked)
    return kinds


def _rule(text: str, rules: tuple[LineRule, ...]) -> LineRule | None:
    if len(text) > _LONGEST_LINE:
        return None
    return next((rule for rule in rules if rule.pattern.search(text)), None)


def _card_below(units: Sequence[Unit], index: int, usual_gap: int) -> Iterator[int]:
    """A card of a related story: right below the text of its picture stand its section and, last, its headline in short lines."""
    for below in range(index + 1, min(len(units), index + 1 + _CARD_LINES)):
        unit = units[below]
        words = _count(unit.text)
        if unit.gap > usual_gap or words > _LONGEST_CARD_LINE or _CLOSES.search(unit.text):
            return
        yield below
        if words >= _SHORTEST_HEADLINE:
            return


def _longer_kind(kind: BlockKind, text: str) -> BlockKind:
    """A credit that runs on into a sentence is the caption and its credit in one line."""
    return BlockKind.CAPTION if kind is BlockKind.CREDIT and _count(text) > _LONGEST_CREDIT else kind


def _mark_lead_caption(units: Sequence[Unit], kinds: list[BlockKind]) -> None:
    """What stands first and has a picture's credit right below it is that picture's caption, though it reads like story."""
    first = next((index for index, kind in enumerate(kinds) if kind is BlockKind.PARAGRAPH), None)
    if first is not None and kinds[first + 1 : first + 2] == [BlockKind.CREDIT] and _count(units[first].text) <= _LONGEST_CAPTION:
        kinds[first] = BlockKind.CAPTION


def _mark_headings(units: Sequence[Unit], kinds: list[BlockKind], marked: Sequence[BlockKind | None]) -> None:
    """Short lines without a full stop: inside the story, or not far from it, apart by empty lines and right before a paragraph of it."""
    repeats = Counter(unit.text for unit in units)
    since = _FAR
    for index, unit in enumerate(units):
        follows = since < _FAR
        since = 0 if kinds[index] is BlockKind.PARAGRAPH else since + 1
        if marked[index] is not None or _count(unit.text) > _LONGEST_HEADING or _CLOSES.search(unit.text) or not unit.text[0].isalnum():
            continue
        if kinds[index] is BlockKind.PARAGRAPH:
            kinds[index] = BlockKind.HEADING
        elif kinds[index] is BlockKind.BOILERPLATE and follows and unit.text[0].isupper() and repeats[unit.text] == 1:
            below = index + 1
            if below < len(units) and kinds[below] is BlockKind.PARAGRAPH and unit.gap > 0 and units[below].gap > 0:
                kinds[index] = BlockKind.HEADING


def _mark_teasers(units: Sequence[Unit], kinds: list[BlockKind], marked: Sequence[BlockKind | None]) -> None:
    """Boilerplate that reads like a headline, and the line that a pointer such as "Related" stands over."""
    for index, unit in enumerate(units):
        if kinds[index] is not BlockKind.BOILERPLATE or marked[index] is not None or _CLOSES.search(unit.text) or _YEAR.search(unit.text):
            continue
        words = _WORD.findall(unit.text)
        capitals = sum(word[0].isupper() for word in words)
        after_pointer = index > 0 and kinds[index - 1] is BlockKind.TEASER and len(words) >= 3
        if after_pointer or (6 <= len(words) <= _LONGEST_CARD_LINE and capitals >= 2):
            kinds[index] = BlockKind.TEASER


def _count(text: str) -> int:
    return len(_WORD.findall(text))
