"""Running text that somebody already cut out of its page: every paragraph is story."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from sayso.clean.dates import given_day
from sayso.clean.language import language_of
from sayso.clean.units import Unit, find_paragraphs
from sayso.model import Article, Block, BlockKind, Span, Stated

_MONTH = r"[A-Z][A-Za-z]{2,8}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{2,4}})?"
_DATELINE = re.compile(
    r"[A-Z][A-Z'’.\-]+(?: [A-Z][A-Z'’.\-]+){0,2}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2}){0,2}"
    rf"(?:, {_DAY})?(?:(?P<agency> ?\([^()\n]{{2,60}}\))?(?: ?[—–] ?| (?:-{{1,2}}|_) )|(?P<bare> \([A-Z]{{2,8}}\) ))(?=[A-Z\d\"“‘'(\[])"
)
_IN_CAPITALS = re.compile(r"[A-Z][A-Z'’.\-]+(?: [A-Z][A-Z'’.\-]+){0,2}(?: ?\([^()\n]{2,60}\))?: ?(?=[A-Z\d\"“‘'])")
_DATELINE_ALONE = re.compile(rf"(?:[A-Z][A-Z'’.\-]+[^\n.]{{0,80}}(?:[—–_]|--)|(?:[A-Z][a-z]+day,? )?{_DAY})$")
_CLOSES = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_QUOTE = re.compile('["“”«»]')
_LONGEST_DATELINE = 100
_LONGEST_TITLE = 20
_LONGEST_HEADING = 8


def plain_article(text: str, *, published: str | None = None, url: str | None = None) -> Article:
    """An article of ``text`` taken as story as it is: a block for each paragraph.

    Lines broken at a fixed width are one paragraph. A first line without a full stop over longer text is its title, a short one between
    paragraphs a heading, a place in capitals up to its dash a dateline. ``published`` is an ISO date that the caller vouches for.
    """
    units = find_paragraphs(text)
    blocks = story_blocks(text, ((unit.span, kind) for unit, kind in zip(units, _kinds(units), strict=True)))
    title = next((block for block in blocks[:1] if block.kind is BlockKind.TITLE), None)
    return Article(
        id=article_id(text),
        text=text,
        blocks=blocks,
        url=url,
        title=Stated(value=" ".join(title.span.slice(text).split()), span=title.span) if title else None,
        published=given_day(published),
        language=language_of(text),
    )


def story_blocks(text: str, units: Iterable[tuple[Span, BlockKind]]) -> tuple[Block, ...]:
    """The blocks of labelled units of ``text``: one each, two for a paragraph that opens with a dateline.

    A place in capitals and a colon is a dateline only where the story begins and no other paragraph does so: else they are speakers.
    """
    blocks: list[Block] = []
    labels: list[int] = []
    for span, kind in units:
        if kind is BlockKind.PARAGRAPH:
            dateline = _DATELINE.match(text, *span)
            if dateline is not None and (dateline["agency"] or dateline["bare"] or not text[dateline.end() : span.end].isupper()):
                blocks += _dateline_and_rest(text, span, dateline.end())
                continue
            if _IN_CAPITALS.match(text, *span):
                labels.append(len(blocks))
        blocks.append(Block(kind=kind, span=span))
    first = next((index for index, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH), None)
    label = _IN_CAPITALS.match(text, *blocks[first].span) if labels == [first] and first is not None else None
    if first is not None and label is not None:
        blocks[first : first + 1] = _dateline_and_rest(text, blocks[first].span, label.end())
    return tuple(blocks)


def _dateline_and_rest(text: str, span: Span, end: int) -> tuple[Block, Block]:
    """The dateline that takes a paragraph up to ``end``, without the space there, and the paragraph."""
    dateline = Span(span.start, span.start + len(text[span.start : end].rstrip()))
    return Block(kind=BlockKind.DATELINE, span=dateline), Block(kind=BlockKind.PARAGRAPH, span=Span(end, span.end))


def article_id(text: str) -> str:
    """A content-made id: the same text has the same id everywhere."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _kinds(units: Sequence[Unit]) -> list[BlockKind]:
    kinds = [BlockKind.PARAGRAPH] * len(units)
    for index, unit in enumerate(units[:-1]):
        words = len(unit.text.split())
        if len(unit.text) <= _LONGEST_DATELINE and _DATELINE_ALONE.match(unit.text):
            kinds[index] = BlockKind.DATELINE
            continue
        if unit.lines > 1 or len(unit.text) > 200 or _CLOSES.search(unit.text) or not unit.text[0].isalnum():
            continue
        below = units[index + 1].text
        if not _CLOSES.search(below) or len(below.split()) <= words:
            continue
        if index == 0 and 3 <= words <= _LONGEST_TITLE:
            kinds[0] = BlockKind.TITLE
        elif 0 < words <= _LONGEST_HEADING and not _QUOTE.search(unit.text):
            kinds[index] = BlockKind.HEADING
    return kinds
