"""Finds event frames: a trigger with its participants."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB

from sayso.annotate import ParsedArticle, token_span
from sayso.annotate.clauses import is_passive, subject_of
from sayso.extract.events_drafts import Draft, is_borne_out
from sayso.extract.events_harm import weigh_harm
from sayso.extract.events_members import with_members
from sayso.extract.events_operators import compose
from sayso.extract.events_participants import HARM, acting, doers, inside, is_bodily, participant_span, targets_of, verb_actors
from sayso.extract.events_ranking import score_of
from sayso.extract.events_responsibility import held_responsible
from sayso.extract.events_scope import in_scope
from sayso.extract.events_triggers import belongs, frame_of, is_infinitive, is_joint, phrase_tokens
from sayso.model import Attribution, EventFrame, EventType, Quotation, Span
from sayso.tables.lexicon import EventRules, Frame

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_EVENT_WORDS = frozenset({VERB, AUX, NOUN, PROPN, ADJ})
"""Parts of speech that may trigger an event."""
_PHRASE_LIMIT = 4
_MOST_DRAFTS = 25
"""No sentence tells of more events; a list of verbs without grammar would make every look at their common head slow."""
_SURE, _DOUBTFUL, _EVENTFUL = 0.52, 0.42, 3
_SENT = frozenset({EventType.AID, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT, EventType.ACCUSE, EventType.AGREE})
"""Types whose nouns come from somebody: aid from the fund, a threat from the militia."""
_TIMES = frozenset({"DATE", "TIME"})
_NOBODY = frozenset({"nobody", "none", "nothing"})


def find_event_frames(
    parsed: ParsedArticle, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...], rules: EventRules
) -> tuple[EventFrame, ...]:
    """Every event mention of the story in text order."""
    del quotations, attributions
    frames = [to_frame(draft, score_of(draft, rules)) for draft in draft_article(parsed, rules)]
    return tuple(sorted(borne_by_story(frames), key=lambda frame: (frame.trigger, frame.type)))


def borne_by_story(frames: list[EventFrame]) -> list[EventFrame]:
    """The frames without the doubtful ones that nothing bears out.

    A weak word counts in a story that surely tells of its type, or of several events.
    """
    sure = [frame.type for frame in frames if frame.score >= _SURE]
    if len(sure) >= _EVENTFUL:
        return frames
    return [frame for frame in frames if frame.score >= _DOUBTFUL or frame.type in sure]


def draft_article(parsed: ParsedArticle, rules: EventRules) -> "Iterator[Draft]":
    """Every event of the story as words of its parse, operators applied, whatever its score."""
    for sentence in parsed.doc.sents:
        found = weigh_harm(draft_sentence(sentence, rules), sentence, rules)
        if found:
            composed = compose(found, rules)
            yield from (draft for draft in in_scope([*composed], sentence, rules) if is_borne_out(draft))


def draft_sentence(sentence: "DocSpan", rules: EventRules) -> list[Draft]:
    """An event for every word of the sentence that triggers one, before operators are looked at."""
    drafts: list[Draft] = []
    taken: set[int] = set()
    for token in sentence:
        if token.pos not in _EVENT_WORDS or token.i in taken:
            continue
        if len(drafts) >= _MOST_DRAFTS:
            break
        frame = frame_of(token, rules)
        if frame is None or frame.type is EventType.MOBILIZE:
            if is_joint(token, rules):
                drafts.append(_joint(token, rules))
                continue
            if frame is None:
                continue
        is_noun = token.pos_ in {"NOUN", "PROPN"}
        rest = phrase_tokens(token, frame) or ()
        taken.update(t.i for t in rest)
        if frame.type is not None and (is_noun or frame.type is not EventType.ASSAULT or is_bodily(token, frame, rules)):
            draft = _draft_noun(token, frame, rules) if is_noun else _draft_verb(token, frame, rules, rest)
            drafts.append(with_members(replace(draft, words=rest), rules))
    return _with_purposes(drafts)


def _with_purposes(drafts: list[Draft]) -> list[Draft]:
    """The drafts with an aim of the same type in its deed: who marched to protest against a law did one thing, aimed at the law."""
    deeds = {draft.trigger.i: draft for draft in drafts if draft.type is EventType.PROTEST}
    aims = {
        d.trigger.i: d for d in deeds.values() if d.trigger.head.i in deeds and d.trigger.head != d.trigger and is_infinitive(d.trigger)
    }
    targets = {aim.trigger.head.i: aim.targets for aim in aims.values()}
    return [
        replace(draft, targets=draft.targets or targets.get(draft.trigger.i, ())) if draft.trigger.i in deeds else draft
        for draft in drafts
        if draft.trigger.i not in aims
    ]


def to_frame(draft: Draft, score: float) -> EventFrame:
    """The draft as spans of the text."""
    trigger = trigger_span(draft)
    actors = _spans(draft.actors, trigger)
    targets = tuple(span for span in _spans(draft.targets, trigger) if span not in actors)
    return EventFrame(
        trigger=trigger,
        type=draft.type,
        mode=draft.mode,
        context=draft.context,
        actors=actors,
        targets=targets,
        reciprocal=draft.reciprocal,
        score=round(score, 3),
        rule=draft.rule,
    )


def trigger_span(draft: Draft) -> Span:
    """The trigger with the words of its phrase and the verb that carries a noun ("held talks"), where they stand close together.

    A verb above a verb stays out: in "plans to meet" the plan says how sure the meeting is.
    """
    words = [draft.trigger, *draft.words]
    if draft.anchor.pos_ == "VERB" and draft.trigger.pos_ != "VERB" and draft.anchor.i < draft.trigger.i:
        words.append(draft.anchor)
    left, right = min(word.i for word in words), max(word.i for word in words)
    if right - left > _PHRASE_LIMIT or any(word.is_space for word in draft.trigger.doc[left : right + 1]):
        return token_span(draft.trigger)
    return Span(draft.trigger.doc[left].idx, draft.trigger.doc[right].idx + len(draft.trigger.doc[right]))


def _spans(tokens: "tuple[Token, ...]", trigger: Span) -> tuple[Span, ...]:
    """The spans of participants; what nobody did or suffered has none."""
    return tuple(sorted({_span_beside(token, trigger) for token in tokens if token.lower_ not in _NOBODY and not _is_no_one(token)}))


def _span_beside(token: "Token", trigger: Span) -> Span:
    """A participant's span, without the phrase of the event itself ("the Front" of "suspect the Front of the attack")."""
    span = participant_span(token)
    if token.idx < trigger.start and span.contains(trigger):
        return Span(span.start, token.idx + len(token))
    return span


