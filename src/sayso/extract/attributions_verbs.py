"""A verb cue where it stands in the page, and the draft made of one of its frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.annotate.clauses import QUESTION_WORDS
from sayso.extract.attributions_draft import Draft, Page, Run, Runs, minus
from sayso.extract.attributions_sources import source_runs
from sayso.model import CueClass, EntityKind
from sayso.tables.cues import Cue, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

TARGET_FRAMES = frozenset({"obj", "pobj", "obj_one"})
"""Frames whose content is a bare noun: under a judgement it is a target, never a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueVerb:
    """A verb of the cue table in the page: ``tail`` are the words that belong to it ("out", "for"), ``after`` is the token behind them."""

    page: Page
    verb: "Token"
    frames: Mapping[str, Frame]
    tail: Runs
    after: int

    @property
    def cue(self) -> Runs:
        """The verb with the auxiliaries, negations and adverbs that touch it, and its tail."""
        start = self.verb.i
        if self.verb.dep_ == "pcomp" and self.page.lower[start - 1] == "as" and self.verb.head.head.tag_ == "VBN":
            start = self.verb.head.head.i  # "was quoted as saying"
            start = min([start, *(child.i for child in self.verb.head.head.lefts if child.dep_ in {"aux", "auxpass"})])
        near = {child.i for child in self.verb.children if child.dep_ in {"aux", "auxpass", "neg", "advmod"}}
        while start - 1 in near and self.page.lower[start - 1] not in QUESTION_WORDS:
            start -= 1
        end = self.verb.i + 1
        if self.tail and self.tail[0][0] == end:
            return ((start, self.tail[0][1]),)
        return ((start, end), *self.tail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A complement: the frame that takes it, its tokens, and who is told."""

    frame: Frame
    content: Runs
    addressee: Run | None = None


def cue_verbs_at(page: Page, index: int) -> Iterator[CueVerb]:
    """The cues of the table that the verb at ``index`` may be, longest first."""
    for cue in page.rules.verbs.get(page.lower[index], ()):
        tail = tail_of(page, index, cue)
        if tail is not None:
            after = tail[-1][1] if tail else index + 1
            yield CueVerb(page=page, verb=page.tokens[index], frames=cue.frames, tail=tail, after=after)


def tail_of(page: Page, index: int, cue: Cue) -> Runs | None:
    """Where the words that belong to the cue stand behind it: next to it or behind a short object, adverb or date; None if nowhere."""
    if not cue.tail:
        return ()
    for start in range(index + 1, min(index + 4, page.last[index] + 1)):
        if page.lower[start] == cue.tail[0]:
            stop = start + len(cue.tail)
            return ((start, stop),) if page.lower[start:stop] == cue.tail else None
        if page.tokens[start].pos_ not in {"ADV", "PRON"} and page.tokens[start].ent_type_ not in {"DATE", "TIME"}:
            return None
    return None


def draft_of(cue: CueVerb, holder: "Token | None", found: Found) -> Draft | None:
    """The draft of one complement; None where nothing is left of it beside source, cue and addressee."""
    page, verb, frame = cue.page, cue.verb, found.frame
    source = source_runs(page, holder, verb.i) if holder is not None else ()
    heard = (found.addressee,) if found.addressee else ()
    runs = tuple(piece for run in found.content for piece in minus(run, (*source, *cue.cue, *heard)))
    moved = _moved(cue, found, source)
    runs = (*moved, *runs)
    if not runs or (moved and source and source[0][0] <= moved[0][0] < source[0][1]):
        return None
    return Draft(
        rule=frame.rule,
        row=frame.row,
        anchor=verb.i,
        cue=cue.cue,
        source=source,
        content=runs,
        holder=holder,
        addressee=found.addressee,
        venue=_venue(cue, runs),
        is_claim=not (frame.row.cue_class is CueClass.JUDGEMENT and frame.name in TARGET_FRAMES),
    )


def _venue(cue: CueVerb, content: Runs) -> Run | None:
    """The phrase behind the verb and outside its content that tells where or in what it was said."""
    page = cue.page
    for child in cue.verb.rights:
        if (
            child.dep_ != "prep"
            or child.lower_ not in {"in", "at", "during", "on"}
            or any(start <= child.i < end for start, end in content)
        ):
            continue
        noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
        if noun is None:
            continue
        is_place = noun.ent_type_ in {"GPE", "LOC", "FAC"} or page.rules.kinds.get(noun.lower_) is EntityKind.PLACE
        if is_place or noun.lower_ in page.rules.venues:
            end = min([noun.right_edge.i + 1, *(start for start, _ in content if start > child.i)])
            return child.i, end
    return None


def _moved(cue: CueVerb, found: Found, source: Runs) -> Runs:
    """What a relative clause took to its front: its pronoun before a clause, its noun phrase before a complement."""
    page, verb, name = cue.page, cue.verb, found.frame.name
    if name in {"that", "wh"} and verb.dep_ == "relcl":
        opener = verb.left_edge
        if opener.tag_ in {"WDT", "WP"} and opener.lower_ != "that" and not any(start <= opener.i < end for start, end in source):
            return ((opener.i, opener.i + 1),)
    if name in {"as", "comp", "to", "ing"} or name.startswith("o:"):
        moved = moved_object(page, verb)
        if moved is not None and moved[1] <= found.content[0][0]:
            return (moved,)
    return ()


def moved_object(page: Page, verb: "Token") -> Run | None:
    """The noun phrase that is the object of a relative clause ("a policy which the union criticised"), without the clause."""
    top = verb
    while top.dep_ == "xcomp" and top.head.i != top.i:
        top = top.head
    if top.dep_ != "relcl":
        return None
    for child in (*verb.children, *top.children):
        is_relative = child.tag_ in {"WDT", "WP"}
        if (child.dep_ == "dobj" and not is_relative) or (child.dep_ in {"nsubj", "nsubjpass"} and is_relative):
            return None
    noun = top.head
    return page.trimmed((noun.left_edge.i, max(noun.i + 1, min(top.left_edge.i, verb.i))))


def is_name_given(verb: "Token") -> bool:
    """Whether a bare participle behind a noun gives its name, as in "the device called a meter", and judges nothing."""
    return verb.tag_ == "VBN" and not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)


def is_infinitive(verb: "Token") -> bool:
    """Whether the verb group has its "to" ("to sail", "to be sailing")."""
    return verb.tag_ in {"VB", "VBN", "VBG"} and any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def span_of(token: "Token", after: int = 0) -> Run:
    """The subtree of a token, from ``after`` on."""
    return max(after, token.left_edge.i), token.right_edge.i + 1
