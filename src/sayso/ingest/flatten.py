"""The visible text of an HTML tree, flattened once: block elements break lines, inline text runs together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.model import Span
from sayso.model.page import Piece, Region

if TYPE_CHECKING:
    from lxml.etree import iterwalk
    from lxml.html import HtmlElement

_UNSEEN_TAGS = (
    "script style noscript template head title svg math iframe object embed applet canvas audio video map textarea select datalist input"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output picture "
    "progress q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr amp-img fbt"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_REGIONS = {
    "figcaption": Region.CAPTION,
    "nav": Region.NAVIGATION,
    "footer": Region.NAVIGATION,
    "button": Region.NAVIGATION,
    "aside": Region.ASIDE,
}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BREAK = "\v"  # stands for <br> while a block is read
_NEVER_HIDDEN = frozenset({"html", "body"})  # many pages hide the body until a script has run


@dataclass(slots=True)
class _Block:
    """A block that is being read: its tag, the region it stands in, its words so far."""

    tag: str
    region: Region
    words: list[str] = field(default_factory=list)
    linked: int = 0
    breaks: int = 0

    def add(self, words: str | None, *, is_link: bool) -> None:
        """Take up words as they stand in the markup."""
        if not words:
            return
        self.words.append(words.replace(_BREAK, " "))
        solid = sum(map(len, words.split()))
        if solid:
            self.breaks = 0
            self.linked += solid if is_link else 0

    def add_break(self) -> None:
        """Take up a line break."""
        self.breaks += 1
        self.words.append(_BREAK)

    def text(self) -> str:
        """The words with white space folded, line breaks kept."""
        lines = (" ".join(line.split()) for line in "".join(self.words).split(_BREAK))
        return "\n".join(line for line in lines if line)


def flatten(tree: "HtmlElement") -> tuple[str, tuple[Piece, ...]]:
    """The visible text of ``tree`` and its pieces, in order; every piece's span slices to its text.

    Pieces are apart by a blank line; a ``<br>`` is a line break within a piece, two of them end it. White space is folded. Script, style,
    form fields and what is hidden by an attribute or its own style are left out. One pass without recursion: linear in the size of the tree.
    """
    lines: list[str] = []
    pieces: list[Piece] = []
    position = 0
    for block in _blocks(tree):
        text = block.text()
        if not text:
            continue
        span = Span(position, position + len(text))
        share = min(1.0, block.linked / sum(map(len, text.split())))
        pieces.append(Piece(span=span, tag=block.tag, region=block.region, link_share=round(share, 3)))
        lines.append(text)
        position = span.end + 2
    return "\n\n".join(lines), tuple(pieces)


def depth_of(tree: "HtmlElement", limit: int) -> int:
    """The depth of the deepest element; counting stops past ``limit``."""
    depth = deepest = 0
    for event, _ in _walk(tree):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > limit:
            break
    return deepest


def _walk(tree: "HtmlElement") -> "iterwalk":
    from lxml import etree

    return etree.iterwalk(tree, events=("start", "end"))


def _blocks(tree: "HtmlElement") -> Iterator[_Block]:
    """Each block element's own words, in text order; a block is cut where another one stands inside it."""
    stack: list[tuple[str, Region]] = [("body", Region.MAIN)]
    current = _Block("body", Region.MAIN)
    links = 0
    walker = _walk(tree)
    for event, element in walker:
        tag = element.tag
        if _is_unseen(element):
            if event == "start":
                walker.skip_subtree()
            else:
                current.add(element.tail, is_link=links > 0)
        elif tag == "br":
            if event == "start":
                current.add_break()
            else:
                if current.breaks > 1:
                    yield current
                    current = _Block(*stack[-1])
                current.add(element.tail, is_link=links > 0)
        elif tag in _INLINE:
            links += (tag == "a") * (1 if event == "start" else -1)
            current.add(element.text if event == "start" else element.tail, is_link=links > 0)
        else:
            yield current
            if event == "start":
                stack.append((tag, _REGIONS.get(tag, stack[-1][1])))
            else:
                stack.pop()
            current = _Block(*stack[-1])
            current.add(element.text if event == "start" else element.tail, is_link=links > 0)
    yield current


def _is_unseen(element: "HtmlElement") -> bool:
    tag = element.tag
    if tag in _UNSEEN or not isinstance(tag, str):
        return True
    if tag in _NEVER_HIDDEN:
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
