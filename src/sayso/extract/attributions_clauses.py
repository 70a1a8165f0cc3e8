"""Reads the frames of verbs: which of a verb's complements is the content of what its subject says, thinks or wants."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.clauses import is_passive, subject_of
from sayso.extract.attributions_complements import clause_frame, find_clause, find_infinitive
from sayso.extract.attributions_draft import Draft, Page, Run
from sayso.extract.attributions_holders import is_thing
from sayso.extract.attributions_objects import find_object
from sayso.extract.attributions_passives import passive_draft
from sayso.extract.attributions_sources import antecedent_of, reporter_of, source_runs
from sayso.extract.attributions_trailing import trailing_draft
from sayso.extract.attributions_verbs import CueVerb, Found, cue_verbs_at, draft_of, is_infinitive, span_of
from sayso.model import CueClass

if TYPE_CHECKING:
    from spacy.tokens import Token

_ASPECTS = frozenset(
    {
        "continue",
        "go",
        "begin",
        "start",
        "proceed",
        "come",
        "keep",
        "move",
        "return",
        "rush",
        "race",
        "hurry",
        "have",
        "use",
        "fail",
        "need",
    }
)
"""Verbs that only say how far an act has come: "went on to criticise" reports the criticising."""

_HIDING = frozenset({"named", "identified", "anonymous", "anonymity", "unnamed", "unidentified"})
_HIDING_LENGTH = 8


def verb_drafts(page: Page) -> Iterator[Draft]:
    """A draft for every verb cue of the page that has its content beside it."""
    for index, lower in enumerate(page.lower):
        if lower not in page.rules.verbs or not _is_verb(page.tokens[index]):
            continue
        for cue in cue_verbs_at(page, index):
            draft = passive_draft(cue) if is_passive(cue.verb) else _active(cue)
            if draft is not None:
                if not _is_idle(page, cue.verb, draft):
                    yield draft
                break


def _is_verb(token: "Token") -> bool:
    if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound", "prep"}:
        return True
    return token.tag_ in {"NNS", "VBZ"} and token.dep_ == "ROOT" and any(child.dep_ == "nsubj" for child in token.children)


def _is_idle(page: Page, verb: "Token", draft: Draft) -> bool:
    """What reports nobody: an order without anybody who gives it, an infinitive with a mere object, an act of things, "asked not to be named"."""
    frame = draft.rule.rsplit(".", 1)[-1]
    if _hides_name(page, draft):
        return True
    if frame in {"seem", "raised", "that_it"}:
        return False
    if frame == "wh" and draft.holder is not None and draft.holder.dep_ == "csubj":
        return True  # "how they vote will decide whether"
    if frame in {"that", "wh", "trailing"}:
        return draft.holder is None and verb.tag_ in {"VB", "VBG"}
    is_act = frame in {"obj", "pobj", "ing", "to"} or draft.row.cue_class is CueClass.JUDGEMENT
    if is_act and draft.holder is not None and is_thing(page, draft.holder):
        return True  # "shells hit the market over the weekend"
    is_bare = frame not in {"as", "comp", "obj_to"} and not frame.startswith(("o:", "h:"))
    if is_bare and is_infinitive(verb) and verb.head.lemma_ not in _ASPECTS:
        return True
    return draft.holder is None and not is_passive(verb)


def _hides_name(page: Page, draft: Draft) -> bool:
    """Whether somebody only wants to stay unnamed ("who asked not to be named"): a remark on the source, no claim."""
    is_wish = draft.row.cue_class is CueClass.WILL and draft.rule.endswith((".to", ".obj", ".pobj"))
    if not is_wish or draft.content[-1][1] - draft.content[0][0] > _HIDING_LENGTH:
        return False
    return any(page.lower[index] in _HIDING for start, end in draft.content for index in range(start, end))


def _active(cue: CueVerb) -> Draft | None:
    """The draft of a cue verb in the active: parenthesis, clause, infinitive, nouns, then the sentence before it, in this order."""
    page = cue.page
    heard = _hearer(cue)
    holder = reporter_of(page, cue.verb)
    if not cue.tail and cue.after < len(page.lower) and page.lower[cue.after] == ",":
        between = trailing_draft(cue, holder, heard)
        if between is not None:
            return between
    clause = find_clause(cue)
    if clause is not None:
        frame = clause_frame(cue, clause)
        if frame is not None and frame.name == "that" and "told" in cue.frames and heard is None:
            return None  # "truth told": nobody is told anything
        if frame is None and holder is None:
            frame = cue.frames.get("that_it")
        if frame is not None:
            return draft_of(cue, holder, Found(frame=frame, content=(clause,), addressee=heard))
    infinitive = find_infinitive(cue)
    if infinitive is not None:
        if infinitive.frame.name == "seem":
            return _seem(cue, infinitive)
        found = (
            infinitive if infinitive.addressee is not None else Found(frame=infinitive.frame, content=infinitive.content, addressee=heard)
        )
        return draft_of(cue, holder, found)
    noun = find_object(cue)
    return draft_of(cue, holder, noun) if noun is not None else trailing_draft(cue, holder, heard)


def _seem(cue: CueVerb, found: Found) -> Draft:
    """As in "the strike seems to be over": its subject belongs to the content, and nobody holds it."""
    verb = cue.verb
    own = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    subject = antecedent_of(own, verb) if own is not None else subject_of(verb)
    runs = found.content
    if subject is not None and subject.dep_ != "expl" and subject.lower_ != "it":
        runs = (*source_runs(cue.page, subject, verb.i), *runs)
    return Draft(rule=found.frame.rule, row=found.frame.row, anchor=verb.i, cue=cue.cue, source=(), content=runs)


def _hearer(cue: CueVerb) -> Run | None:
    """Who is told: the object of tell, the noun behind "to"."""
    if "addressee" in cue.frames:
        target = next((c for c in cue.verb.rights if c.dep_ in {"dobj", "dative"} and c.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        if target is not None:
            start, end = span_of(target)
            return start, next((c.left_edge.i for c in target.rights if c.dep_ in {"relcl", "acl", "ccomp"}), end)
    preposition = next((c for c in cue.verb.rights if c.dep_ in {"prep", "dative"} and c.lower_ == "to"), None)
    noun = next((c for c in preposition.rights if c.dep_ == "pobj"), None) if preposition is not None else None
    return span_of(noun) if noun is not None else None
