"""Ties the words of one sentence that tell of one incident: what was done, and what came of it ("a blast in Bergen killed six")."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.model import EventFrame, EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_HARM = frozenset({EventType.ASSAULT, EventType.OTHER})
_RESULTS = ("assault.kill", "assault.wound", "assault.destroy", "other.")
"""How the ids of rows begin whose words name what came of an act: the killed, the wounded, the destroyed."""
_CLIMB = 12
_TOGETHER = frozenset({"when", "as", "where", "while", "in", "with"})
"""Words that open a clause about the same moment; "before" and "since" open one about another."""
_APART = frozenset({"before", "since", "until", "despite", "like", "unlike", "than", "besides"})


def tie_incidents(frames: Sequence[EventFrame], triggers: "Sequence[Token | None]") -> dict[int, int]:
    """For each frame that tells more of the incident of an earlier one of its sentence, the number of the first; by number from 0.

    Two words are tied where the parse leads from one to the other without leaving their clause, but for relative clauses of an
    event's noun, participles and clauses of the same moment; and where at least one of them names a result, or the one does what
    the other says: two acts in a row are two.
    """
    numbers: dict[int, int] = {}
    for number, (frame, trigger) in enumerate(zip(frames, triggers, strict=True)):
        if trigger is not None and frame.type in _HARM:
            numbers.setdefault(trigger.i, number)
    firsts: dict[int, int] = {}
    carriers: dict[int, int] = {}
    for _, number in sorted(numbers.items()):
        trigger = triggers[number]
        assert trigger is not None
        met = _met_above(trigger, numbers, carriers)
        if met is not None and (is_result(frames[number]) or is_result(frames[met]) or _is_subject(trigger, triggers[met])):
            one, other = _root(number, firsts), _root(met, firsts)
            if one != other:
                firsts[max(one, other)] = min(one, other)
        carriers.setdefault(_carrier(trigger).i, number)
    return {number: _root(number, firsts) for number in firsts}


def _root(number: int, firsts: dict[int, int]) -> int:
    while number in firsts:
        number = firsts[number]
    return number


def is_result(frame: EventFrame) -> bool:
    """Whether a frame names what came of an act: a death, a wound, a ruin."""
    return frame.rule.startswith(_RESULTS)


def _is_subject(noun: "Token", verb: "Token | None") -> bool:
    """Whether an event's noun does what another's verb says, or is its means: an attack hits a school, a camp is hit with strikes."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    by_means = noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head == verb
    return bool(by_means or (noun.dep_ == "nsubj" and noun.head == verb))


def _met_above(trigger: "Token", numbers: dict[int, int], carriers: dict[int, int]) -> int | None:
    """The number of the harm that a climb from the trigger meets first: its word, or the verb of its clause."""
    token = trigger
    for _ in range(_CLIMB):
        head = token.head
        if head == token or not _goes_on(token) or (token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and token != trigger):
            return None
        token = head
        if token.i in numbers:
            return numbers[token.i]
        if token.i in carriers:
            return carriers[token.i]
    return None


def _goes_on(token: "Token") -> bool:
    """Whether the incident may go on above a word: not out of a clause of its own, not over a word that sets apart."""
    if token.lower_ in _APART and token.dep_ in {"prep", "mark"}:
        return False
    match token.dep_:
        case "ccomp" | "parataxis" | "ROOT" | "csubj":
            return bool(token.dep_ == "ccomp" and token.head.lemma_ == "leave")
        case "advcl":
            openers = {child.lower_ for child in token.children if child.dep_ in {"mark", "advmod", "prep"} and child.i < token.i}
            return not openers & _APART and (token.tag_ == "VBG" or bool(openers & _TOGETHER))
        case _:
            return True


def _carrier(trigger: "Token") -> "Token":
    """The verb of the trigger's clause, or the trigger itself where no verb is above it in its clause."""
    token = trigger
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"} and token != trigger:
            return token
        if token.head == token or not _goes_on(token):
            break
        token = token.head
    return trigger
