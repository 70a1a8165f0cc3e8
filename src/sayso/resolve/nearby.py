"""Finds the place or time that a word of the text belongs to: in its clause first, then in its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sayso.annotate import ParsedArticle
from sayso.annotate.clauses import clause_head
from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """Spans with their ids, under the first token of their sentence; each by its last word and the verb of its clause."""

    sentences: "dict[int, tuple[tuple[Token, Token, str], ...]]"

    @classmethod
    def of(cls, items: Iterable[tuple[Span, str]], parsed: ParsedArticle) -> Self:
        """The spans and ids of one layer; spans outside the parsed story are left out."""
        index: dict[int, list[tuple[Token, Token, str]]] = {}
        for span, identifier in items:
            token = last_token(span, parsed)
            if token is not None:
                index.setdefault(token.sent.start, []).append((token, clause_head(token), identifier))
        return cls(sentences={start: tuple(found) for start, found in index.items()})

    def nearest(self, token: "Token") -> str | None:
        """The id of the nearest span in the token's own clause, else of the only one in its sentence, else None."""
        candidates = self.sentences.get(token.sent.start, ())
        if not candidates:
            return None
        clause = clause_head(token)
        own = [(abs(word.i - token.i), word.i, identifier) for word, head, identifier in candidates if head == clause]
        if own:
            return min(own)[2]
        return candidates[0][2] if len({identifier for _, _, identifier in candidates}) == 1 else None


def last_token(span: Span, parsed: ParsedArticle) -> "Token | None":
    """The last word of a span, None where the parse has none there."""
    tokens = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    return tokens[-1] if tokens is not None and len(tokens) else None
