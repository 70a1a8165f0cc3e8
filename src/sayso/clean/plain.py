"""Running text that somebody already cut out of its page: every paragraph is story."""

import hashlib
import re

from sayso.model import Article, Block, BlockKind, Span, Stated

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")


def plain_article(text: str, *, published: str | None = None, url: str | None = None) -> Article:
    """An article of ``text`` taken as story as it is: a block for each line that has words.

    ``published`` is an ISO date that the caller vouches for.
    """
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, span=Span(*match.span())) for match in _PARAGRAPH.finditer(text))
    return Article(
        id=article_id(text),
        text=text,
        blocks=blocks,
        url=url,
        published=Stated(value=published, read_from="given") if published else None,
        language="en",
    )


def article_id(text: str) -> str:
    """A content-made id: the same text has the same id everywhere."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
