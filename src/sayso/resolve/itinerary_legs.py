"""Finds words of travel and meeting in the parse: who goes where, who meets whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import LEMMA

from sayso.annotate.clauses import agent_of, conjuncts_of, is_passive, prepositional_object, subject_of
from sayso.annotate.parsed import tokens_with
from sayso.tables.stances_travel import TravelRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

type PlaceAt = Callable[["Token"], str | None]
"""The id of the place that a token names, None where it names none."""

_CLIMB_LIMIT = 4
_SUMMARY = 3
"""A sentence that lists so many places sums a journey up; it does not tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """What one cue says of a journey: ``places`` are ids of places in the order of the text, ``met`` the words for who was met.

    ``is_travel`` is False for a meeting, which tells where somebody was but not that they came; ``is_summary`` marks a list of places.
    """

    cue: "Token"
    traveller: "Token"
    places: tuple[str, ...] = ()
    met: "tuple[Token, ...]" = ()
    is_travel: bool = True

    @property
    def is_summary(self) -> bool:
        """Whether the cue sums up a journey."""
        return len(self.places) >= _SUMMARY


def find_legs(doc: "Doc", place_at: PlaceAt, rules: TravelRules) -> Iterator[Leg]:
    """Every leg and meeting of the document in text order of their cues."""
    words = rules.verbs.keys() | rules.nouns | rules.meeting_verbs | rules.meeting_nouns | rules.stops
    for token in tokens_with(doc, LEMMA, lambda lemma: lemma.lower() in words):
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            if lemma in rules.verbs:
                yield from _verb_leg(token, place_at, rules)
            if lemma in rules.meeting_verbs:
                yield from _verb_meeting(token, place_at, rules)
        elif token.pos_ == "NOUN" or token.dep_ == "dobj":
            if lemma in rules.stops and token.dep_ in {"nsubj", "attr"} and token.head.lemma_ == "be":
                yield from _equation(token, place_at)
            elif lemma in rules.nouns:
                yield from _noun_leg(token, place_at, rules)
            elif lemma in rules.meeting_nouns:
                yield from _noun_meeting(token, place_at, rules)


