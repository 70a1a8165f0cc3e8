"""One news text as it was found, and what its page says about itself."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class BlockKind(StrEnum):
    """What a stretch of a page is; only `STORY_KINDS` are read as news."""

    TITLE = "title"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    TEASER = "teaser"
    BOILERPLATE = "boilerplate"
    FOREIGN = "foreign"


STORY_KINDS = frozenset({BlockKind.TITLE, BlockKind.DATELINE, BlockKind.PARAGRAPH, BlockKind.HEADING})
"""The kinds of block that are parsed and that record fields may point into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A labelled stretch of the raw text; an article's blocks are in text order and do not overlap."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Something a page says about itself, with where it was read.

    ``span`` points into the raw text; where the value came from markup or from the user it is None and
    ``read_from`` says which: a metadata field such as ``meta:article:published_time``, ``url``, or ``given``. It is ``text``
    when there is a span.
    """

    value: str
    span: Span | None = None
    read_from: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text: the raw text unchanged, its blocks, and its own data (each None where the page is silent).

    ``id`` is ``sha256:`` and the digest of the text; ``published`` holds an ISO date (``2031-05-14``, or with a time
    of day); ``language`` an ISO 639-1 code.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    outlet: Stated | None = None
    title: Stated | None = None
    byline: Stated | None = None
    published: Stated | None = None
    language: str | None = None

    @property
    def story(self) -> tuple[Block, ...]:
        """The blocks that are the news itself."""
        return tuple(block for block in self.blocks if block.kind in STORY_KINDS)
