"""Finds who is held to have done what a noun names: who claims the attack, is blamed for it, is behind it."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, is_negated, is_passive, subject_of
from sayso.extract.events_participants import acting, doers
from sayso.extract.events_triggers import event_objects
from sayso.tables.lexicon import EventRules
from sayso.tables.responsibility import HeldRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_STEPS = 4
_VERBAL = frozenset({"VERB", "AUX"})


def held_responsible(deed: "Token", rules: EventRules) -> "tuple[Token, ...]":
    """Those to whom the words around a deed ascribe it; empty where no row speaks, or where the words deny it ("no group claimed")."""
    return tuple(
        doer for doer in _named_beside(_first_conjunct(deed), rules) if doer.tag_ not in {"DT", "WP", "WDT"} and not _is_none(doer)
    )


def _is_none(doer: "Token") -> bool:
    return doer.lower_ in {"nobody", "none"} or any(child.lower_ in {"no", "any", "whoever"} for child in doer.lefts)


def _named_beside(deed: "Token", rules: EventRules) -> "tuple[Token, ...]":
    head = deed.head
    if deed.dep_ == "pobj":
        slot, holder = head.lower_, head.head
        if ("preposition", slot) in rules.held:
            return _doers_beside(holder, rules)
    elif deed.dep_ in {"dobj", "nsubjpass", "nsubj"} and head.pos_ in _VERBAL:
        slot, holder = "object", head
        if deed not in event_objects(head):
            return ()
    else:
        return ()
    if holder.pos_ == "ADJ":
        for row in rules.held.get(("adjective", holder.lower_), ()):
            if slot in row.deed:
                return _doers_beside(holder, rules)
        return ()
    between = ""
    if holder.pos_ in {"NOUN", "PROPN"}:
        between = holder.lemma_.lower()
        verb = holder.head
        if holder.dep_ not in {"dobj", "nsubjpass", "pobj"} or verb.pos_ not in _VERBAL:
            return ()
        if any(slot in row.deed and "object" in row.doer for row in rules.held.get(("verb", verb.lemma_.lower()), ())):
            return () if is_negated(verb) else acting(holder, rules, 0)
        holder = verb
    for row in rules.held.get(("verb", holder.lemma_.lower()), ()):
        if slot in row.deed and (between in row.through if row.through else not between) and not is_negated(holder):
            return _doers_of(holder, deed, row, rules)
    return ()


def _doers_of(verb: "Token", deed: "Token", row: HeldRow, rules: EventRules) -> "tuple[Token, ...]":
    for place in row.doer:
        for noun in (*_standing(verb, place), *_behind(deed, place)):
            found = doers(noun, rules) if noun.head.dep_ == "agent" else acting(noun, rules, 0)
            if found:
                return found
    return ()


def _standing(verb: "Token", place: str) -> "Iterator[Token]":
    if place == "subject":
        doer = agent_of(verb) if is_passive(verb) else subject_of(verb)
        if doer is not None:
            yield doer
    elif place == "object":
        yield from event_objects(verb)
    else:
        yield from _behind(verb, place)


def _behind(word: "Token", preposition: str) -> "Iterator[Token]":
    """The nouns behind a preposition; of "blamed the attack on the army" the parser may hang it on the attack."""
    return (noun for child in word.children if child.lower_ == preposition for noun in child.children if noun.dep_ == "pobj")


def _doers_beside(word: "Token", rules: EventRules) -> "tuple[Token, ...]":
    """The doer of an adjective or preposition: the subject of its verb "be", or the noun that it describes."""
    verb = word if word.pos_ in _VERBAL else word.head
    if word.pos_ in {"NOUN", "PROPN", "PRON"}:
        return acting(word, rules, 0)
    if verb.pos_ in _VERBAL:
        subject = None if is_negated(verb) else subject_of(verb)
        return () if subject is None else acting(subject, rules, 0)
    return acting(verb, rules, 0) if verb.pos_ in {"NOUN", "PROPN", "PRON"} else ()


def _first_conjunct(word: "Token") -> "Token":
    for _ in range(_STEPS):
        if word.dep_ != "conj" or word.head.pos_ not in {"NOUN", "PROPN"}:
            break
        word = word.head
    return word
