"""Finds the nouns that a cue verb takes: "rejected the plan", "accused X of Y", "called X a Y", "described X as Y", "warned of Z"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.clauses import has_finite_form, subject_of
from sayso.extract.attributions_draft import Page
from sayso.extract.attributions_holders import known_status
from sayso.extract.attributions_verbs import CueVerb, Found, is_infinitive, is_name_given, moved_object, span_of
from sayso.model import CueClass, Status
from sayso.tables.cues import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_ITS_OWN = frozenset({"from", "of", "for", "against", "between", "to", "with", "like", "about", "such", "as"})
"""Prepositions whose phrase behind an object belongs to it more often than it tells a time or a place of speech."""

_OF_ACTS = _ITS_OWN | frozenset({"on", "at", "into", "onto", "upon", "over", "across", "towards", "toward", "through", "under", "without"})
"""The same behind a gerund: what an act is done to ("denied firing on the town")."""

_MEANS = frozenset(
    {
        "action",
        "actions",
        "step",
        "steps",
        "measure",
        "measures",
        "move",
        "moves",
        "effort",
        "efforts",
        "attempt",
        "attempts",
        "bill",
        "law",
    }
    | {"legislation", "power", "powers", "right", "rights", "authority", "ways", "programme", "program", "strategy"}
)
"""Nouns that an infinitive explains ("announced steps to tighten the law")."""
_TIMES = frozenset({"DATE", "TIME"})


def find_object(cue: CueVerb) -> Found | None:
    """The first noun complement that a frame of the cue takes."""
    finders = (_as, _complement, _object_and_preposition, _hearer_and_preposition, _prepositional, _ing, _object)
    return next((found for find in finders if (found := find(cue)) is not None), None)


def _target(cue: CueVerb) -> "Token | None":
    target = next((c for c in cue.verb.rights if c.dep_ in {"dobj", "nsubj"} and c.i >= cue.after), None)
    if cue.tail and target is None:
        behind = cue.page.tokens[cue.after : cue.after + 12]
        target = next((token for token in behind if token.dep_ == "pobj" and token.head.i == cue.after - 1), None)
    return target


def _as(cue: CueVerb) -> Found | None:
    """As in "described the talks as frank"; in a relative clause the talks stand before the verb."""
    if "as" not in cue.frames or is_name_given(cue.verb):
        return None
    target = _target(cue)
    word = next(
        (c for c in _below(cue.verb, target) if c.lower_ == "as" and c.i >= cue.after and c.dep_ in {"prep", "mark", "advmod"}), None
    )
    if word is None:
        word = next((c for c in cue.verb.rights if c.dep_ == "advcl" and c.left_edge.lower_ == "as" and c.tag_ == "VBG"), None)
    if word is None or not (target is not None or cue.verb.dep_ == "relcl" or any(c.tag_ == "WP" for c in cue.verb.lefts)):
        return None
    start = target.left_edge.i if target is not None else word.left_edge.i
    return Found(frame=cue.frames["as"], content=((max(cue.after, start), word.right_edge.i + 1),))


def _complement(cue: CueVerb) -> Found | None:
    """As in "called the offer an insult"."""
    if "comp" not in cue.frames or is_name_given(cue.verb):
        return None
    target = _target(cue)
    for child in cue.verb.rights:
        if child.dep_ not in {"oprd", "ccomp", "xcomp", "acomp"} or child.i <= cue.after or child.tag_ == "VBG":
            continue
        if is_infinitive(child) or has_finite_form(child):
            continue
        subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None) or target
        is_small = not any(c.dep_ in {"aux", "mark"} for c in child.lefts)
        if subject is not None and subject.i < child.i and is_small:
            end = _with_infinitive(cue.verb, child) if subject.lower_ == "it" else child.right_edge.i + 1
            return Found(frame=cue.frames["comp"], content=((max(cue.after, subject.left_edge.i), end),))
        if child.dep_ == "oprd":
            return Found(frame=cue.frames["comp"], content=((cue.after, child.right_edge.i + 1),))
    if target is not None and target.dep_ == "dobj" and any(c.lower_ == "what" and c.dep_ == "dobj" for c in cue.verb.lefts):
        return Found(frame=cue.frames["comp"], content=((cue.after, target.right_edge.i + 1),))  # "what sailors dub a dead sea"
    return None


def _with_infinitive(verb: "Token", complement: "Token") -> int:
    """Behind the infinitive that an "it" stands for ("found it hard to cross")."""
    later = (child for child in (*complement.rights, *verb.rights) if child.i > complement.i and is_infinitive(child))
    return int(next(later, complement).right_edge.i) + 1


def _below(verb: "Token", target: "Token | None") -> "Iterator[Token]":
    yield from verb.rights
    if target is not None:
        yield from target.rights


def _object_and_preposition(cue: CueVerb) -> Found | None:
    """As in "accused the bank of fraud"."""
    page, verb = cue.page, cue.verb
    target = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
    if target is None:
        return None
    for name, frame in cue.frames.items():
        if not name.startswith("o:"):
            continue
        word = next((c for c in _below(verb, target) if c.lower_ == name[2:] and c.i > target.i and c.dep_ in {"prep", "dative"}), None)
        if word is not None and not (name in {"o:on", "o:over"} and any(noun.ent_type_ in _TIMES for noun in word.rights)):
            return Found(frame=frame, content=((target.left_edge.i, word.right_edge.i + 1),))
        behind = target.right_edge.i + 1
        if behind < page.last[verb.i] and page.lower[behind] == name[2:] and page.quote[behind + 1] >= 0:
            return Found(frame=frame, content=((target.left_edge.i, page.quote_end(behind + 1)),))
    return None


def _hearer_and_preposition(cue: CueVerb) -> Found | None:
    """As in "warned the mayor about the floods": the object is told, the noun behind the preposition is the content."""
    verb = cue.verb
    target = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
    if target is None:
        return None
    nouns = [noun for child in verb.rights if child.dep_ == "prep" for noun in child.rights if noun.dep_ == "pobj"]
    prepositions = [child for holder in (verb, target, *nouns) for child in holder.rights if child.dep_ == "prep" and child.i > target.i]
    for name, frame in cue.frames.items():
        if name.startswith("h:"):
            own = (child for child in prepositions if child.lower_ == name[2:] and (child.head.i == verb.i or child.lower_ == "about"))
            word = next(own, None)
            noun = next((c for c in word.rights if c.dep_ in {"pobj", "pcomp"}), None) if word is not None else None
            if word is not None and noun is not None:
                stop = min(word.i, target.right_edge.i + 1)
                return Found(frame=frame, content=(span_of(noun),), addressee=(target.left_edge.i, stop))
    return None


def _prepositional(cue: CueVerb) -> Found | None:
    """As in "warned of a landslide"."""
    verb = cue.verb
    if cue.tail and "pobj" in cue.frames:
        last = cue.page.tokens[cue.after - 1]
        noun = next((c for c in last.rights if c.dep_ in {"pobj", "pcomp"}), None)
        if noun is None:
            noun = next((c for c in verb.rights if c.i > last.i and c.dep_ in {"dobj", "pobj"}), None)
        if noun is not None and noun.tag_ != "PRP":
            start, end = span_of(noun, cue.after)
            return Found(frame=cue.frames["pobj"], content=((start, _stretched(cue, end)),))
    for name, frame in cue.frames.items():
        if name.startswith("p:"):
            preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == name[2:]), None)
            noun = next((c for c in preposition.rights if c.dep_ in {"pobj", "pcomp"}), None) if preposition is not None else None
            if noun is not None:
                return Found(frame=frame, content=(span_of(noun),))
    return None


def _ing(cue: CueVerb) -> Found | None:
    """As in "denied firing on the convoy"."""
    if "ing" not in cue.frames:
        return None
    going = next((c for c in cue.verb.rights if c.dep_ in {"xcomp", "pcomp", "ccomp"} and c.tag_ == "VBG" and c.i >= cue.after), None)
    if going is None:
        return None
    start, end = span_of(going, cue.after)
    return Found(frame=cue.frames["ing"], content=((start, _stretched(cue, end, _OF_ACTS)),))


def _object(cue: CueVerb) -> Found | None:
    """As in "rejected the plan", with the phrases that belong to the plan."""
    frame = _object_frame(cue.page, cue)
    if frame is None:
        return None
    target = next((c for c in cue.verb.rights if c.dep_ == "dobj" and c.i >= cue.after), None)
    if target is None:
        moved = moved_object(cue.page, cue.verb)
        return Found(frame=frame, content=(moved,)) if moved is not None else None
    if cue.verb.tag_ == "VBG" and frame.row.cue_class is CueClass.SPEECH and target.ent_type_ == "PERSON":
        return None  # "addressing the minister": who hears it is no content
    if target.tag_ in {"PRP", "DT"} and not (target.tag_ == "DT" and any(target.rights)):
        return None
    start, end = span_of(target, cue.after)
    return Found(frame=frame, content=((start, _stretched(cue, end)),))


def _object_frame(page: Page, cue: CueVerb) -> Frame | None:
    """The frame for a bare object: some verbs report only where a document shows or one person attacks."""
    if "obj" in cue.frames or not {"obj_doc", "obj_one"} & cue.frames.keys():
        return cue.frames.get("obj")
    holder = subject_of(cue.verb)
    status = known_status(page, holder) if holder is not None else None
    if status is Status.DOCUMENT:
        return cue.frames.get("obj_doc")
    if status is Status.PERSON and holder is not None and holder.tag_ in {"NNP", "PRP"}:
        return cue.frames.get("obj_one")
    return None


def _stretched(cue: CueVerb, end: int, own: frozenset[str] = _ITS_OWN) -> int:
    """Over phrases and infinitives right behind the object that the parser hangs on the verb, short of times and places of speech.

    ``own`` are the prepositions that rather belong to the object.
    """
    page = cue.page
    for child in cue.verb.rights:
        is_plan = (
            child.left_edge.i == end
            and child.dep_ in {"advcl", "xcomp"}
            and (cue.tail or page.lower[end - 1] in page.rules.nouns or page.lower[end - 1] in _MEANS)
        )
        is_phrase = child.i == end and child.dep_ == "prep" and child.lower_ in own
        if is_phrase or (is_plan and is_infinitive(child)):
            end = child.right_edge.i + 1
    return end