def _verb_leg(verb: "Token", place_at: PlaceAt, rules: TravelRules) -> Iterator[Leg]:
    row = rules.verbs[verb.lemma_.lower()]
    heads = [child for child in verb.children if row.object and child.dep_ in {"dobj", "nsubjpass"}]
    heads += [
        inner
        for child in verb.children
        if child.dep_ in {"prep", "advmod"} and child.lower_ in row.prepositions
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    places = _places(heads, place_at) or _where(verb, place_at)
    traveller = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if places and traveller is not None:
        yield Leg(cue=verb, traveller=traveller, places=places)


def _places(heads: "list[Token]", place_at: PlaceAt) -> tuple[str, ...]:
    """The places that words and what is coordinated with them name."""
    found = (place_at(member) for head in heads for member in conjuncts_of(head))
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _where(verb: "Token", place_at: PlaceAt) -> tuple[str, ...]:
    """The place that a relative clause opened by "where" hangs on."""
    if verb.dep_ != "relcl" or not any(child.lower_ == "where" for child in verb.children):
        return ()
    place = place_at(verb.head)
    return (place,) if place is not None else ()


def _clause_places(verb: "Token", place_at: PlaceAt) -> tuple[str, ...]:
    """The places behind "in" and "at" in a verb's clause, or before its "where"."""
    heads = [
        inner
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in {"in", "at"}
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    heads += [inner for noun in objects if (inner := prepositional_object(noun, "in", "at")) is not None]
    return _places(heads, place_at) or _where(verb, place_at)


def _noun_leg(noun: "Token", place_at: PlaceAt, rules: TravelRules) -> Iterator[Leg]:
    """A journey as a noun: "her visit to Jordan", "made a trip to Jordan", "upon arrival in Jordan"."""
    heads = [
        inner
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in rules.noun_prepositions
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if not heads and following is not None and following.dep_ == "prep" and following.lower_ in rules.noun_prepositions:
        heads = [inner for inner in following.children if inner.dep_ == "pobj"]
    verb = noun.head if noun.dep_ == "dobj" else None
    places = _places(heads, place_at) or (_where(verb, place_at) if verb is not None else ())
    traveller = _owner(noun, rules) if places else None
    if traveller is not None:
        yield Leg(cue=noun, traveller=traveller, places=places)


def _owner(noun: "Token", rules: TravelRules) -> "Token | None":
    """Who makes a journey: the possessor, the maker, the owner of the itinerary it stands on, or the subject it is said of."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None) or prepositional_object(noun, "by")
    if owner is not None:
        return owner
    maker = next((child for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN"), None)
    if maker is not None and (agent := agent_of(maker)) is not None:
        return agent
    head = noun.head
    if noun.dep_ == "dobj" and head.lemma_.lower() in rules.makers:
        return subject_of(head)
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        plan = next((word for word in head.subtree if word.i > noun.i and word.lemma_.lower() in rules.plans), None)
        return next((child for child in plan.children if child.dep_ == "poss"), None) if plan is not None else None
    return _subject_above(noun)


def _subject_above(noun: "Token") -> "Token | None":
    """The subject of the clause in whose adverbial phrase a noun stands ("was met coolly upon arrival")."""
    token = noun
    for _ in range(_CLIMB_LIMIT):
        if token.dep_ == "pobj" and token.head.lower_ in {"on", "upon", "during", "after", "before", "for", "from", "at"}:
            token = token.head
        elif token.dep_ not in {"prep", "dobj"}:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return subject_of(token)
    return None


def _equation(noun: "Token", place_at: PlaceAt) -> Iterator[Leg]:
    """Places equated with stops: "her next stop was Jordan", "Jordan and Iraq were the stops she made"."""
    verb = noun.head
    others = [child for child in verb.children if child.dep_ in {"nsubj", "attr"} and child != noun]
    members = [word for other in others for word in other.subtree if word == other or word.dep_ in {"conj", "appos"}]
    found = (place_at(member) for member in members)
    places = tuple(dict.fromkeys(place for place in found if place is not None))
    owner = next((child for child in noun.children if child.dep_ == "poss"), None) or prepositional_object(noun, "by", "of")
    maker = next((child for child in noun.children if child.dep_ in {"acl", "relcl"}), None)
    if owner is None and maker is not None:
        owner = agent_of(maker) if is_passive(maker) else subject_of(maker)
    if places and owner is not None:
        yield Leg(cue=noun, traveller=owner, places=places)


def _verb_meeting(verb: "Token", place_at: PlaceAt, rules: TravelRules) -> Iterator[Leg]:
    """A meeting as a verb: "met the premier", "conferred with the cabinet"."""
    if is_passive(verb):
        return
    heads = [child for child in verb.children if child.dep_ == "dobj"] if verb.lemma_.lower() in rules.meets_directly else []
    heads += [inner for preposition in rules.meeting_prepositions if (inner := prepositional_object(verb, preposition)) is not None]
    traveller = subject_of(verb)
    if heads and traveller is not None:
        yield Leg(cue=verb, traveller=traveller, places=_clause_places(verb, place_at), met=_members(heads), is_travel=False)


def _noun_meeting(noun: "Token", place_at: PlaceAt, rules: TravelRules) -> Iterator[Leg]:
    """A meeting as a noun: "held talks with the premier", "the meeting between the envoy and the premier"."""
    between = prepositional_object(noun, "between")
    if between is not None and len(conjuncts_of(between)) > 1:
        first, *others = conjuncts_of(between)
        yield Leg(cue=noun, traveller=first, met=tuple(others), places=_clause_places(noun, place_at), is_travel=False)
        return
    partner = prepositional_object(noun, *sorted(rules.meeting_prepositions))
    verb = noun.head
    holder = next((child for child in noun.children if child.dep_ == "poss"), None)
    places: tuple[str, ...] = ()
    if holder is None and noun.dep_ == "dobj" and verb.lemma_.lower() in rules.meeting_holders:
        holder, places = subject_of(verb), _clause_places(verb, place_at)
        partner = partner or prepositional_object(verb, *sorted(rules.meeting_prepositions))
    if partner is not None and holder is not None:
        yield Leg(cue=noun, traveller=holder, places=places, met=_members([partner]), is_travel=False)


def _members(heads: "list[Token]") -> "tuple[Token, ...]":
    return tuple(member for head in heads for member in conjuncts_of(head) if member.pos_ in {"NOUN", "PROPN", "PRON"})
