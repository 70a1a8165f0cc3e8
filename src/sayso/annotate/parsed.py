"""An article beside its spaCy document."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def token_span(token: "Token") -> Span:
    """The characters of one token."""
    return Span(token.idx, token.idx + len(token))


def doc_span(tokens: "DocSpan") -> Span:
    """The characters of a run of tokens."""
    return Span(tokens.start_char, tokens.end_char)
