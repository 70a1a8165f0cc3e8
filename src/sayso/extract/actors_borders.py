"""Where mentions start and end: noun phrases with all that hangs on them, the names inside them, pronouns."""

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.annotate.clauses import trimmed_span
from sayso.model import EntityKind, Span
from sayso.tables.actors import ActorRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OFF = set(os.environ.get("OFF", "").split(","))
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
_UNCOUNTED = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "MONEY"})
_BEHIND = frozenset({"cc", "conj", "preconj"})
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
_MODIFIERS = frozenset({"compound", "nmod", "npadvmod", "quantmod"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_QUANTIFIERS = frozenset("all most many some several few both each none half much more any one thousands hundreds dozens millions scores tens number majority".split())


def find_phrases(doc: "Doc", places: Sequence[Span], times: Sequence[Span], rules: ActorRules) -> "list[tuple[Span, Token]]":
    """The spans of mentions with their heads, in text order, longer ones first; no span twice.

    A mention is a whole noun phrase, from its determiner to the clause that describes it; where it opens with a name that an
    apposition explains, the name alone is one more. Phrases of time, measures and heads that name no participant are left out.
    """
    found: dict[Span, Token] = {}
    timed = _Cover(times)
    heads = Counter(token.lemma_.lower() for token in doc if token.pos_ == "NOUN" and token.dep_ not in _MODIFIERS)
    for token in doc:
        if token.is_space or timed.covers(token):
            continue
        if token.pos_ in {"NOUN", "PROPN"}:
            if _is_participant(token, heads, rules):
                for left, right in _noun_phrases(token, rules):
                    found.setdefault(trimmed_span(doc, left, right), token)
            if "title" not in OFF and token.pos_=="PROPN":
                for left, right in _title_phrase(token, rules):
                    found.setdefault(trimmed_span(doc, left, right), doc[right])
        elif _is_pronoun(token, rules):
            found.setdefault(Span(token.idx, token.idx + len(token)), token)
    for left, right in _names_inside(doc, places, rules):
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


def _is_participant(token: "Token", heads: Counter[str], rules: ActorRules) -> bool:
    """Whether a noun heads a mention: names, nouns of the table, and whatever the article comes back to."""
    if token.dep_ in _MODIFIERS or token.ent_type_ in _UNCOUNTED:
        return False
    if token.pos_ == "PROPN" or token.ent_type_ in _NAMED:
        return True
    lemma = token.lemma_.lower()
    if lemma in rules.idle: return False
    return lemma in rules.nouns or token.lower_ in rules.nouns or heads[lemma] > 1


def _noun_phrases(token: "Token", rules: ActorRules) -> "Iterator[tuple[int, int]]":
    """First and last token of the phrases around one head: the whole, and its name before an apposition."""
    outer = token
    if "part" not in OFF and token.dep_ == "pobj" and token.head.lower_ == "of" and (token.head.head.lower_ in _QUANTIFIERS or token.head.head.pos_ == "NUM") and token.head.head.i < token.i:
        outer = token.head.head
        yield _left_edge(outer), _right_edge(outer, frozenset())
        if "part2" in OFF:
            yield _left_edge(token), _right_edge(token, frozenset())
        return
    if token.lower_ in _QUANTIFIERS and any(c.lower_ == "of" for c in token.rights) and "part" not in OFF:
        return
    left = _left_edge(token)
    yield left, _right_edge(token, frozenset())
    cut = next((child for child in token.rights if child.dep_ == "appos"), None)
    if cut is not None:
        yield left, _right_edge(token, _CLAUSES | {"appos"})


def _title_phrase(token: "Token", rules: ActorRules) -> "Iterator[tuple[int, int]]":
    """What stands right before a name and says what its bearer is ("the port's harbour master" A. Lind)."""
    start = token.i
    while start > 0 and token.doc[start - 1].dep_ == "compound" and token.doc[start - 1].pos_ == "PROPN" and token.doc[start - 1].head.i == token.i:
        if token.doc[start-1].lemma_.lower() in rules.nouns: break
        start -= 1
    if start == 0 or token.lower_ in rules.nouns or token.lower_ in rules.endings: return
    title = token.doc[start - 1]
    row = rules.nouns.get(title.lemma_.lower()) or rules.nouns.get(title.lower_)
    if row is None or title.head.i != token.i and title.dep_ not in {"compound", "nmod"} or row.kind is EntityKind.PLACE:
        return
    left = _left_edge(token)
    if left < title.i or (left == title.i and title.pos_ == "NOUN"):
        yield left, title.i


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
        if token.pos_ == "PROPN" and "cutrel" not in OFF and child.dep_ in _CLAUSES:
            break
        if token.pos_ == "PROPN" and "cuttime" not in OFF and child.dep_ == "prep" and any(c.ent_type_ in {"DATE","TIME"} for c in child.children):
            break
        if child.dep_ not in {"punct", "case"}:
            right = max(right, child.right_edge.i)
    return right


def _is_pronoun(token: "Token", rules: ActorRules) -> bool:
    if token.tag_ in {"PRP", "PRP$"}:
        return not _is_empty_it(token)
    if token.tag_ in {"WP", "WDT", "WP$"}:
        return "rel" not in OFF and token.lower_ in _RELATIVES and token.dep_ != "mark" and _in_relative_clause(token)
    return token.pos_ == "PRON" and token.tag_ in {"NN", "DT"} and token.dep_ not in {"det", "preconj", "nummod"} and token.lower_ in rules.pronouns


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


def _names_inside(doc: "Doc", places: Sequence[Span], rules: ActorRules) -> Iterator[tuple[int, int]]:
    """Names that the model marks or the gazetteer knows where they stand before another noun ("the Varna office").

    Elsewhere they head a phrase of their own, which is the mention.
    """
    for entity in doc.ents:
        if entity.label_ in _NAMED:
            right = entity.end - 1
            if doc[right].tag_ == "POS" and right > entity.start:
                right -= 1
            if ("entall" in OFF or _stands_before(doc, entity.start, right, rules)):
                yield entity.start, right
    for place in places:
        tokens = doc.char_span(place.start, place.end, alignment_mode="contract")
        if tokens is not None and len(tokens) and _stands_before(doc, tokens.start, tokens.end - 1, rules):
            yield tokens.start, tokens.end - 1


def _stands_before(doc: "Doc", left: int, right: int, rules: ActorRules) -> bool:
    token = doc[right]
    if token.pos_ not in {"NOUN", "PROPN"}:
        return True
    if token.dep_ in _MODIFIERS:
        return right + 1 >= len(doc) or doc[right + 1].lower_ not in rules.endings
    if "befo" not in OFF and left > 1:
        before = [t for t in doc[max(_left_edge(token), 0):left] if t.dep_ != "det" and not t.is_punct]
        if len(before) >= 2 and before[-1].pos_ in ("NOUN","PROPN"): return True
    if "afte" not in OFF and any(c.dep_ == "prep" and c.i > right for c in token.rights): return True
    return False
