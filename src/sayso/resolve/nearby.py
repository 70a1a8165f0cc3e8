"""Finds the place or time that a word of the text belongs to: in its clause first, then in its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sayso.annotate import ParsedArticle
from sayso.annotate.clauses import clause_head
from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


_CLIMB = 30
_BORDERS = frozenset({"relcl", "ccomp", "parataxis"})
_ORDER = frozenset({"before", "after", "since", "until", "till"})
"""Words that open a clause about another time."""
_MEANWHILE = frozenset({"when", "while", "as", "after"})
"""Words that open a clause by which the main clause is dated."""


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

    def of_phrase(self, noun: "Token", number: "Token") -> str | None:
        """The id of the first span inside the phrase of a counted noun: "three deaths recorded in Bergen, two in Oslo".

        What is joined to the noun and what another number counts are no part of it.
        """
        candidates = self.sentences.get(noun.sent.start, ())
        inside = [(word.i, identifier) for word, _, identifier in candidates if word.i > noun.i and _is_under(word, noun, number)]
        return min(inside)[1] if inside else None

    def above(self, token: "Token") -> str | None:
        """The id of the nearest span in the token's own clause, in one that tells when that was, or in one that it is the consequence of.

        "On Monday a lorry hit a crowd, killing nine" dates the nine, and so does "nine died when a lorry hit a crowd on Monday"; "he prayed
        on Friday, two days before he shot nine" and "who came on Friday" do not, nor does the day on which somebody says so.
        """
        clause = clause_head(token)
        candidates = self.sentences.get(token.sent.start, ())
        for _ in range(_CLIMB):
            own = [
                (abs(word.i - token.i), word.i, identifier)
                for word, head, identifier in candidates
                if _tells_when(word, head, clause, token)
            ]
            if own:
                return min(own)[2]
            if clause.head == clause or clause.dep_ in _BORDERS or any(child.lower_ in _ORDER for child in clause.lefts):
                return None
            clause = clause_head(clause.head)
        return None

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


def _tells_when(word: "Token", head: "Token", clause: "Token", number: "Token") -> bool:
    """Whether a time whose clause has the verb ``head`` dates the clause of ``clause``, in which ``number`` stands.

    Of "A ferry sank on Monday, the coast guard said" a parse may hang the day on the saying: where that stands behind, it does not count.
    """
    if head == clause or (clause.dep_ == "relcl" and clause.head in {word, word.head}):
        return True
    if head.dep_ == "acl" and _climbs_to(number, head.head):
        return True
    if head.dep_ == "advcl" and head.head == clause:
        return any(child.lower_ in _MEANWHILE for child in head.lefts)
    return bool(clause.dep_ == "ccomp" and clause.head == head and clause.i < word.i < _first_of_saying(head))


def _climbs_to(token: "Token", noun: "Token") -> bool:
    for _ in range(_CLIMB):
        if token == noun:
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _first_of_saying(verb: "Token") -> int:
    """Where a saying behind its content begins: with its subject, else with the verb."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return min(verb.i, subject.left_edge.i) if subject is not None else int(verb.i)


def _is_under(word: "Token", noun: "Token", number: "Token") -> bool:
    """Whether a climb from a word meets a noun without passing what is joined to it or another number."""
    for _ in range(_CLIMB):
        if word == noun:
            return True
        if word.head == word or (word.like_num and word != number) or (word.dep_ == "conj" and word.head == noun):
            return False
        word = word.head
    return False


def last_token(span: Span, parsed: ParsedArticle) -> "Token | None":
    """The last word of a span, None where the parse has none there."""
    tokens = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    return tokens[-1] if tokens is not None and len(tokens) else None
