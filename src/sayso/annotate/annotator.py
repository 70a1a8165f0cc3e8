"""One pass of spaCy over the story of each article, in batches across articles."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.annotate.backend import load_pipeline
from sayso.annotate.casing import is_capitals, load_casing, truecase
from sayso.annotate.parsed import ParsedArticle, token_span
from sayso.errors import Code
from sayso.model import Article, Diagnostic, Span
from sayso.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_READ = frozenset({"en", None})
_UNBROKEN = re.compile(r"\S{1000,}")
"""No word is this long. spaCy's tokenizer peels punctuation off such a run a character at a time, in quadratic time."""
_MARKS = re.compile(r"(?:(?:[^\w\s]|_)\s{0,3}){100,}")
"""Marks alone are no sentence, and every one of them costs the parser as much as a word."""
_LINE_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\u2028\u2029", " "))


class Annotator:
    """Holds a loaded pipeline and turns articles into parsed articles."""

    def __init__(self, settings: Settings, nlp: "Language | None" = None) -> None:
        self._settings = settings
        self._nlp = nlp if nlp is not None else load_pipeline(settings)
        self._casing = load_casing(self._nlp)

    def annotate(self, articles: Iterable[Article]) -> Iterator[ParsedArticle]:
        """Parse ``articles`` in order, ``settings.batch_articles`` at a time."""
        prepared = (self._prepare(article) for article in articles)
        pairs = ((doc, (article, notes)) for article, doc, notes in prepared)
        for doc, (article, notes) in self._nlp.pipe(pairs, as_tuples=True, batch_size=self._settings.batch_articles):
            yield ParsedArticle(article=article, doc=doc, diagnostics=notes)

    def _prepare(self, article: Article) -> "tuple[Article, Doc, tuple[Diagnostic, ...]]":
        text, notes = story_text(article, self._settings.max_story_chars)
        text = truecase(text, self._casing) if is_capitals(text) else text
        doc = self._nlp.make_doc(text)
        longest = self._settings.max_story_tokens
        if len(doc) > longest:
            unread = token_span(doc[longest])
            doc = self._nlp.make_doc(text[: unread.start])
            message = f"only the first {longest:,} words and marks of the story were read"
            notes += (Diagnostic(code=Code.STORY_CUT, message=message, span=unread),)
        notes += mark_boundaries(doc, article, self._settings.max_sentence_tokens)
        return article, doc, notes


def story_text(article: Article, limit: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """The raw text with everything that is not story blanked, so that offsets stay; at most ``limit`` story characters.

    Breaks inside a paragraph read as spaces: to the parser a line's end would be the end of a sentence. A story in another language than
    the model's is not read at all: an English parse of it would be all wrong.
    """
    if article.language not in _READ:
        return "", ()
    text, notes = _without_noise(article)
    pieces: list[str] = []
    position = kept = 0
    is_cut = False
    for block in article.story:
        start, end = block.span
        if kept + end - start > limit:
            end = start + limit - kept
            is_cut = True
            notes += (
                Diagnostic(code=Code.STORY_CUT, message=f"only the first {limit:,} characters of the story were read", span=block.span),
            )
        pieces.append(" " * (start - position) + text[start:end].translate(_LINE_BREAKS))
        position, kept = end, kept + end - start
        if is_cut:
            break
    return "".join(pieces), notes


_NOISE = (
    (_UNBROKEN, Code.UNBROKEN_RUN, "a thousand characters or more without a blank are no words; they were not read"),
    (_MARKS, Code.MARKS_RUN, "a hundred marks or more without a letter or digit between them are no words; they were not parsed"),
)


def _without_noise(article: Article) -> tuple[str, tuple[Diagnostic, ...]]:
    """The article's text with runs that hold no words overwritten by blanks, and a note on the first run of each kind."""
    text = article.text
    notes: tuple[Diagnostic, ...] = ()
    for pattern, code, message in _NOISE:
        first = pattern.search(text)
        if first is not None:
            notes += (Diagnostic(code=code, message=message, span=Span(*first.span())),)
            text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text, notes


def mark_boundaries(doc: "Doc", article: Article, longest: int) -> tuple[Diagnostic, ...]:
    """Start a sentence at each block, and inside any run of ``longest`` tokens without a full stop.

    The parser honours these starts and adds its own. A sentence without end would make every climb through its tree slow.
    """
    starts = iter([block.span.start for block in article.story])
    following = next(starts, None)
    run = 0
    cut: Span | None = None
    for token in doc:
        if token.is_space:
            continue
        run += 1
        if following is not None and token.idx >= following:
            token.is_sent_start = True
            run = 0
            while following is not None and following <= token.idx:
                following = next(starts, None)
        elif run > longest:
            token.is_sent_start = True
            cut = cut or Span(token.idx, token.idx + len(token))
            run = 0
        elif token.text in {".", "!", "?"}:
            run = 0
    if cut is None:
        return ()
    return (Diagnostic(code=Code.SENTENCE_CUT, message=f"a run of more than {longest} words without a full stop was cut", span=cut),)
