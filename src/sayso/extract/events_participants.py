"""Finds who acts and who is acted upon: subjects, by-phrases, owners, nationalities, prepositions in the order of the frame."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, conjuncts_of, is_passive, own_subject, prepositional_object, subject_of, trimmed_span
from sayso.extract.events_triggers import belongs, event_objects, has_class, is_for_clause
from sayso.model import EventType, Span
from sayso.tables.lexicon import EventRules, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTING_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
HARM = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.AID, EventType.OTHER, EventType.RETREAT, EventType.SANCTION})
_OWNING = ("of", "by", "against", "between", "with", "from", "for", "to", "on", "in", "among", "at", "over")
_OWNING_EVENTS = tuple(word for word in _OWNING if word not in {"in", "at"})
"""Who acts behind an event noun: a truce in a town is not the town's."""
_DEPTH = 3
_THING_SLOTS = frozenset({"object", "subject", "of", "on", "against", "at", "outside", "into"})
"""Where a target may be a thing: the house that is shelled, the trawler that is fired on, the hens that died."""
_ATTACKED = frozenset({EventType.CONSULT, EventType.PROTEST, EventType.AID, EventType.COOPERATE, None})
"""Types whose nouns are crowds and convoys too: a rally that is shot at, a relief flight that is shot down."""
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
"""Roles of nouns; an adjective in one stands for people: the general, the wounded."""
_PREFIXES = frozenset({"pro", "anti", "non", "ex", "-"})
_LONGEST_PHRASE = 9
_SCENE = frozenset({"in", "at", "near", "during", "on"})
_CONDITIONS = frozenset({"if", "unless", "until"})
_OPENING = frozenset({'"', "\u201c", "``", "\u00ab", "\u201e", "'", "\u2018"})


_SPOKEN = frozenset(
    {EventType.REQUEST, EventType.THREATEN, EventType.REJECT, EventType.AGREE, EventType.SUPPORT, EventType.ACCUSE, EventType.CONSULT}
)
"""Types that take somebody who speaks: a recipe demands nothing."""


def can_act(token: "Token", rules: EventRules) -> bool:
    """Whether the word may stand for one who acts: a name of people or place, a word for people, a pronoun."""
    if token.lower_ in _PREFIXES or (token.dep_ in {"amod", "compound"} and token.lower_ in rules.classes["no_owner"].words):
        return False
    if token.lower_ in rules.classes["weapons"].words or token.lower_.removesuffix("s") in rules.classes["weapons"].words:
        return False
    if token.ent_type_ in ACTING_NAMES:
        return not belongs(token, rules.classes["no_actor"])
    if token.pos_ == "PROPN" and not token.ent_type_ and token.text[:1].isupper():
        return not belongs(token, rules.classes["no_actor"])
    if token.pos_ == "PRON":
        return token.tag_ in {"PRP", "WP"} or token.lower_ in {"others", "everyone", "everybody", "those", "all", "both", "some"}
    if token.pos_ == "NUM":
        counted = prepositional_object(token, "of")
        return token.dep_ in _NOMINAL and (counted is None or counted.pos_ != "NOUN" or can_act(counted, rules))
    is_noun = token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and token.dep_ in _NOMINAL)
    return is_noun and belongs(token, rules.classes["people"])


def inside(token: "Token", rules: EventRules, depth: int = _DEPTH) -> "tuple[Token, ...]":
    """Who acts or owns inside a phrase: its owner, its nationality, then behind its prepositions."""
    if token.pos_ == "PROPN" and belongs(token, rules.classes["no_actor"]):
        return ()
    for child in token.lefts:
        if child.dep_ in {"poss", "amod", "compound", "nmod"} and token.lemma_ != "language":
            if can_act(child, rules) and child.tag_ != "PRP$":
                return conjuncts_of(child)
            if child.dep_ == "poss" and depth > 0:
                found = inside(child, rules, depth - 1)
                if found:
                    return found
    if depth == 0:
        return ()
    is_event = token.lemma_.lower() in rules.nouns
    for word in _OWNING_EVENTS if is_event else _OWNING:
        for child in token.rights:
            if child.dep_ in {"prep", "agent"} and child.lower_ == word:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        found = acting(noun, rules, depth - 1)
                        if found:
                            return found
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
            agent = agent_of(child)
            for noun in (agent,) if agent is not None else _all_behind(child) if child.tag_ == "VBG" else ():
                found = acting(noun, rules, depth - 1)
                if found:
                    return found
    return ()


