"""An article beside its spaCy document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import IDX

from sayso.model import Article, Diagnostic, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedArticle:
    """``doc`` covers the story's blocks only, and its character offsets are those of ``article.text``.

    What is not story reads as white space in ``doc``, so no token, sentence or entity can lie in a caption or a card;
    ``token.idx`` and ``doc.char_span`` need no translation.
    """

    article: Article
    doc: "Doc"
    diagnostics: tuple[Diagnostic, ...] = ()


def column(doc: "Doc", attribute: int) -> tuple[str, ...]:
    """One attribute of every token (an id of `spacy.attrs` whose values are strings), looked up once for each different value."""
    values: list[int] = doc.to_array(attribute).tolist()
    strings = doc.vocab.strings
    names = {value: strings[value] for value in set(values)}
    return tuple([names[value] for value in values])


def offsets(doc: "Doc") -> tuple[int, ...]:
    """Where each token begins, in code points of the text."""
    return tuple(doc.to_array(IDX).tolist())


def tokens_with(doc: "Doc", attribute: int, wanted: Callable[[str], bool]) -> "list[Token]":
    """The tokens whose ``attribute`` (as for `column`) is ``wanted``, in text order; each different value is asked for once."""
    values: list[int] = doc.to_array(attribute).tolist()
    strings = doc.vocab.strings
    fitting = {value for value in set(values) if wanted(strings[value])}
    return [doc[position] for position, value in enumerate(values) if value in fitting]


def token_span(token: "Token") -> Span:
    """The characters of one token."""
    return Span(token.idx, token.idx + len(token))


def doc_span(tokens: "DocSpan") -> Span:
    """The characters of a run of tokens."""
    return Span(tokens.start_char, tokens.end_char)
