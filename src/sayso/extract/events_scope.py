"""Tells news of states and crowds from what only sounds like it: sport, stage and shop, and what happens every Wednesday."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, conjuncts_of, is_passive, subject_of
from sayso.extract.events_drafts import Draft
from sayso.extract.events_triggers import belongs
from sayso.model import EventType
from sayso.tables.lexicon import EventRules

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_TWO_SIDED = frozenset(
    {EventType.AGREE, EventType.CONSULT, EventType.COOPERATE, EventType.REQUEST, EventType.SUPPORT, EventType.CONCEDE}
    | {EventType.AID, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN}
)
"""Types that private people fill every day; violence and arrests are news whoever suffers them."""

_STANCES = frozenset(
    {EventType.AGREE, EventType.REQUEST, EventType.REJECT, EventType.ACCUSE, EventType.SUPPORT, EventType.THREATEN, EventType.CONCEDE}
)
_REGULAR = frozenset({EventType.COOPERATE, EventType.CONSULT, EventType.AID, EventType.OTHER})
"""Types whose nouns tell what goes on as a rule: trade with the islands is brisk, aid reaches the camp twice a week."""
_CONDITIONS = frozenset({"if", "unless", "should"})
_CLOSING = frozenset({'"', "'", "”", "’", "''", ")", "]"})


def in_scope(drafts: "list[Draft]", sentence: "DocSpan", rules: EventRules) -> list[Draft]:
    """The drafts of a sentence that are of public matter."""
    if not drafts:
        return drafts
    lemmas = [token.lemma_.lower() for token in sentence]
    if _is_sport(sentence, rules) and not any(lemma in rules.classes["violent_causes"].words for lemma in lemmas):
        drafts = [d for d in drafts if any(belongs(one, rules.classes["no_players"]) for one in (*d.actors, *d.targets))]
    is_habit = any(lemma in rules.classes["habits"].words for lemma in lemmas)
    is_headline = _is_headline(sentence)
    return [
        draft
        for draft in drafts
        if not _is_private(draft, rules) and not _is_brute(draft, rules) and (is_headline or not _is_statement(draft, is_habit=is_habit))
    ]


def _is_sport(sentence: "DocSpan", rules: EventRules) -> bool:
    """Whether a sentence has one noun that only sport has, or two that sport likes."""
    nouns = [token.lemma_.lower() for token in sentence if token.pos_ in {"NOUN", "PROPN", "ADJ"}]
    if any(noun in rules.classes["sport_only"].words for noun in nouns):
        return True
    return len({noun for noun in nouns if noun in rules.classes["sport_too"].words}) > 1


def _is_private(draft: Draft, rules: EventRules) -> bool:
    """Whether all who take part are cooks, players, readers: nobody whose meetings and demands are news; what they ask of a king is."""
    private = rules.classes["private"]
    return draft.type in _TWO_SIDED and bool(draft.actors) and all(belongs(one, private) for one in (*draft.actors, *draft.targets))


def _is_brute(draft: Draft, rules: EventRules) -> bool:
    """Whether beasts, weather, engines or goods do what only people do: swallows take over a tower, brakes seize."""
    if draft.type is EventType.OTHER or draft.trigger.pos_ != "VERB":
        return False
    doer = agent_of(draft.trigger) if is_passive(draft.trigger) else subject_of(draft.trigger)
    brutes = rules.classes["brutes"]
    return doer is not None and all(one.pos_ == "NOUN" and belongs(one, brutes) for one in (*conjuncts_of(doer), *draft.actors))


def _is_headline(sentence: "DocSpan") -> bool:
    """Whether a sentence lacks its full stop: headlines tell what happened in the present tense."""
    last = next((token.text for token in reversed(sentence) if not token.is_space and token.text not in _CLOSING), "")
    return last not in {".", "!", "?", ";", ":", "..."}


def _is_statement(draft: Draft, *, is_habit: bool) -> bool:
    """Whether the tense says what is so, not what happened: the plant supplies the town, trade with the islands is brisk.

    Stances are taken in the present ("Norway rejects the plan"), by somebody with a name or by the speaker.
    """
    anchor = draft.anchor
    if anchor.pos_ in {"NOUN", "PROPN"}:
        is_told = draft.type not in _REGULAR and bool(draft.actors)
        return not is_told and anchor.dep_ in {"nsubj", "attr"} and _is_plain_present(anchor.head)
    if not _is_plain_present(anchor) or (draft.trigger != anchor and draft.trigger.pos_ == "VERB"):
        return False
    if is_habit or draft.type not in _STANCES:
        return True
    own = {"i", "we", "they", "it", "he", "she"} if anchor.dep_ == "ccomp" else {"i", "we"}  # "They say they are ready to leave."
    return not any(actor.ent_type_ or actor.pos_ == "PROPN" or actor.lower_ in own for actor in draft.actors)


def _is_plain_present(verb: "Token") -> bool:
    """A present tense without auxiliaries; in a condition it speaks of what may come."""
    if verb.dep_ == "advcl" and any(child.lower_ in _CONDITIONS for child in verb.children):
        return False
    return verb.tag_ in {"VBZ", "VBP"} and not any(child.dep_ in {"aux", "auxpass"} for child in verb.children)
