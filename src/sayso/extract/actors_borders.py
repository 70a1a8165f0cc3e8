"""Where mentions start and end: noun phrases with all that hangs on them, the names inside them, pronouns."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.attrs import POS, TAG

from sayso.annotate.clauses import owns_in_name, trimmed_span
from sayso.annotate.parsed import column
from sayso.model import EntityKind, Span
from sayso.tables.actors import ActorRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
_UNCOUNTED = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "MONEY"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PERSONAL_TAGS = frozenset({"PRP", "PRP$"})
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
_PRONOUN_TAGS = _PERSONAL_TAGS | _RELATIVE_TAGS | {"NN", "DT"}
"""Tags of pronouns; indefinite ones ("somebody", "all") are tagged as nouns and determiners."""
_BEHIND = frozenset({"cc", "conj", "preconj"})
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
_MODIFIERS = frozenset({"compound", "nmod", "npadvmod", "quantmod"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_CLIMB = 4


def find_phrases(doc: "Doc", places: Sequence[Span], times: Sequence[Span], rules: ActorRules) -> "list[tuple[Span, Token]]":
    """The spans of mentions with their heads, in text order, longer ones first; no span twice.

    A mention is a whole noun phrase, from its determiner to the clause that describes it; a name leaves its clauses out. Where a
    phrase opens with words that an apposition explains, or with a title and a name, these are mentions too. Phrases of time,
    measures, and nouns that name no participant and are used but once are left out.
    """
    found: dict[Span, Token] = {}
    timed = _Cover(times)
    leading = [
        token for token, pos, tag in zip(doc, column(doc, POS), column(doc, TAG), strict=True) if pos in _NOUNS or tag in _PRONOUN_TAGS
    ]
    heads = Counter([token.lemma_.lower() for token in leading if token.pos_ == "NOUN" and token.dep_ not in _MODIFIERS])
    for token in leading:
        if token.is_space or timed.covers(token):
            continue
        for left, right, head in _phrases_of(token, heads, rules):
            found.setdefault(trimmed_span(doc, left, right), head)
    for left, right in _names_inside(doc, places, rules):
        found.setdefault(trimmed_span(doc, left, right), doc[right])
    return sorted(found.items(), key=lambda item: (item[0].start, -item[0].end))


def name_behind(head: "Token", last: int) -> "Token":
    """The name that stands right behind its class ("the tanker Alma"), else the head itself; ``last``: where the phrase ends."""
    if head.pos_ != "NOUN" or head.i >= last:
        return head
    name = head.nbor()
    if name.pos_ != "PROPN" or not name.text[:1].isupper() or name.ent_type_ in _UNCOUNTED:
        return head
    while name.i < last and name.dep_ == "compound" and name.head.i == name.i + 1:
        name = name.nbor()
    return name if name.dep_ == "appos" and name.head.i == head.i else head


class _Cover:
    """Asks whether a token lies in one of some spans that do not overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = [span.end for span in self._spans]

    def covers(self, token: "Token") -> bool:
        """Whether a span holds the first character of ``token``."""
        position = bisect_left(self._ends, token.idx + 1)
        return position < len(self._spans) and self._spans[position].start <= token.idx


def _phrases_of(token: "Token", heads: Counter[str], rules: ActorRules) -> "Iterator[tuple[int, int, Token]]":
    """First token, last token and head of every mention that ``token`` leads."""
    kind = token.pos_
    if kind in _NOUNS:
        if _is_participant(token, heads, rules):
            yield from _noun_phrases(token, rules)
        if kind == "PROPN":
            yield from _title_phrase(token, rules)
    elif _is_pronoun(token, rules):
        yield token.i, token.i, token


def _is_participant(token: "Token", heads: Counter[str], rules: ActorRules) -> bool:
    """Whether a noun heads a mention: names, nouns of the table, and whatever the article comes back to."""
    if token.dep_ in _MODIFIERS or token.ent_type_ in _UNCOUNTED or _ends_title(token, rules):
        return False
    if token.dep_ == "poss" and owns_in_name(token, rules.parts):
        return False
    if token.pos_ == "PROPN" or token.ent_type_ in _NAMED:
        return len(token) > 1 or token.dep_ != "ROOT"
    lemma = token.lemma_.lower()
    if lemma in rules.idle:
        return False
    return lemma in rules.nouns or token.lower_ in rules.nouns or heads[lemma] > 1


