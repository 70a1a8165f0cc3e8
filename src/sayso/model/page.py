"""A page as it came in: its raw text, and what its markup says about stretches of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.model.record import Diagnostic
from sayso.model.span import Span


class PageForm(StrEnum):
    """What an input turned out to be, told by its content."""

    DUMP = "dump"
    HTML = "html"
    DOCUMENT = "document"


class Region(StrEnum):
    """The part of a page's markup that a piece of text stands in."""

    MAIN = "main"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block element's own text: where it lies in the raw text, its tag, and how much of it is links (0 to 1)."""

    span: Span
    tag: str
    region: Region = Region.MAIN
    link_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A statement of the markup about the page: the name of the metadata field, and what it holds."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """A page before cleaning.

    ``text`` is what all offsets count in: of a dump the text itself, of HTML the visible text, flattened once. ``pieces`` and ``fields`` are
    empty for a dump. ``kept`` holds the lines that the extractor of HTML takes for story, in order; None where it was not asked.
    ``name`` says in messages which input this is; ``published`` and ``url`` are what the caller or the document's own line vouches for.
    """

    text: str
    form: PageForm
    name: str = ""
    published: str | None = None
    url: str | None = None
    pieces: tuple[Piece, ...] = ()
    fields: tuple[Field, ...] = ()
    kept: tuple[str, ...] | None = None
    diagnostics: tuple[Diagnostic, ...] = field(default=())