def acting(token: "Token", rules: EventRules, depth: int = _DEPTH) -> "tuple[Token, ...]":
    """The phrase itself with its conjuncts where it can act, else who acts inside it."""
    members = tuple(member for member in conjuncts_of(token) if member.i >= token.i and can_act(member, rules))
    if members:
        return tuple(part for member in members for part in _nationalities(member))
    for member in conjuncts_of(token):
        found = inside(member, rules, depth)
        if found:
            return found
    return ()


def _nationalities(token: "Token") -> "tuple[Token, ...]":
    """Swiss and Austrian envoys are two: the coordinated nationalities in place of their noun."""
    for child in token.lefts:
        if child.dep_ in {"amod", "compound", "nmod"} and child.ent_type_ in {"NORP", "GPE"}:
            pair = tuple(member for member in conjuncts_of(child) if member.ent_type_ in {"NORP", "GPE"})
            if len(pair) > 1:
                return pair
    return (token,)


def verb_actors(verb: "Token", frame: Frame, rules: EventRules) -> "tuple[Token, ...]":
    """Who does what the verb says; empty where the words leave it open."""
    if frame.suffers:
        agent = agent_of(verb) or prepositional_object(verb, "from")
        return () if agent is None else acting(agent, rules)
    if is_passive(verb) or verb.dep_ == "amod":
        agent = agent_of(verb) or _shared_agent(verb)
        return () if agent is None else doers(agent, rules)
    subject = subject_of(verb)
    if subject is None:
        return ()
    subject = speaker_of(subject)
    return acting(subject, rules) if frame.type in _SPOKEN else doers(subject, rules)


def _shared_agent(verb: "Token") -> "Token | None":
    """The agent that a passive verb shares with the one behind it: "were kidnapped and killed by rebels"."""
    behind = (child for child in verb.children if child.dep_ == "conj" and child.tag_ == "VBN" and own_subject(child) is None)
    return next((agent for agent in map(agent_of, behind) if agent is not None), None)


def doers(subject: "Token", rules: EventRules) -> "tuple[Token, ...]":
    """Of a phrase that does something, those who act: weapons and deeds give way to their owner."""
    found = acting(subject, rules)
    if found and (can_act(subject, rules) or found[0] in subject.subtree):
        return found
    if subject.pos_ not in {"NOUN", "PROPN", "PRON"} or subject.tag_ in {"DT", "WDT", "WRB", "EX"}:
        return ()
    if subject.lemma_.lower() in rules.nouns or belongs(subject, rules.classes["things"]) or belongs(subject, rules.classes["disasters"]):
        return ()
    return tuple(m for m in conjuncts_of(subject) if m.i >= subject.i)


def speaker_of(subject: "Token") -> "Token":
    """In "the army said it would leave" the army: a pronoun of a reported clause gives way to the speaker."""
    if subject.tag_ != "PRP" or subject.lower_ not in {"it", "they", "he", "she"}:
        return subject
    clause = subject.head
    if clause.dep_ not in {"ccomp", "xcomp"} or clause.head == clause or _is_quoted(subject):
        return subject
    speaker = own_subject(clause.head) or subject_of(clause.head)
    if speaker is None or speaker.pos_ == "PRON":
        return subject
    is_plural = speaker.tag_ in {"NNS", "NNPS"} or len(conjuncts_of(speaker)) > 1
    agrees = {"they": is_plural or speaker.ent_type_ in {"ORG", "NORP"}, "it": not is_plural and speaker.ent_type_ != "PERSON"}
    return speaker if agrees.get(subject.lower_, not is_plural) else subject


def _is_quoted(subject: "Token") -> bool:
    """Whether quotation marks open right before a subject: in somebody's own words, he and they are others."""
    return subject.i > 0 and subject.nbor(-1).text in _OPENING


def is_bodily(verb: "Token", frame: Frame, rules: EventRules) -> bool:
    """Whether an attack is meant as one: somebody or a weapon does it, to people, places or things that can break."""
    if frame.subject is None and not is_passive(verb) and not frame.suffers:
        subject = subject_of(verb)
        if subject is not None and not _can_harm(subject, rules):
            return False
    agent = agent_of(verb) if is_passive(verb) else None
    if agent is not None and not _can_harm(agent, rules):
        return False
    if frame.object is not None or frame.rest or frame.before:
        return True
    objects = event_objects(verb)
    if not objects and not any(child.dep_ in {"prep", "prt", "agent", "advmod"} for child in verb.children):
        subject = subject_of(verb)
        return frame.subject is not None or subject is None or has_class((subject,), rules.classes["fighters"], rules)
    return not objects or any(_can_be_harmed(token, rules) for token in objects)


