"""Reads noun and adjective cues: "his claim that", "the union's call for", "came to the conclusion that", "are worried about"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.clauses import QUESTION_WORDS, has_finite_form, subject_of
from sayso.extract.attributions_draft import Draft, Page, Run, minus
from sayso.extract.attributions_sources import source_runs
from sayso.model import Colour, CueClass
from sayso.tables.cues import Cue, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"acl", "relcl", "ccomp", "advcl", "xcomp"})

_ARRIVING = frozenset({"come", "arrive", "get", "jump", "stick", "cling", "go"})
_TO = frozenset({"to", "at", "on", "with", "into", "under"})
"""Verbs and prepositions that carry a noun to their subject: "came to the conclusion that", but not "came amid concern"."""


def noun_drafts(page: Page) -> Iterator[Draft]:
    """A draft for every noun or adjective cue that has its content behind it."""
    nouns, adjectives = page.rules.nouns, page.rules.adjectives
    for index, lower in enumerate(page.lower):
        token = page.tokens[index]
        for cue in nouns.get(lower, ()) if token.pos_ == "NOUN" else ():
            draft = _noun(page, token, cue)
            if draft is not None:
                yield draft
                break
        for cue in adjectives.get(lower, ()) if token.pos_ in {"ADJ", "VERB"} else ():
            draft = _adjective(page, token, cue)
            if draft is not None:
                yield draft
                break


def _noun(page: Page, noun: "Token", cue: Cue) -> Draft | None:
    if noun.i and page.lower[noun.i - 1] == "in" and page.lower[noun.i] == "order":
        return None
    found = _complement(page, noun, cue) or _predicate(noun, cue)
    if found is None:
        return None
    frame, content = found
    holder, cue_start = _holder_of_noun(page, noun, content)
    if holder is None and not _stands_alone(frame):
        return None
    source = source_runs(page, holder, noun.i) if holder is not None else ()
    start = min(cue_start, noun.i)
    cue_run = minus((start, noun.i + 1), source)
    runs = minus(content, source)
    if not runs or not cue_run:
        return None
    return Draft(
        rule=frame.rule,
        row=frame.row,
        anchor=noun.i,
        cue=cue_run,
        source=source,
        content=runs,
        holder=holder,
        is_claim=not (frame.row.cue_class is CueClass.JUDGEMENT and frame.name.startswith("p:")),
    )


def _stands_alone(frame: Frame) -> bool:
    """Whether a noun reports something even where nobody is named: "growing concern about", but not "demand for coal"."""
    if frame.name in {"that", "is", "wh"}:
        return True
    is_feeling = frame.row.cue_class in {CueClass.THOUGHT, CueClass.JUDGEMENT} or frame.row.colour is Colour.DISTANCING
    return is_feeling and frame.name in {"p:about", "p:over", "p:of"}


def _complement(page: Page, head: "Token", cue: Cue) -> tuple[Frame, Run] | None:
    """The clause, infinitive or prepositional phrase behind a noun or adjective, with the frame that takes it."""
    frames = cue.frames
    for child in head.rights:
        if child.dep_ in _CLAUSES:
            opener = page.lower[child.left_edge.i]
            mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
            run = (mark.i if mark is not None else child.left_edge.i, child.right_edge.i + 1)
            if mark is not None and ("that" in frames or "held" in frames):
                return frames.get("that") or frames["held"], run
            if "that" in frames and child.dep_ == "ccomp" and child.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB"} and not _to(child):
                return frames["that"], run
            if "that" in frames and child.dep_ == "relcl" and _is_whole(child) and page.lower[child.i] not in page.rules.verbs:
                return frames["that"], run
            if "wh" in frames and opener in QUESTION_WORDS and child.dep_ != "relcl":
                return frames["wh"], run
            to = _to(child)
            if to is not None and child.dep_ in {"acl", "xcomp", "relcl"}:
                name = "to" if "to" in frames else "seem" if "seem" in frames else None
                if name is not None:
                    return frames[name], (to, child.right_edge.i + 1)
        if child.dep_ == "prep":
            frame = frames.get("p:" + child.lower_)
            if frame is not None:
                inner = next((c for c in child.rights if c.dep_ in {"pobj", "pcomp"}), None)
                if inner is not None:
                    return frame, (inner.left_edge.i, inner.right_edge.i + 1)
    return None


def _is_whole(clause: "Token") -> bool:
    """Whether a clause without "that" lacks nothing ("claims he made up the story"): no relative clause, as the parser has it."""
    opener = clause.left_edge
    if opener.lower_ == "that" or opener.tag_ in {"WDT", "WP", "WP$", "WRB"} or opener.i == clause.i:
        return False
    has_subject = any(child.dep_ == "nsubj" for child in clause.lefts)
    return has_subject and any(child.dep_ in {"dobj", "acomp", "attr", "ccomp"} for child in clause.rights) and has_finite_form(clause)


def _to(verb: "Token") -> int | None:
    if verb.tag_ != "VB":
        return None
    return next((c.i for c in verb.lefts if c.dep_ == "aux" and c.lower_ == "to"), None)


def _predicate(noun: "Token", cue: Cue) -> tuple[Frame, Run] | None:
    """As in "her answer was that ...": the clause behind the verb be."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or not {"is", "is_to"} & set(cue.frames):
        return None
    for child in verb.rights:
        if child.dep_ in {"ccomp", "xcomp", "advcl"}:
            mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
            if mark is not None and "is" in cue.frames:
                return cue.frames["is"], (mark.i, child.right_edge.i + 1)
            if "is_to" in cue.frames and _to(child) is not None:
                return cue.frames["is_to"], (child.left_edge.i, child.right_edge.i + 1)
    return None


