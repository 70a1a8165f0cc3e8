"""An HTML page as text in the ways that people's tools flatten it: for fitting on more than one kind of dump."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object"})
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output picture "
    "progress q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_INDENTING_TAGS = "div section article header footer main aside nav figure form table body blockquote dl fieldset"
_INDENTING = frozenset(_INDENTING_TAGS.split())
_APART = frozenset({"p", "h1", "h2", "h3", "h4"})
_BREAK = "\v"


def parse_html(markup: bytes) -> Any:
    """The tree of a page in UTF-8."""
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return html.document_fromstring(markup, parser=parser)


def by_nodes(tree: Any) -> str:
    """A line for every text node."""
    lines = []
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if element.tag in _LEFT_OUT and event == "start":
            walker.skip_subtree()
            continue
        words = element.text if event == "start" else element.tail
        if words and words.strip():
            lines.append(" ".join(words.split()))
    return "\n".join(lines)


def by_blocks(tree: Any) -> str:
    """Block elements apart by an empty line, inline text run together, the texts of images kept."""
    return "\n\n".join(line.words for line in _lines(tree))


def by_layout(tree: Any) -> str:
    """As a text browser lays it out: indented by nesting, list items with a mark, paragraphs apart."""
    lines: list[str] = []
    before: str | None = None
    for line in _lines(tree):
        if before is not None and (line.tag in _APART or before in _APART):
            lines.append("")
        indent = 2 * line.depth + 4 * line.list_depth - (2 if line.mark else 0)
        lines.append(" " * indent + line.mark + line.words)
        before = line.tag
    return "\n".join(lines)


FLATTENED: dict[str, Callable[[Any], str]] = {"nodes": by_nodes, "visible": by_blocks, "layout": by_layout}
"""The ways by the names that the data give them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    words: str
    tag: str
    depth: int
    list_depth: int
    mark: str


@dataclass(slots=True)
class _Place:
    """Where in the nesting the walk is."""

    tags: list[str]
    depth: int = 0
    list_depth: int = 0
    mark: str = ""

    def enter(self, tag: str) -> None:
        self.tags.append(tag)
        self.depth += tag in _INDENTING
        self.list_depth += tag in {"ul", "ol"}
        if tag == "li":
            self.mark = "*+o-"[(max(self.list_depth, 1) - 1) % 4] + " "

    def leave(self, tag: str) -> None:
        self.tags.pop()
        self.depth -= tag in _INDENTING
        self.list_depth -= tag in {"ul", "ol"}
        if tag == "li":
            self.mark = ""


def _lines(tree: Any) -> Iterator[_Line]:
    place = _Place(tags=["body"])
    words: list[str] = []

    def taken() -> Iterator[_Line]:
        for line in "".join(words).split(_BREAK):
            if line.strip():
                text = " ".join(line.split())
                yield _Line(words=text, tag=place.tags[-1], depth=place.depth, list_depth=place.list_depth, mark=place.mark)
                place.mark = ""
        words.clear()

    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        is_start = event == "start"
        if tag in _LEFT_OUT:
            if is_start:
                walker.skip_subtree()
            else:
                words.append(element.tail or "")
            continue
        if tag not in _INLINE and tag != "br":
            yield from taken()
            (place.enter if is_start else place.leave)(tag)
        if is_start and tag == "br":
            words.append(_BREAK)
        if is_start and tag == "img" and (element.get("alt") or "").strip():
            words.append(f" {element.get('alt')} ")
        words.append((element.text if is_start else element.tail) or "")
    yield from taken()
