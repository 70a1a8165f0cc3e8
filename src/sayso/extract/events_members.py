"""Finds those whom a sentence names beside the victims it counts: six people, among them a judge; the mayor along with his driver."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import conjuncts_of, own_subject
from sayso.extract.events_drafts import Draft, is_counted
from sayso.extract.events_participants import can_act
from sayso.model import EventType
from sayso.tables.lexicon import EventRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUFFERED = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.OTHER})
"""Types whose sufferers are listed one by one."""
_OWN = frozenset({"his", "her", "their"})


def with_members(draft: Draft, rules: EventRules) -> Draft:
    """The draft with those of its targets who are told apart from the others; the targets themselves stay."""
    if draft.type not in _SUFFERED or not draft.targets:
        return draft
    named = [member for target in draft.targets for member in (*_beside(target), *_equal(target))]
    if draft.trigger.pos_ == "VERB":
        named += _joined(draft.trigger)
    known = {token.i for token in (*draft.targets, *draft.actors)}
    found = {t.i: t for n in named for t in conjuncts_of(n) if t.i >= n.i and t.i not in known and can_act(t, rules)}
    return replace(draft, targets=(*draft.targets, *(found[i] for i in sorted(found)))) if found else draft


def _beside(group: "Token") -> "Iterator[Token]":
    """Those behind "including" and "among them", the names that follow a number of people, a wife and sons behind a name."""
    is_group = group.tag_ in {"NNS", "NNPS"} or is_counted(group)
    for child in group.rights:
        if child.dep_ == "prep" and child.lower_ == "including":
            yield from _held(child)
        elif child.dep_ == "appos" and (is_group or _is_added(child)):
            yield child


def _is_added(noun: "Token") -> bool:
    """Whether a noun that the parser sets in apposition is one more: "his wife and two sons", "as well as a guard"."""
    is_own = any(child.dep_ == "poss" and child.lower_ in _OWN for child in noun.lefts)
    first = noun.left_edge
    return (is_own and any(child.dep_ == "conj" for child in noun.rights)) or (first.i > 0 and first.nbor(-1).lower_ == "as")


def _equal(group: "Token") -> "Iterator[Token]":
    """In "the mayor was among those killed" the mayor."""
    if group.dep_ == "pobj" and group.head.lower_ == "among" and group.head.head.lemma_ == "be":
        verb = group.head.head
        subject = own_subject(verb) or next((child for child in verb.children if child.dep_ == "attr"), None)
        if subject is not None:
            yield subject


def _joined(verb: "Token") -> "Iterator[Token]":
    """Those behind "along with", "together with" and an "including" that hangs on the verb."""
    for child in verb.rights:
        if child.dep_ != "prep":
            continue
        if child.lower_ == "including" or (child.lower_ == "with" and any(left.lower_ == "together" for left in child.lefts)):
            yield from _held(child)
        elif child.lower_ in {"along", "together"}:
            yield from (noun for inner in child.children if inner.lower_ == "with" for noun in _held(inner))


def _held(preposition: "Token") -> "Iterator[Token]":
    return (child for child in preposition.children if child.dep_ == "pobj")