def _ends_title(token: "Token", rules: ActorRules) -> bool:
    """Whether the noun is the "state" of "secretary of state": the title names no state."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    row = rules.nouns.get(f"{token.head.head.lower_} of {token.lower_}")
    return row is not None and row.kind is EntityKind.PERSON


def _noun_phrases(token: "Token", rules: ActorRules) -> "Iterator[tuple[int, int, Token]]":
    """The whole phrase around one head, and what stands before an apposition.

    "Most of its members" is one mention whose head is "members"; the measure before "of" is none of its own.
    """
    if token.lower_ in rules.measures and any(child.lower_ == "of" for child in token.rights):
        return
    outer = token
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        measure = token.head.head
        if measure.i < token.i and (measure.lower_ in rules.measures or measure.pos_ == "NUM"):
            outer = measure
    left, right = _left_edge(outer), _right_edge(outer, frozenset())
    yield left, right, name_behind(token, right)
    if outer is token and token.n_rights and any(child.dep_ == "appos" for child in token.rights):
        yield left, _right_edge(token, _CLAUSES | {"appos"}), token


def _title_phrase(token: "Token", rules: ActorRules) -> "Iterator[tuple[int, int, Token]]":
    """What stands right before a name and says what its bearer is ("the port's harbour master" A. Lind)."""
    doc = token.doc
    if token.lower_ in rules.nouns or token.lower_ in rules.endings:
        return
    start = token.i
    while start > 0 and _is_first_name(doc[start - 1], token, rules):
        start -= 1
    if start == 0:
        return
    title = _title_at(doc, start - 1, rules)
    if title is None or (title.head.i != token.i and title.dep_ not in _MODIFIERS):
        return
    left = _left_edge(token)
    if left < title.i or (left == title.i and (title.i < start - 1 or title.pos_ == "NOUN")):
        yield left, start - 1, title


def _title_at(doc: "Doc", last: int, rules: ActorRules) -> "Token | None":
    """The head of the title that ends at token ``last``: "minister", or "secretary" of "secretary of state"."""
    row = rules.nouns.get(doc[last].lemma_.lower()) or rules.nouns.get(doc[last].lower_)
    if last > 1 and doc[last - 1].lower_ == "of":
        phrase = rules.nouns.get(f"{doc[last - 2].lower_} of {doc[last].lower_}")
        if phrase is not None:
            return doc[last - 2]
    return doc[last] if row is not None and row.kind is not EntityKind.PLACE else None


def _is_first_name(before: "Token", name: "Token", rules: ActorRules) -> bool:
    if before.dep_ != "compound" or before.pos_ != "PROPN" or before.head.i != name.i:
        return False
    return before.lemma_.lower() not in rules.nouns


def _left_edge(token: "Token") -> int:
    left: int = token.i
    for child in token.lefts if token.n_lefts else ():
        if child.dep_ not in {"punct", "cc", "preconj", "advmod"} or (child.dep_ == "advmod" and child.pos_ == "ADJ"):
            left = child.left_edge.i
            break
    return left


def _right_edge(token: "Token", cut: frozenset[str]) -> int:
    """Index of the last token of the phrase; members of a coordination stay out, and so does what follows a cut label."""
    right: int = token.i
    for child in token.rights if token.n_rights else ():
        if child.dep_ in _BEHIND or child.dep_ in cut or (token.pos_ == "PROPN" and _is_loose(child)):
            break
        if child.dep_ not in {"punct", "case"}:
            right = max(right, child.right_edge.i)
    return right


def _is_loose(child: "Token") -> bool:
    """Whether what follows a name tells of it without belonging to it: a clause, a time."""
    if child.dep_ in _CLAUSES:
        return True
    return child.dep_ == "prep" and any(grandchild.ent_type_ in {"DATE", "TIME"} for grandchild in child.children)


def _is_pronoun(token: "Token", rules: ActorRules) -> bool:
    tag = token.tag_
    if tag in _PERSONAL_TAGS:
        return not _is_empty_it(token)
    if tag in _RELATIVE_TAGS:
        return token.lower_ in _RELATIVES and token.dep_ != "mark" and _in_relative_clause(token)
    if tag not in _PRONOUN_TAGS or token.pos_ != "PRON" or token.dep_ in {"det", "preconj", "nummod"}:
        return False
    return token.lower_ in rules.pronouns


def _is_empty_it(token: "Token") -> bool:
    """Whether "it" announces a clause ("it is feared that ...") instead of looking back."""
    if token.lower_ != "it":
        return False
    return token.dep_ == "expl" or (token.dep_ == "nsubjpass" and any(child.dep_ == "ccomp" for child in token.head.rights))


def _in_relative_clause(token: "Token") -> bool:
    verb = token.head
    for _ in range(_CLIMB):
        if verb.dep_ == "relcl":
            return True
        verb = verb.head
    return False


def _names_inside(doc: "Doc", places: Sequence[Span], rules: ActorRules) -> Iterator[tuple[int, int]]:
    """Names that the model marks or the gazetteer knows, where they are only a part of the phrase they stand in."""
    for entity in doc.ents:
        if entity.label_ in _NAMED:
            right = entity.end - 1
            if doc[right].tag_ == "POS" and right > entity.start:
                right -= 1
            if _is_part(doc, entity.start, right, rules):
                yield entity.start, right
    for place in places:
        tokens = doc.char_span(place.start, place.end, alignment_mode="contract")
        if tokens is not None and len(tokens) and _is_part(doc, tokens.start, tokens.end - 1, rules):
            yield tokens.start, tokens.end - 1


def _is_part(doc: "Doc", left: int, right: int, rules: ActorRules) -> bool:
    """Whether a name is a part of a phrase; elsewhere it heads one of its own, which is the mention.

    It is one before another noun ("the Varna office"), behind a description ("Varna office head A. Lind"), and before a
    preposition that goes on with the phrase.
    """
    token = doc[right]
    if token.pos_ not in {"NOUN", "PROPN"}:
        return True
    if token.dep_ in _MODIFIERS:
        return right + 1 >= len(doc) or doc[right + 1].lower_ not in rules.endings
    edge = _left_edge(token)
    before = [word for word in doc[edge:left] if word.dep_ != "det" and not word.is_punct] if edge < left else []
    if len(before) > 1 and before[-1].pos_ in {"NOUN", "PROPN"}:
        return True
    return token.n_rights > 0 and any(child.dep_ == "prep" for child in token.rights)
