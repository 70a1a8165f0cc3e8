"""Composes events: agree, promise, refuse, threaten, will, must, not take an event and make another of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, conjuncts_of, is_negated, is_passive, own_subject, subject_of
from sayso.extract.events_drafts import Draft, is_borne_out
from sayso.extract.events_participants import acting, can_act, doers, speaker_of, targets_of
from sayso.extract.events_triggers import event_objects, is_for_clause, is_infinitive, phrase_tokens
from sayso.model import EventType
from sayso.tables.lexicon import COOPERATIVE, EventRules, Operator

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEPTH_LIMIT = 60
_CLAUSES = frozenset({"xcomp", "ccomp", "acl", "pcomp"})
_FUTURE = frozenset({"will", "'ll", "shall", "would", "'d", "wo", "’ll"})
_MAY = frozenset({"may", "might", "could"})
_DUTY = frozenset({"must", "should", "ought"})
_PROMISED = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
_MENACES = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.PROTEST})


def compose(drafts: Iterable[Draft], rules: EventRules) -> tuple[Draft, ...]:
    """The drafts of one sentence after every operator over them had its say, innermost first."""
    by_anchor: dict[int, list[Draft]] = {}
    words: dict[int, Token] = {}
    for draft in drafts:
        by_anchor.setdefault(draft.anchor.i, []).append(draft)
        words[draft.anchor.i] = draft.anchor
        for above in _operators_above(draft.anchor, rules):
            words[above.i] = above
            if above.pos_ == "ADJ":
                words[carrier_of(above).i] = carrier_of(above)
    depths = {index: depth_of(token) for index, token in words.items()}
    for index in sorted(words, key=lambda i: (-depths[i], i)):
        token = words[index]
        for operator in operators_of(token, rules):
            if _apply(token, operator, by_anchor, rules):
                break
        if index in by_anchor and token.pos_ in {"VERB", "AUX"}:
            by_anchor[index] = [_modal(draft, token, rules) for draft in by_anchor[index]]
    return tuple(sorted((d for found in by_anchor.values() for d in found), key=lambda d: (d.trigger.i, d.type)))


def depth_of(token: "Token") -> int:
    """How many heads stand above a token, at most a fixed number."""
    depth = 0
    while token.head != token and depth < _DEPTH_LIMIT:
        token = token.head
        depth += 1
    return depth


def carrier_of(token: "Token") -> "Token":
    """The word that carries an operator in the sentence: the copula of an adjective, else the word itself."""
    return token.head if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd"} and token.head.pos_ in {"AUX", "VERB"} else token


def operators_of(token: "Token", rules: EventRules) -> "Iterator[Operator]":
    """The operator rows that a word triggers, longest phrase first."""
    pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "PROPN": "noun"}.get(token.pos_)
    if token.tag_.startswith("VB"):
        pos = "verb"
    if pos is None or (pos == "verb" and token.dep_ == "amod"):
        return
    word = token.lower_ if pos == "adjective" else token.lemma_.lower()
    for operator in rules.operators.get((pos, word), ()):
        if phrase_tokens(token, operator) is not None:
            yield operator


def _operators_above(token: "Token", rules: EventRules) -> "Iterable[Token]":
    for _ in range(_DEPTH_LIMIT):
        if token.head == token:
            return
        token = token.head
        if next(operators_of(token, rules), None) is not None:
            yield token


def _apply(token: "Token", operator: Operator, by_anchor: dict[int, list[Draft]], rules: EventRules) -> bool:
    """Let one operator work on the drafts that hang in its slots; whether there was one."""
    for child in _inner_words(token, operator):
        found = by_anchor.get(child.i)
        if not found or child.i == token.i:
            continue
        mapped = [draft for draft in found if str(draft.type) in operator.map]
        if not mapped:
            continue
        first = mapped[0]
        outcome = operator.map[str(first.type)]
        carrier = carrier_of(token)
        own = by_anchor.get(carrier.i, [])
        if operator.yields and any(d.trigger == token and is_borne_out(d) for d in own):
            by_anchor[child.i] = [replace(d, under=d.under + 1) for d in found]
            return True
        if not operator.leads:
            lifted = [_lifted(d, carrier, operator.map[str(d.type)], rules) for d in mapped]
            by_anchor[child.i] = [d for d in found if d not in mapped]
            for draft in lifted:
                by_anchor.setdefault(draft.anchor.i, []).append(draft)
        else:
            made = _led(token, first, outcome or first.type, operator, rules)
            by_anchor[carrier.i] = [made, *(d for d in own if d.trigger != token)]
            kept = [replace(d, under=d.under + 1) for d in found] if operator.keeps else [d for d in found if d not in mapped]
            by_anchor[child.i] = kept
        return True
    return False


def _inner_words(token: "Token", operator: Operator) -> "list[Token]":
    """The words in the operator's slots, their conjuncts and what a measure or a clause's light head holds, in slot order."""
    holders = (token, *(c for c in token.children if c.dep_ in {"prt", "acomp", "dobj", "attr"} and c.i > token.i))
    found: list[Token] = []
    for slot in operator.inner:
        if slot == "object":
            if token.pos_ in {"NOUN", "PROPN"}:
                found += [c for c in token.lefts if c.dep_ in {"compound", "nmod", "amod", "poss"}]
                continue
            found += event_objects(token)
            found += [c for c in token.children if c.dep_ == "attr"]
        elif slot == "subject":
            subject = own_subject(token)
            found += [subject] if subject is not None else []
        elif slot == "for_clause":
            found += [c for h in holders for c in h.children if c.i > token.i and is_for_clause(c)]
        elif slot in {"clause", "infinitive"}:
            found += [
                c
                for h in holders
                for c in h.children
                if c.i > token.i and c.pos_ in {"VERB", "AUX"} and _is_content(c, bare=slot == "infinitive")
            ]
        else:
            found += [g for h in holders for c in h.children if c.lower_ == slot and c.i > token.i for g in c.children if g.i > c.i]
    return [member for word in found for member in (word, *(c for c in word.conjuncts if c.i > word.i))]


def _is_content(clause: "Token", *, bare: bool) -> bool:
    """Whether a clause is what its head is about, or an infinitive that the parser hung beside it; ``bare``: only an infinitive."""
    if clause.dep_ in _CLAUSES and (not bare or is_infinitive(clause)):
        return True
    return clause.dep_ == "advcl" and clause.tag_ == "VB" and not any(c.dep_ in {"mark", "nsubj"} for c in clause.children)


def _lifted(draft: Draft, token: "Token", outcome: EventType | None, rules: EventRules) -> Draft:
    """The inner event carried by the operator: it takes the operator's subject and prepositions where it has none."""
    actors, targets = draft.actors, draft.targets
    agent = agent_of(token) if token.pos_ == "VERB" and not actors else None
    if agent is not None:
        actors = doers(agent, rules)
    if token.dep_ in {"acl", "relcl"} and token.head == draft.trigger:
        return replace(draft, actors=actors)
    is_subject = draft.trigger.dep_ in {"nsubjpass", "nsubj"} and draft.trigger.head == token
    if (
        not is_subject
        and not _has_no_part(token, draft.trigger)
        and token.pos_ in {"VERB", "AUX"}
        and (not is_passive(token) or draft.trigger.dep_ == "pobj")
        and (not actors or draft.trigger.pos_ in {"NOUN", "PROPN"})
    ):
        subject = subject_of(token)
        if subject is not None:
            found = doers(speaker_of(subject), rules)
            own = tuple(a for a in actors if a not in found)
            if found and not actors:
                actors = found
            elif found and own and not targets and not draft.reciprocal and draft.type is not EventType.ASSAULT:
                actors, targets = found, own
    if draft.trigger.pos_ in {"NOUN", "PROPN"} and token.pos_ in {"VERB", "AUX"}:
        found = targets_of(draft.trigger, (draft.trigger, token), draft.slots, rules, keeps_things=False)
        targets = tuple(t for t in found if t not in actors) or targets
    elif draft.trigger.head == token and not targets:  # mediation efforts between the two
        targets = targets_of(draft.trigger, (token,), tuple(s for s in draft.slots if s != "of"), rules, keeps_things=False)
    reciprocal = draft.reciprocal
    if draft.mutual and len(actors) + len(targets) > 1:
        reciprocal = True
    return replace(draft, anchor=token, type=outcome or draft.type, actors=actors, targets=targets, reciprocal=reciprocal)