def _is_no_one(token: "Token") -> bool:
    return token.lower_ == "one" and any(child.lower_ == "no" for child in token.lefts)


def _draft_verb(token: "Token", frame: Frame, rules: EventRules, words: "tuple[Token, ...]") -> Draft:
    assert frame.type is not None
    actors = verb_actors(token, frame, rules)
    slots = ("subject",) if frame.suffers else frame.target
    targets = targets_of(token, (token,), slots, rules, keeps_things=frame.type in HARM or frame.mode == "visit", words=words)
    return _draft(token, frame, actors, targets, slots)


def _draft_noun(token: "Token", frame: Frame, rules: EventRules) -> Draft:
    assert frame.type is not None
    owners = tuple(o for o in _owners(token, rules) if not belongs(o, rules.classes["no_actor"]))
    holders = (token, token.head) if token.dep_ == "nsubj" and token.head.pos_ == "VERB" else (token,)
    behind = targets_of(token, (token, *_struck(token)), ("by", "from") if frame.type in _SENT else ("by",), rules, keeps_things=False)
    keeps = frame.type is EventType.ASSAULT
    behind = behind or (_bands_behind(token, rules) if keeps else ())
    held = held_responsible(token, rules) if frame.type is EventType.ASSAULT and not behind else ()
    if frame.suffers:
        behind = behind or held
        targets = targets_of(token, (token,), frame.target, rules, keeps_things=keeps) or owners
        return _draft(token, frame, behind, tuple(t for t in targets if t not in behind), frame.target)
    actors = behind or held or owners
    targets = targets_of(token, _prepositional_holders(token), frame.target, rules, keeps_things=keeps)
    if frame.mode == "visit" and not actors:
        actors = targets_of(token, (token,), ("of",), rules, keeps_things=False)
    if not actors:
        slots = ("between", "among", "of") if frame.reciprocal else ("between", "among")
        sides = targets_of(token, holders, slots, rules, keeps_things=False)
        if sides and (frame.reciprocal or len(sides) > 1):
            both = tuple(t for t in targets if t not in sides)
            return replace(_draft(token, frame, sides, both, frame.target), mutual=True, reciprocal=len(sides) + len(both) > 1)
    return _draft(token, frame, actors, tuple(t for t in targets if t not in actors), frame.target)


