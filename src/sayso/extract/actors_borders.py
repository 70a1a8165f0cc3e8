"""Where mentions start and end: noun phrases with all that hangs on them, the names inside them, pronouns."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.annotate.clauses import trimmed_span
from sayso.model import EntityKind, Span
from sayso.tables.actors import ActorRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
_UNCOUNTED = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "MONEY"})
_BEHIND = frozenset({"cc", "conj", "preconj"})
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
_MODIFIERS = frozenset({"compound", "nmod", "npadvmod", "quantmod"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})


def find_phrases(doc: "Doc", places: Sequence[Span], times: Sequence[Span], rules: ActorRules) -> "list[tuple[Span, Token]]":
    """The spans of mentions with their heads, in text order, longer ones first; no span twice.

    A mention is a whole noun phrase, from its determiner to the clause that describes it; where it opens with a name that an
    apposition explains, the name alone is one more. Phrases of time, measures and heads that name no participant are left out.
    """
    found: dict[Span, Token] = {}
    timed = _Cover(times)
    for token in doc:
        if token.is_space or timed.covers(token):
            continue
        if token.pos_ in {"NOUN", "PROPN"}:
            for left, right, head in _noun_phrases(token, rules):
                found.setdefault(trimmed_span(doc, left, right), head)
        elif _is_pronoun(token, rules):
            found.setdefault(Span(token.idx, token.idx + len(token)), token)
    for left, right in _names_inside(doc, places):
        found.setdefault(trimmed_span(doc, left, right), doc[right])
    return sorted(found.items(), key=lambda item: (item[0].start, -item[0].end))


class _Cover:
    """Asks whether a token lies in one of some spans that do not overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = [span.end for span in self._spans]

    def covers(self, token: "Token") -> bool:
        position = bisect_left(self._ends, token.idx + 1)
        return position < len(self._spans) and self._spans[position].start <= token.idx


def _noun_phrases(token: "Token", rules: ActorRules) -> "Iterator[tuple[int, int, Token]]":
    """First and last token of the phrases around one head: the whole, and its name before an apposition."""
    if token.dep_ in _MODIFIERS or token.ent_type_ in _UNCOUNTED or token.lemma_.lower() in rules.idle:
        return
    left = _left_edge(token)
    yield left, _right_edge(token, frozenset()), token
    cut = next((child for child in token.rights if child.dep_ == "appos"), None)
    if cut is not None:
        yield left, _right_edge(token, _CLAUSES | {"appos"}), token


def _left_edge(token: "Token") -> int:
    for child in token.lefts:
        if child.dep_ not in {"punct", "cc", "preconj", "advmod"} or child.dep_ == "advmod" and child.pos_ == "ADJ":
            return child.left_edge.i
    return token.i


def _right_edge(token: "Token", cut: frozenset[str]) -> int:
    right = token.i
    for child in token.rights:
        if child.dep_ in _BEHIND or child.dep_ in cut:
            break
        if child.dep_ not in {"punct", "case"}:
            right = max(right, child.right_edge.i)
    return right


def _is_pronoun(token: "Token", rules: ActorRules) -> bool:
    if token.tag_ in {"PRP", "PRP$"}:
        return not _is_empty_it(token)
    if token.tag_ in {"WP", "WDT", "WP$"}:
        return token.lower_ in _RELATIVES and token.dep_ != "mark" and _in_relative_clause(token)
    return token.pos_ == "PRON" and token.tag_ in {"NN", "DT"} and token.dep_ != "det" and token.lower_ in rules.pronouns


def _is_empty_it(token: "Token") -> bool:
    """ "It is feared that ...", "it is time to ...": the clause behind is meant, nothing before."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    return token.dep_ == "nsubjpass" and any(child.dep_ == "ccomp" for child in verb.rights)


def _in_relative_clause(token: "Token") -> bool:
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return True
        verb = verb.head
    return False


def _names_inside(doc: "Doc", places: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Names that the model marks or the gazetteer knows, also inside a larger phrase ("the Varna office")."""
    for entity in doc.ents:
        if entity.label_ in _NAMED:
            right = entity.end - 1
            if doc[right].tag_ == "POS" and right > entity.start:
                right -= 1
            yield entity.start, right
    for place in places:
        tokens = doc.char_span(place.start, place.end, alignment_mode="contract")
        if tokens is not None and len(tokens):
            yield tokens.start, tokens.end - 1