def _has_no_part(verb: "Token", deed: "Token") -> bool:
    """Whether the noun between a verb and a deed denies its subject a part in it: "took no part in the attack"."""
    between = deed.head.head if deed.dep_ == "pobj" else verb
    return between != verb and any(child.lower_ == "no" for child in between.lefts)


def _led(token: "Token", inner: Draft, outcome: EventType, operator: Operator, rules: EventRules) -> Draft:
    """The event that the operator makes, with the operator as its trigger."""
    actors: tuple[Token, ...] = ()
    if token.pos_ in {"VERB", "AUX", "ADJ"}:
        carrier = carrier_of(token)
        if is_passive(carrier):
            actors = targets_of(token, (token,), ("by",), rules, keeps_things=False)
        else:
            subject = subject_of(carrier)
            actors = () if subject is None else doers(speaker_of(subject), rules)
    else:
        actors = targets_of(token, (token,), ("owner", "by", "from"), rules, keeps_things=False)
    targets: tuple[Token, ...] = ()
    sides = operator.reciprocal and len(actors) > 1
    for slot in ("with", "to") if sides else operator.target:
        if slot == "inner":
            targets = inner.targets
        elif slot == "doer":
            targets = inner.actors
        elif slot == "object" and outcome is EventType.ACCUSE and inner.anchor in event_objects(token):
            continue  # who condemns an attack accuses whoever made it, not whom it struck
        else:
            targets = targets_of(token, (token, inner.anchor) if slot == "despite" else (token,), (slot,), rules, keeps_things=False)
        targets = tuple(t for t in targets if t not in actors)
        if targets:
            break
    reciprocal = operator.reciprocal and len(actors) > 1 and not targets
    return Draft(
        trigger=token,
        anchor=token,
        type=outcome,
        rule=operator.id,
        mode=inner.mode if outcome is inner.type else None,
        context=inner.context,
        actors=actors,
        targets=targets,
        slots=operator.target,
        reciprocal=reciprocal,
        weight=max(inner.weight, 1.0),
    )