def _bands_behind(noun: "Token", rules: EventRules) -> "tuple[Token, ...]":
    """Whoever stands behind the by of an attack, known as people or not: "by a Hask column", "by professionals"; not "by night"."""
    behind = (g for c in noun.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj" and g.ent_type_ not in _TIMES)
    told = (g for g in behind if g.tag_ in {"NNS", "NNPS"} or any(left.dep_ in {"det", "nummod"} for left in g.lefts))
    return next((found for found in (doers(g, rules) for g in told) if found), ())


def _struck(noun: "Token") -> "tuple[Token, ...]":
    """Where the doer of an event noun may hang by mistake: in "condemned the bombing of a market by the army" on the market or the verb."""
    of = tuple(g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return (*of, noun.head) if noun.dep_ == "dobj" and not is_passive(noun.head) else of


def _prepositional_holders(noun: "Token") -> "tuple[Token, ...]":
    """An event noun and the doer behind its by: in "a threat by the militia against doctors" the parser hangs the doctors on the militia."""
    doers = (g for c in noun.children if c.dep_ in {"prep", "agent"} and c.lower_ == "by" for g in c.children if g.dep_ == "pobj")
    return (noun, *doers)


def _owners(noun: "Token", rules: EventRules) -> "tuple[Token, ...]":
    """The owner, nationality or first half of an event noun."""
    for child in noun.lefts:
        if child.dep_ in {"poss", "amod", "compound", "nmod"} and child.tag_ != "PRP$":
            found = acting(child, rules) if child.dep_ == "poss" else ()
            is_kind = child.dep_ != "poss" and belongs(child, rules.classes["no_owner"])  # a terrorist attack, a criminal inquiry
            is_people = belongs(child, rules.classes["people"]) and not is_kind
            if not found and (child.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} or is_people):
                found = (child, *child.conjuncts)
            found = found or (inside(child, rules, 1) if child.dep_ == "poss" else ())
            if found:
                return tuple(sorted(found, key=lambda t: t.i))
    return ()


def _joint(token: "Token", rules: EventRules) -> Draft:
    """What several do jointly is cooperation, whatever it is."""
    subject = subject_of(token)
    actors = () if subject is None else acting(subject, rules)
    return Draft(
        trigger=token,
        anchor=token,
        type=EventType.COOPERATE,
        rule="cooperate.jointly",
        actors=actors,
        mutual=True,
        reciprocal=len(actors) > 1,
        slots=("with",),
        weight=0.6,
        needs="actor",
    )


def _draft(token: "Token", frame: Frame, actors: "tuple[Token, ...]", targets: "tuple[Token, ...]", slots: tuple[str, ...]) -> Draft:
    assert frame.type is not None
    targets = tuple(t for t in targets if t not in actors)
    reciprocal = frame.reciprocal and (len(actors) + len(targets)) > 1
    return Draft(
        trigger=token,
        anchor=token,
        type=frame.type,
        rule=frame.id,
        mode=frame.mode,
        context=frame.context,
        actors=actors,
        targets=targets,
        slots=slots,
        mutual=frame.reciprocal,
        reciprocal=reciprocal,
        weight=frame.weight * (0.7 if token.dep_ == "amod" and token.head.pos_ != "NUM" else 1.0),
        needs=frame.needs,
    )
