"""Reads cue verbs in the passive: "it was reported that", "was told that", "is expected to", "was accused of", "was criticised by"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, subject_of
from sayso.extract.attributions_complements import clause_frame, find_clause, infinitive_start
from sayso.extract.attributions_draft import Draft, Page, Run
from sayso.extract.attributions_sources import antecedent_of, source_runs
from sayso.extract.attributions_verbs import CueVerb, Found, draft_of, is_infinitive, is_name_given, span_of
from sayso.tables.cues import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token


def passive_draft(cue: CueVerb) -> Draft | None:
    """The draft of a cue verb in the passive, its source the noun of the by-phrase where there is one."""
    page, verb = cue.page, cue.verb
    agent = agent_of(verb)
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubjpass", "nsubj"}), None)
    if subject is None and verb.dep_ == "conj":
        subject = subject_of(verb)
    if _is_authors_own(page, verb, subject):
        return None
    antecedent = antecedent_of(subject, verb)
    subject_run = source_runs(page, antecedent, verb.i)[0] if antecedent is not None else None
    is_it = subject is not None and page.lower[subject.i] == "it"
    clause = find_clause(cue)
    frame = clause_frame(cue, clause) if clause is not None else None
    if frame is not None and clause is not None:
        return draft_of(cue, agent, Found(frame=frame, content=(clause,), addressee=None if is_it else subject_run))
    found = _infinitive(cue, subject_run) or _complement(cue, subject_run)
    if found is not None:
        draft = draft_of(cue, agent, found)
        takes_subject = subject_run is not None and found.addressee is None and not is_it
        return replace(draft, content=(subject_run, *draft.content)) if draft is not None and takes_subject and subject_run else draft
    return _of_subject(cue, agent, subject, subject_run)


def _is_authors_own(page: Page, verb: "Token", subject: "Token | None") -> bool:
    """As in "it should be noted that": the outlet speaks for itself."""
    if subject is None or page.lower[subject.i] != "it":
        return False
    return any(child.dep_ == "aux" and child.tag_ == "MD" and child.lower_ != "will" for child in verb.lefts)


def _infinitive(cue: CueVerb, subject: Run | None) -> Found | None:
    """As in "is expected to sail": the subject belongs to the content; "was urged to sail": the subject is who was told."""
    frame = cue.frames.get("raised") or cue.frames.get("obj_to")
    if frame is None:
        return None
    for child in cue.verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.i >= cue.after and is_infinitive(child):
            run = (infinitive_start(child), child.right_edge.i + 1)
            return Found(frame=frame, content=(run,), addressee=subject if frame.name == "obj_to" else None)
    return None


def _complement(cue: CueVerb, subject: Run | None) -> Found | None:
    """As in "was described as frank", "was called a hero", "was accused of fraud"."""
    if subject is None:
        return None
    rights = tuple(cue.verb.rights)
    candidates: list[tuple[Frame | None, Token | None]] = [
        (cue.frames.get("as"), next((c for c in rights if c.lower_ == "as"), None)),
        (
            cue.frames.get("comp"),
            next((c for c in rights if c.dep_ in {"oprd", "attr", "acomp"}), None) if not is_name_given(cue.verb) else None,
        ),
    ]
    candidates += [
        (frame, next((c for c in rights if c.lower_ == name[2:] and c.dep_ == "prep"), None))
        for name, frame in cue.frames.items()
        if name.startswith("o:")
    ]
    return next(
        (Found(frame=frame, content=(span_of(word),)) for frame, word in candidates if frame is not None and word is not None), None
    )


def _of_subject(cue: CueVerb, agent: "Token | None", subject: "Token | None", subject_run: Run | None) -> Draft | None:
    """The subject itself is the content: "the plan was rejected by the union", "a plan rejected by", "both fell, it was added"."""
    page, verb = cue.page, cue.verb
    frame = cue.frames.get("obj")
    if frame is not None and agent is not None:
        if subject_run is not None:
            return draft_of(cue, agent, Found(frame=frame, content=(subject_run,)))
        if verb.dep_ == "acl":
            return draft_of(cue, agent, Found(frame=frame, content=((verb.head.left_edge.i, verb.i),)))
    frame = cue.frames.get("that")
    if frame is not None and subject is not None and page.lower[subject.i] == "it" and subject.i > page.first[verb.i]:
        return draft_of(cue, agent, Found(frame=frame, content=((page.first[verb.i], subject.i),)))
    return None
