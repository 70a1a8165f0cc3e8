"""Tells harm that somebody did from harm that nobody did: deaths beside an attack are part of it, deaths in a crash are no violence."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, conjuncts_of, subject_of
from sayso.extract.events_drafts import Draft, figures_behind
from sayso.extract.events_triggers import belongs, frame_of, has_class
from sayso.model import EventType
from sayso.tables.lexicon import EventRules

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_RESULTS = frozenset({"assault.kill", "assault.wound", "other.die", "other.kill", "other.dead", "other.death.noun", "assault.destroy"})
"""Rows whose words name a result, not the act that brought it."""
_MISHAP = "mishap"
"""How the ids of rows begin whose words tell of an accident: they trigger nothing, but say that nobody did the harm beside them."""


def weigh_harm(drafts: list[Draft], sentence: "DocSpan", rules: EventRules) -> list[Draft]:
    """Deaths and injuries beside an act of violence are part of it; those that a disaster or an accident brought nobody did."""
    lemmas = {token.lemma_.lower() for token in sentence}
    tells_disaster = not lemmas.isdisjoint(rules.classes["disasters"].words)
    if not drafts and not tells_disaster:
        return drafts
    violent = any(draft.type is EventType.ASSAULT and not _is_result(draft) for draft in drafts)
    if violent or not lemmas.isdisjoint(rules.classes["violent_causes"].words):
        return [
            replace(d, type=EventType.ASSAULT, mode=None, needs="", rule=f"{d.rule}+violence") if _is_open_to_violence(d) else d
            for d in drafts
        ]
    nouns = _disaster_nouns(sentence, rules) if tells_disaster else []
    is_accident = bool(nouns) or (any(_is_result(d) for d in drafts) and any(_is_mishap(token, rules) for token in sentence))
    weighed = [_without_doer(d) if _is_result(d) and _is_undone(d, rules, is_accident=is_accident) else d for d in drafts]
    told = {d.trigger.i for d in weighed} | {d.trigger.head.i for d in weighed}
    return [*weighed, *(_disaster(noun) for noun in nouns if noun.head.i not in told and noun.i not in told and _takes_toll(noun, rules))]


def _disaster_nouns(sentence: "DocSpan", rules: EventRules) -> "list[Token]":
    disasters = rules.classes["disasters"].words
    return [token for token in sentence if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in disasters]


def _is_undone(draft: Draft, rules: EventRules, *, is_accident: bool) -> bool:
    """Whether nobody did the harm: no actor in an accident, or a bus or a crane."""
    doer = agent_of(draft.trigger) or subject_of(draft.trigger)
    if doer is not None and belongs(doer, rules.classes["traffic"]) and doer not in draft.targets:
        return True
    return is_accident and not draft.actors


def _without_doer(draft: Draft) -> Draft:
    return replace(draft, type=EventType.OTHER, mode=None, actors=(), needs="figure", rule=f"{draft.rule}+disaster")


def _is_mishap(token: "Token", rules: EventRules) -> bool:
    if token.pos_ not in {"VERB", "NOUN"}:
        return False
    frame = frame_of(token, rules)
    return frame is not None and frame.id.startswith(_MISHAP)


def _takes_toll(noun: "Token", rules: EventRules) -> bool:
    """Whether a disaster is the subject of a verb that tells how many people, homes or fields it struck."""
    if noun.dep_ != "nsubj" or noun.head.pos_ != "VERB":
        return False
    return any(has_class(conjuncts_of(word), rules.classes["struck"], rules) for word in figures_behind(noun.head))


def _disaster(noun: "Token") -> Draft:
    return Draft(trigger=noun, anchor=noun, type=EventType.OTHER, rule="other.disaster", weight=0.9)


def _is_open_to_violence(draft: Draft) -> bool:
    """Whether a draft is violence when violence stands beside it: a death that nobody caused, a strike that nobody called."""
    return not draft.actors and (draft.type is EventType.OTHER or (draft.rule == "protest.strike.noun" and not draft.words))


def _is_result(draft: Draft) -> bool:
    return draft.rule in _RESULTS
