"""HTML: parsed once, flattened once, its statements about itself read, and the extractor asked what is story."""

import json
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sayso.errors import Code, InputRefused
from sayso.ingest.encoding import holdable_value
from sayso.ingest.flatten import depth_of, flatten
from sayso.model import Diagnostic
from sayso.model.page import Field, PageForm, RawPage
from sayso.settings import Settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_TAGS.split())
_CLOSES_ITSELF_TAGS = "p li dt dd tr td th option"
_CLOSES_ITSELF = frozenset(_CLOSES_ITSELF_TAGS.split())
_MOST_PIECES = 4000  # an article has some hundred; the extractor takes about 0.1 ms for each
_META_NAMES = (
    "article:published_time og:article:published_time datepublished date pubdate publishdate publish-date publication_date "
    "dc.date dc.date.issued dcterms.created dcterms.date parsely-pub-date sailthru.date og:site_name application-name "
    "og:title twitter:title dc.title author article:author byl parsely-author dc.creator sailthru.author og:url"
)
_META = frozenset(_META_NAMES.split())
_LONGEST_VALUE = 500


def read_html(markup: str, settings: Settings, *, name: str = "") -> RawPage:
    """The page behind ``markup``: its visible text flattened, what the markup says about it, what the extractor takes for story.

    Raises InputRefused where nothing is visible (S-NO-TEXT) or reading takes longer than ``settings.html_seconds`` (S-TIMEOUT).
    """
    deadline = time.monotonic() + settings.html_seconds
    tree = _parse(markup)
    notes: tuple[Diagnostic, ...] = ()
    if tree is not None and depth_of(tree, settings.max_html_depth) > settings.max_html_depth:
        tree = _parse(shallow(markup, settings.max_html_depth))
        message = f"elements nested deeper than {settings.max_html_depth} were taken out of their nesting"
        notes = (Diagnostic(code=Code.TOO_DEEP, message=message),)
    text, pieces = flatten(tree) if tree is not None else ("", ())
    if tree is None or not text:
        raise InputRefused(Code.NO_TEXT, "the page shows no text", where=name, remedy="save the page after it has loaded, or its text")
    if time.monotonic() > deadline:
        raise InputRefused(Code.TIMEOUT, f"took longer than {settings.html_seconds:g} s", where=name, remedy="raise SAYSO_HTML_SECONDS")
    fields = tuple(_fields(tree))
    kept = _story_lines(tree) if len(pieces) <= _MOST_PIECES else None
    return RawPage(text=text, form=PageForm.HTML, name=name, pieces=pieces, fields=fields, kept=kept, diagnostics=notes)


def shallow(markup: str, limit: int) -> str:
    """The same markup without the tags that open deeper than ``limit``; a space stands for each.

    Parsers drop the text of very deep elements in silence (libxml2 from 256 or 2,048 on), so depth is cut before parsing. Linear: every tag
    is put on the stack once and taken off once.
    """
    pieces: list[str] = []
    stack: list[str] = []
    open_tags: dict[str, int] = {}
    position = 0
    for match in _TAG.finditer(markup):
        closing, tag = bool(match[1]), match[2].lower()
        if tag in _VOID:
            continue
        depth_before = len(stack)
        if closing or (tag in _CLOSES_ITSELF and stack and stack[-1] == tag):
            _close(tag, stack, open_tags)
        if not closing:
            stack.append(tag)
            open_tags[tag] = open_tags.get(tag, 0) + 1
        if max(depth_before, len(stack)) > limit:
            words = markup[position : match.start()]
            pieces += (words, "<br><br>") if words and not words.isspace() else (" ",)
            position = match.end()
    return "".join(pieces) + markup[position:]


def _close(tag: str, stack: list[str], open_tags: dict[str, int]) -> None:
    """Take elements off the stack down to the last ``tag``; nothing where none is open."""
    if not open_tags.get(tag):
        return
    while stack:
        last = stack.pop()
        open_tags[last] -= 1
        if last == tag:
            return


def _parse(markup: str) -> "HtmlElement | None":
    """The tree, or None where there is none: entities are not expanded, nothing is loaded, comments are left out."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # no element at all
        return None


def _story_lines(tree: "HtmlElement") -> tuple[str, ...] | None:
    """The lines that trafilatura keeps, in its precise mode; None where it finds no story."""
    from trafilatura import extract

    kept = extract(tree, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False)
    return tuple(line for line in kept.split("\n") if line.strip()) if kept else None


def _fields(tree: "HtmlElement") -> Iterator[Field]:
    """What meta elements, JSON-LD, `<title>`, `<h1>` and `<time>` say, in this order."""
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = _one_line(meta.get("content"))
        if key in _META and value:
            yield Field(name=f"meta:{key}", value=value)
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            yield from _linked_data(script.text)
    for tag in ("title", "h1"):
        for element in tree.iter(tag):
            value = _one_line(element.text_content())
            if value:
                yield Field(name=tag, value=value)
    for element in tree.iter("time"):
        value = _one_line(element.get("datetime"))
        if value:
            yield Field(name="time:datetime", value=value)


def _linked_data(source: str) -> Iterator[Field]:
    """The statements of schema.org about the article in one block of JSON-LD; none where it is no JSON."""
    try:
        content = json.loads(source.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [content]
    seen = 0
    while waiting and seen < 1000:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            graph = item.get("@graph")
            waiting += graph if isinstance(graph, list) else ()
            kinds = item.get("@type")
            kind = kinds if isinstance(kinds, str) else " ".join(map(str, kinds)) if isinstance(kinds, list) else ""
            if "Article" in kind or "Posting" in kind or "Report" in kind:
                yield from _article_fields(item)


def _article_fields(item: dict[str, Any]) -> Iterator[Field]:
    for key in ("datePublished", "headline"):
        value = item.get(key)
        if isinstance(value, str) and _one_line(value):
            yield Field(name=f"json-ld:{key}", value=_one_line(value))
    for key in ("publisher", "author"):
        value = item.get(key)
        people = value if isinstance(value, list) else [value]
        names = [person.get("name") if isinstance(person, dict) else person for person in people]
        joined = _one_line(", ".join(name for name in names if isinstance(name, str)))
        if joined:
            yield Field(name=f"json-ld:{key}", value=joined)


def _one_line(value: str | None) -> str:
    return " ".join(holdable_value(value or "")[:_LONGEST_VALUE].split())