def _modal(draft: Draft, verb: "Token", rules: EventRules) -> Draft:
    """Will, would, must, may, not: what the auxiliaries of the carrying verb make of the event."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "neg"}}
    negated = is_negated(verb) or any(c.lower_ == "longer" for c in verb.children)
    cooperative = str(draft.type) in COOPERATIVE
    if auxiliaries & _FUTURE or _is_to(verb):
        if negated:
            return _turned(draft, EventType.REJECT, "not") if cooperative else draft
        return _future(draft, verb, rules)
    if auxiliaries & _MAY and not cooperative and _has_condition(verb):
        return _turned(draft, EventType.THREATEN, "may")
    if auxiliaries & _DUTY and not negated and cooperative:
        speaker = _speaker(verb, rules)
        if speaker:
            asked = tuple(actor for actor in draft.actors if actor not in speaker)
            if all(actor.tag_ == "PRP" for actor in asked):
                asked = _addressees(verb, rules) or asked
            return replace(_turned(draft, EventType.REQUEST, "must"), actors=speaker, targets=asked, reciprocal=False)
    return draft


def _turned(draft: Draft, outcome: EventType, by: str) -> Draft:
    return replace(draft, type=outcome, mode=None, rule=f"{draft.rule}+{by}")


def _future(draft: Draft, verb: "Token", rules: EventRules) -> Draft:
    """A coming event: help and meetings are agreed to, harm that one announces oneself is a threat."""
    if draft.type in _PROMISED and (not draft.actors or any(can_act(actor, rules) for actor in draft.actors)):
        return _turned(draft, EventType.AGREE, "will")
    if draft.type is EventType.RETREAT and _speaks_of_itself(draft, verb):
        return _turned(draft, EventType.CONCEDE if draft.mode in {"withdraw", "ceasefire"} else EventType.AGREE, "will")
    if draft.type in _MENACES and _has_condition(verb):
        return replace(draft, type=EventType.THREATEN, rule=f"{draft.rule}+will")
    if draft.type in _MENACES and _speaks_of_itself(draft, verb):
        return replace(draft, type=EventType.THREATEN, rule=f"{draft.rule}+will")
    return draft


def _has_condition(verb: "Token") -> bool:
    """Whether an if-clause or unless-clause hangs on the verb."""
    return any(token.lower_ in {"if", "unless"} for token in verb.doc[verb.i : verb.sent.end])


def _is_to(verb: "Token") -> bool:
    """The envoy is to visit: a finite be with the infinitive as its complement."""
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and head.lemma_ == "be"
        and head.tag_ in {"VBZ", "VBP", "VBD"}
        and not any(c.dep_ in {"attr", "acomp"} for c in head.children)
    )


def _reporting(verb: "Token") -> "Token | None":
    """The verb whose reported clause this one is."""
    token = verb
    for _ in range(3):
        if token.dep_ == "ccomp" and token.head != token:
            return token.head
        if token.dep_ == "conj" and token.head != token:
            token = token.head
            continue
        return None
    return None


def _speaks_of_itself(draft: Draft, verb: "Token") -> bool:
    report = _reporting(verb)
    if report is None or (draft.type in _MENACES and report.lemma_ in {"announce", "report"}):
        return False
    speaker = subject_of(report)
    subject = subject_of(verb)
    if speaker is None or subject is None:
        return False
    return subject.tag_ == "PRP" or speaker in draft.actors or any(m in draft.actors for m in conjuncts_of(speaker))


def _addressees(verb: "Token", rules: EventRules) -> "tuple[Token, ...]":
    """Who is told what the clause of ``verb`` says: "told the rebels", "a reminder to the army"."""
    report = _reporting(verb)
    return () if report is None else targets_of(report, (report,), ("object", "to"), rules, keeps_things=False)


def _speaker(verb: "Token", rules: EventRules) -> "tuple[Token, ...]":
    report = _reporting(verb)
    speaker = subject_of(report) if report is not None else None
    return () if speaker is None else acting(speaker, rules) or (speaker,)
