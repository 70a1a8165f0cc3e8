"""What the finders of attributions share: the page they read, the draft they hand on, and runs of tokens.

A run is a half-open pair of token indices; a draft holds runs, not characters, until its borders are settled.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import LOWER, POS

from sayso.annotate import ParsedArticle
from sayso.annotate.parsed import column, offsets, tokens_with
from sayso.model import CueClass, Quotation, Span
from sayso.tables.cues import CueRow, CueRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BARE = CueRow(id="bare", words=(), cue_class=CueClass.SPEECH, example="", counter="")
"""Stands in for a cue where no word introduces the content."""

BLOCK = "attr.block"
"""Rule of a paragraph without marks below a cue and a colon: a quotation by its layout."""

type Run = tuple[int, int]
type Runs = tuple[Run, ...]

DASHES = frozenset({"-", "–", "—", "―", "--"})
STOPS = frozenset({".", "!", "?"})
_LOOSE = DASHES | {",", ";", ":"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution in the making. ``anchor`` is the token of its cue (the first of its content where it has none).

    ``holder`` is the head noun of the source; ``quoted`` says that a quotation found its speaker here, which outranks
    what the clause alone would give.
    """

    rule: str
    row: CueRow
    anchor: int
    cue: Runs
    source: Runs
    content: Runs
    holder: "Token | None" = None
    addressee: Run | None = None
    venue: Run | None = None
    is_claim: bool = True
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed article with what every finder asks for again and again, worked out once.

    For each token: ``quote`` the index of the outermost quotation it stands in, else -1; ``first`` and ``last`` the ends of its
    sentence (both tokens of it); ``block`` the number of its paragraph.
    """

    doc: "Doc"
    text: str
    tokens: "tuple[Token, ...]"
    lower: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    rules: CueRules
    quote: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    block: tuple[int, ...]
    starts: tuple[int, ...]
    blocks: Runs
    names: Mapping[str, str]

    def tokens_of(self, span: Span) -> Run:
        """The run of tokens that begin inside ``span``."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def quote_run(self, index: int) -> Run:
        """The tokens of the quotation that the token at ``index`` stands in."""
        return self.tokens_of(self.quotations[self.quote[index]].span)

    def quote_end(self, index: int) -> int:
        """The token behind that quotation."""
        return self.quote_run(index)[1]

    def trimmed(self, run: Run) -> Run | None:
        """``run`` without white space, commas, colons, dashes or a full stop at its ends; None where nothing is left."""
        start, end = run
        while start < end and (self.tokens[start].is_space or self.lower[start] in _LOOSE):
            start += 1
        while end > start and (self.tokens[end - 1].is_space or self.lower[end - 1] in _LOOSE or self._is_stop(end - 1)):
            end -= 1
        return (start, end) if start < end else None

    def _is_stop(self, index: int) -> bool:
        """Whether a full stop outside quotation marks stands there."""
        return self.lower[index] == "." and self.quote[index] < 0

    def span(self, run: Run) -> Span:
        """The characters of a run."""
        last = self.tokens[run[1] - 1]
        return Span(self.tokens[run[0]].idx, last.idx + len(last))


def open_page(parsed: ParsedArticle, quotations: tuple[Quotation, ...], rules: CueRules) -> Page:
    """Work out the page's columns; a title in marks is no quotation here."""
    tokens = tuple(parsed.doc)
    starts = offsets(parsed.doc)
    quote = [-1] * len(tokens)
    end = 0
    outermost: list[Quotation] = []
    for quotation in quotations:
        if quotation.span.start < end or quotation.role == "title":
            continue
        end = quotation.span.end
        for index in range(bisect_left(starts, quotation.span.start), bisect_left(starts, end)):
            quote[index] = len(outermost)
        outermost.append(quotation)
    first, last, block = [0] * len(tokens), [0] * len(tokens), [0] * len(tokens)
    for sentence in parsed.doc.sents:
        for index in range(sentence.start, sentence.end):
            first[index], last[index] = sentence.start, sentence.end - 1
    blocks: list[Run] = []
    for number, part in enumerate(parsed.article.story):
        run = (bisect_left(starts, part.span.start), bisect_left(starts, part.span.end))
        blocks.append(run)
        for index in range(*run):
            block[index] = number
    return Page(
        doc=parsed.doc,
        text=parsed.article.text,
        tokens=tokens,
        lower=column(parsed.doc, LOWER),
        quotations=tuple(outermost),
        rules=rules,
        quote=tuple(quote),
        first=tuple(first),
        last=tuple(last),
        block=tuple(block),
        starts=starts,
        blocks=tuple(blocks),
        names=_names(parsed.doc),
    )


_FULL_NAME = 10
"""Votes of a name that stands behind a given name: what is called so once is a person, however often the model errs later."""


def _names(doc: "Doc") -> dict[str, str]:
    """What the model most often takes each name for in this article: it wavers from sentence to sentence."""
    votes: dict[str, Counter[str]] = {}
    for token in tokens_with(doc, POS, "PROPN".__eq__):
        if token.ent_type_ in {"PERSON", "ORG", "GPE"}:
            is_full_name = token.ent_type_ == "PERSON" and token.ent_iob_ == "I"
            votes.setdefault(token.text, Counter())[token.ent_type_] += _FULL_NAME if is_full_name else 1
    return {word: max(sorted(counts), key=lambda kind: (counts[kind], kind == "PERSON")) for word, counts in votes.items()}


def minus(run: Run, holes: Runs) -> Runs:
    """What is left of ``run`` without ``holes``, in text order."""
    kept: list[Run] = []
    start, end = run
    for hole_start, hole_end in sorted(holes):
        if hole_end <= start or hole_start >= end:
            continue
        if hole_start > start:
            kept.append((start, hole_start))
        start = max(start, hole_end)
    if start < end:
        kept.append((start, end))
    return tuple(kept)


def merged(runs: Runs) -> Runs:
    """The same tokens as sorted runs, none touching the next."""
    out: list[Run] = []
    for start, end in sorted(runs):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def size(runs: Runs) -> int:
    """How many tokens the runs hold."""
    return sum(end - start for start, end in runs)