def _can_harm(token: "Token", rules: EventRules) -> bool:
    return (
        can_act(token, rules)
        or token.pos_ in {"PRON", "NUM", "DET"}
        or token.lemma_.lower() in rules.nouns
        or any(has_class((token,), rules.classes[name], rules) for name in ("weapons", "vehicles", "blasts", "violence"))
        or bool(acting(token, rules))
    )


def _can_be_harmed(token: "Token", rules: EventRules) -> bool:
    return (
        can_act(token, rules)
        or token.pos_ in {"PRON", "NUM", "DET", "PROPN"}
        or any(
            has_class((token,), rules.classes[name], rules) for name in ("breakable", "people", "buildings", "vehicles", "weapons", "place")
        )
        or bool(inside(token, rules, 1))
    )


def targets_of(
    trigger: "Token",
    holders: "tuple[Token, ...]",
    slots: tuple[str, ...],
    rules: EventRules,
    *,
    keeps_things: bool,
    words: "tuple[Token, ...]" = (),
) -> "tuple[Token, ...]":
    """The target: the first slot that holds somebody; with ``keeps_things`` an object that nobody is inside of is a target too.

    ``words`` are those of the trigger's own phrase: in "impose a curfew" the curfew is no target.
    """
    leftover: tuple[Token, ...] = ()
    for slot in slots:
        for token in _slot_tokens(trigger, holders, slot):
            if slot == "object" and token in words and not can_act(token, rules):
                continue
            if slot == "object" and keeps_things and _can_suffer(token, rules):
                return tuple(m for member in conjuncts_of(token) if member.i >= token.i for m in _nationalities(member))
            found = inside(token, rules) if slot == "inside" else acting(token, rules)
            if found:
                return found
            if keeps_things and slot in _THING_SLOTS and not leftover and token not in words and _can_suffer(token, rules):
                leftover = (token,)
    return leftover


def _can_suffer(token: "Token", rules: EventRules) -> bool:
    """Whether a thing may be a target: no weapon, no measure, no deed."""
    frames = rules.nouns.get(token.lemma_.lower(), ())
    is_event = any(frame.type not in _ATTACKED and not (frame.rest or frame.object or frame.after) for frame in frames)
    return not is_event and not has_class((token,), rules.classes["no_target"], rules)


def _slot_tokens(trigger: "Token", holders: "tuple[Token, ...]", slot: str) -> "tuple[Token, ...]":
    verb = holders[0]
    if verb.pos_ in {"VERB", "AUX"}:
        holders = (*holders, *(o for o in event_objects(verb) if o not in holders and o.i > verb.i))
    if slot == "object":
        if trigger.pos_ in {"NOUN", "PROPN"}:
            return ()
        return event_objects(trigger)
    if slot == "inside":
        return (trigger,) if trigger.pos_ in {"NOUN", "PROPN"} else event_objects(trigger)
    if slot == "subject":
        if trigger.dep_ == "oprd" and trigger.pos_ == "ADJ":
            return event_objects(trigger.head)
        if trigger.dep_ == "amod" and trigger.head.pos_ == "NUM" and trigger.head.dep_ != "pobj":  # five dead, but not a toll of five dead
            return (trigger.head,)
        subject = subject_of(verb)
        return () if subject is None else (subject,)
    if slot == "owner":
        return tuple(c for c in trigger.lefts if c.dep_ in {"poss", "compound", "amod", "nmod"})
    if slot == "clause":
        clauses = (c for h in holders for c in h.children if _is_clause_of(c, verb))
        return tuple(s for s in (own_subject(c) for c in clauses) if s is not None and s.tag_ not in {"WDT", "WP"})
    if slot == "condition":
        inner = (c for c in verb.children if c.dep_ in {"xcomp", "ccomp"})
        clauses = (c for v in (verb, *inner) for c in v.children if c.dep_ == "advcl" and any(m.lower_ in _CONDITIONS for m in c.children))
        return tuple(s for s in (own_subject(c) for c in clauses) if s is not None)
    if slot == "purpose":
        aims = [c for h in holders for c in h.children if c.dep_ in {"advcl", "xcomp", "acl"} and c.tag_ in {"VB", "VBG"}]
        aims += [c for aim in aims for c in aim.children if c.dep_ == "conj"]
        return tuple(noun for aim in aims for noun in (*event_objects(aim), *_all_behind(aim)))
    if slot == "of" and trigger.pos_ == "NOUN":
        holders = (*holders, *_named_between(trigger))
    return tuple(noun for holder in holders for noun in _behind(holder, slot))