def _holder_of_noun(page: Page, noun: "Token", content: Run) -> "tuple[Token | None, int]":
    """Whose claim it is, and where the cue begins: with the verb that carries the noun where there is one."""
    start = noun.i
    for child in noun.lefts:
        if child.dep_ == "poss":
            if child.pos_ == "PRON" and noun.dep_ == "dobj" and noun.head.i < noun.i:
                return _own_or_carried(page, noun, child)
            return child, start
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of", "among"} and child.i < content[0]:
            inner = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if inner is not None and inner.i < content[0]:
                return inner, start
    carrier = noun
    if carrier.dep_ == "conj":
        carrier = carrier.head
    if carrier.dep_ == "pobj" and carrier.head.dep_ == "prep":
        carrier = carrier.head
        if carrier.head.lemma_ not in _ARRIVING or carrier.lower_ not in _TO:
            return None, start
    if carrier.dep_ == "dobj" and _judges(page, carrier.head):
        return None, start  # "rejected the plan": it is not the plan of those who reject it
    if carrier.dep_ in {"dobj", "prep", "attr"} and carrier.head.pos_ == "VERB":
        holder = subject_of(carrier.head)
        if holder is not None and noun.dep_ != "conj":
            return holder, min(start, carrier.head.i)
        return holder, start
    return None, start


def _judges(page: Page, verb: "Token") -> bool:
    """Whether the verb passes judgement on its object."""
    frames = (cue.frames.get("obj") for cue in page.rules.verbs.get(verb.lower_, ()) if not cue.tail)
    return any(frame is not None and frame.row.cue_class is CueClass.JUDGEMENT for frame in frames)


def _own_or_carried(page: Page, noun: "Token", possessor: "Token") -> "tuple[Token, int]":
    """As in "repeated her assurance": who repeats holds it; "rejected his claim": whoever "his" means."""
    for cue in page.rules.verbs.get(noun.head.lower_, ()):
        frame = cue.frames.get("obj")
        holder = subject_of(noun.head)
        if frame is not None and holder is not None and frame.row.cue_class in {CueClass.SPEECH, CueClass.WILL}:
            return holder, noun.head.i
    return possessor, noun.i


def _adjective(page: Page, word: "Token", cue: Cue) -> Draft | None:
    head = word.head
    if word.dep_ not in {"acomp", "oprd", "advcl", "conj", "ROOT", "attr", "amod", "ccomp", "relcl", "acl", "xcomp"}:
        return None
    found = _complement(page, word, cue)
    if found is None and word.dep_ == "acomp":
        found = _complement(page, head, cue) if head.lemma_ in {"be", "feel", "remain", "become"} else None
        if found is not None and found[1][0] < word.i:
            return None
    if found is None:
        return None
    frame, content = found
    holder = subject_of(word) if word.dep_ != "amod" else None
    if holder is not None and holder.lower_ == "it" and frame.name in {"that", "wh"}:
        holder = subject_of(head) if head.lemma_ == "make" else None  # "it is clear that" is the outlet's own view
    if holder is None:
        return None
    start = head.i if word.dep_ in {"acomp", "oprd"} and word.i - 4 <= head.i < word.i else word.i
    if frame.name == "seem":
        if holder.i >= word.i:
            return None
        runs = (*source_runs(page, holder, word.i), content)
        return Draft(rule=frame.rule, row=frame.row, anchor=word.i, cue=((start, word.i + 1),), source=(), content=runs)
    source = source_runs(page, holder, word.i)
    runs = minus(content, source)
    if not runs:
        return None
    return Draft(rule=frame.rule, row=frame.row, anchor=word.i, cue=((start, word.i + 1),), source=source, content=runs, holder=holder)