def _named_between(noun: "Token") -> "tuple[Token, ...]":
    """The places and days between an event noun and its "of": "the murder in Torvanna of two judges" hangs the judges on the town."""
    behind = (g for c in noun.children if c.dep_ == "prep" and c.lower_ in _SCENE for g in c.children if g.dep_ == "pobj")
    return tuple(g for g in behind if g.ent_type_ in {"GPE", "LOC", "DATE", "TIME"} or g.pos_ == "PROPN")


def _is_clause_of(clause: "Token", verb: "Token") -> bool:
    """Whether a clause says what the verb is about: it follows, or goes before what somebody protests, as a quotation does."""
    if clause.i < verb.i:
        return clause.dep_ == "ccomp" and clause.pos_ in {"VERB", "AUX"}
    return clause.dep_ in {"ccomp", "xcomp", "acl"} or is_for_clause(clause)


def _all_behind(holder: "Token") -> "tuple[Token, ...]":
    return tuple(
        g for c in holder.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj" and not g.ent_type_.startswith("DATE")
    )


def _behind(holder: "Token", word: str) -> "tuple[Token, ...]":
    """The nouns behind a preposition of ``holder``; behind "to" also the receiver of a double object."""
    found: list[Token] = []
    for child in holder.children:
        if child.dep_ == "dative" and word == "to" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            found.append(child)
        elif child.lower_ == word and child.dep_ in {"prep", "dative", "agent", "prt", "advmod"}:
            found += [g for g in child.children if g.dep_ in {"pobj", "pcomp"} and g.pos_ != "VERB"]
    return tuple(found)


def participant_span(token: "Token") -> Span:
    """The characters of a participant: a nationality alone is its own word, a noun takes its phrase without its clauses."""
    doc = token.doc
    left, right = token.i, token.i
    if token.pos_ == "ADJ" or (token.dep_ in {"amod", "compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}):
        while left > 0 and token.ent_type_ and doc[left - 1].ent_type_ == token.ent_type_ and doc[left].ent_iob_ == "I":
            left -= 1
        while left > 0 and token.pos_ == doc[left - 1].pos_ == "PROPN" and doc[left - 1].head in {token, token.head}:
            left -= 1
        return trimmed_span(doc, left, right)
    for child in token.lefts:
        if (
            child.dep_ not in {"relcl", "acl", "advcl", "cc", "conj", "preconj", "prep", "punct", "mark", "advmod"}
            or child.dep_ == "advmod"
        ):
            left = min(left, child.left_edge.i)
    while right + 1 < len(doc) and doc[right + 1].ent_iob_ == "I" and doc[right + 1].ent_type_ == token.ent_type_ and token.ent_type_:
        right += 1
    for child in token.rights:
        if child.dep_ == "case":
            continue
        if child.dep_ == "appos" and child.left_edge.i == right + 1:
            right = child.i
            continue
        if child.dep_ != "prep" or child.lower_ not in ({"of"} if token.pos_ == "NUM" else {"of", "in", "from", "for", "at"}):
            if child.dep_ in {"relcl", "acl", "cc", "conj", "appos", "prep", "advcl"}:
                break
            continue
        edge = _phrase_edge(child)
        if edge is None or edge - left >= _LONGEST_PHRASE:
            break
        right = max(right, edge)
    return trimmed_span(doc, left, right)


def _phrase_edge(preposition: "Token", depth: int = _DEPTH) -> int | None:
    """The last token of a prepositional phrase, clauses and conjuncts left out; None where no noun is behind the preposition."""
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if noun is None:
        return None
    edge: int = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and depth > 0:
            edge = max(edge, _phrase_edge(child, depth - 1) or edge)
        elif child.dep_ != "case":
            break
    return edge
