"""Finds the clause or infinitive that a cue verb takes: "said that", "asked whether", "refused to", "urged him to", "called for it to"."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import QUESTION_WORDS, has_finite_form, is_negated
from sayso.extract.attributions_draft import Page, Run
from sayso.extract.attributions_verbs import CueVerb, Found, is_infinitive, span_of
from sayso.tables.cues import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"relcl", "acl", "ccomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENSES = frozenset(
    {"see", "sees", "saw", "seen", "seeing", "hear", "hears", "heard", "hearing", "watch", "watched", "watching", "feel", "felt"}
    | {"notice", "noticed", "observe", "observed"}
)
_SHOWING = _SENSES | frozenset({"show", "shows", "showed", "showing", "shown", "find", "finds", "found"})
"""Verbs whose clause may lack a tense ("polls show the mayor leading")."""


def find_clause(cue: CueVerb) -> Run | None:
    """The finite clause behind the verb: from its "that" or question word to its end."""
    page, verb, after = cue.page, cue.verb, cue.after
    is_told = "addressee" in cue.frames
    for child in verb.rights:
        if child.dep_ in {"ccomp", "advcl", "dep", "parataxis"} and child.i >= after and _is_content(cue, child):
            start, end = _clause_run(page, child, after)
            if page.tokens[start].tag_ == "TO":
                continue  # the parser takes an infinitive for a clause with a tense
            return None if _is_anothers(page, after, start) else (start, _second_clause(page, verb, child, end))
        inner: Token | None = None
        if child.dep_ in {"dobj", "dative", "pobj", "npadvmod"}:
            inner = _behind_noun(page, child, is_told=is_told)
        elif child.dep_ == "prep":
            inner = _behind_place(page, child)
        if inner is not None:
            return _clause_run(page, inner, after)
    return _bare_words(cue)


def clause_frame(cue: CueVerb, run: Run) -> Frame | None:
    """The frame of the cue that takes the clause at ``run``: a question needs "wh", a that-clause "that"."""
    opener = cue.page.lower[run[0]]
    names = ("wh", "that") if opener in QUESTION_WORDS else ("that",) if opener == "that" else ("that", "wh")
    return next((cue.frames[name] for name in names if name in cue.frames), None)


def find_infinitive(cue: CueVerb) -> Found | None:
    """The infinitive that hangs on the verb, with the frame that takes it and who is told."""
    if "for_to" in cue.frames:
        return _for_to(cue)
    for child in cue.verb.rights:
        if child.dep_ not in {"xcomp", "ccomp", "advcl"} or child.i < cue.after or not is_infinitive(child):
            continue
        start = infinitive_start(child)
        if start - 1 >= cue.after and cue.page.tokens[start - 1].dep_ == "neg":
            start -= 1
        run = (start, _listed(cue.verb, child.right_edge.i + 1))
        subject = _doer(cue, child, start)
        if subject is not None:
            return _done_by_object(cue, run, subject)
        if child.dep_ != "advcl":
            frame = cue.frames.get("seem") or cue.frames.get("to")
            return Found(frame=frame, content=(run,)) if frame is not None else None
    return None


def infinitive_start(verb: "Token") -> int:
    """Where the "to" of an infinitive stands."""
    return next(int(child.i) for child in verb.lefts if child.lower_ == "to" and child.dep_ == "aux")


def _is_content(cue: CueVerb, clause: "Token") -> bool:
    """Whether a clause that hangs on the verb is what it reports."""
    verb = cue.verb
    if clause.dep_ == "ccomp":
        if "comp" in cue.frames and clause.pos_ in {"ADJ", "NOUN"}:
            return False  # "found the sale unlawful" has no verb
        if clause.tag_ == "VB" and verb.lower_ in _SENSES and not any(c.dep_ == "aux" for c in clause.lefts):
            return False
        if clause.tag_ == "VBG" and not has_finite_form(clause):
            return verb.lower_ in _SHOWING and any(c.dep_ == "nsubj" for c in clause.lefts)
        return not is_infinitive(clause)
    opener = clause.left_edge.lower_
    if clause.dep_ == "advcl":
        heard = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"} and "asks" in cue.frames), verb)
        start = verb.i if heard is verb else heard.right_edge.i
        is_question = opener in QUESTION_WORDS and (opener != "if" or "asks" in cue.frames) and clause.left_edge.i == start + 1
        return is_question and (opener != "when" or is_negated(verb))  # "would not say when"; but "said when asked"
    return bool(opener == "that")


def _clause_run(page: Page, clause: "Token", after: int) -> Run:
    start, end = span_of(clause, after)
    for child in clause.lefts:
        if child.dep_ == "mark" and page.lower[child.i] in {"that", "whether", "if"}:
            return max(after, int(child.i)), end
    if start > after and page.lower[after] == "that" and page.tokens[after].tag_ == "IN":
        return after, end  # the parser hung the "that" elsewhere
    if start > after and (page.quote[after] >= 0 or page.tokens[start].pos_ in {"AUX", "VERB"}) and page.lower[after] != ",":
        return after, end  # the parser lost the subject
    return start, end


def _is_anothers(page: Page, after: int, start: int) -> bool:
    """Whether a participle that reports stands between the verb and the clause ("said, adding later, ...")."""
    reporting = (index for index in range(after, start + 1) if page.tokens[index].tag_ == "VBG" and page.lower[index] in page.rules.verbs)
    return any(index < start or page.lower[index - 1] == "," for index in reporting)


def _second_clause(page: Page, verb: "Token", first: "Token", end: int) -> int:
    """Over a second clause that an "and" or "but" joins to the first one as content of the same verb."""
    if page.tokens[end - 1].dep_ == "punct":
        return end
    for child in verb.rights:
        if child.dep_ != "ccomp" or child.i <= first.i or child.left_edge.i > end + 1:
            continue
        before = child.left_edge.i - 1
        if page.lower[before] in {"and", "but"} or any(c.dep_ == "cc" for c in (*first.rights, *verb.rights)):
            return max(end, int(child.right_edge.i) + 1)
    return end


def _behind_noun(page: Page, noun: "Token", *, is_told: bool) -> "Token | None":
    """The clause behind the one who is told or behind a date, which the parser takes for a relative clause."""
    if noun.dep_ == "dobj" and not is_told and noun.ent_type_ not in {"DATE", "TIME"}:
        return None
    for inner in noun.rights:
        if inner.dep_ in _CLAUSES and (_has_that_mark(inner) or (is_told and _is_bare_clause(page, inner))):
            return inner
    return None


def _behind_place(page: Page, preposition: "Token") -> "Token | None":
    """The that-clause behind "in a statement", whatever the parser makes of its "that"."""
    for noun in preposition.rights:
        for inner in noun.rights if noun.dep_ == "pobj" else ():
            if inner.dep_ not in _CLAUSES:
                continue
            opener = inner.left_edge.i
            subject = next((c for c in inner.lefts if c.dep_ in _SUBJECTS), None)
            is_said_there = page.lower[noun.i] in page.rules.venues and page.lower[opener] == "that"
            if _has_that_mark(inner) or (is_said_there and subject is not None and subject.i > opener):
                return inner
    return None


def _is_bare_clause(page: Page, clause: "Token") -> bool:
    """A clause with a tense and a subject of its own ("told the forum he was")."""
    subject = next((c for c in clause.lefts if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.tag_ in {"WP", "WDT"} or page.lower[clause.left_edge.i] in {"that", "which", "who", "whom"}:
        return False
    return has_finite_form(clause)


def _has_that_mark(clause: "Token") -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts)


def _bare_words(cue: CueVerb) -> Run | None:
    """Where the parser lost the clause: "that" or a pronoun subject right behind a finite verb opens its content."""
    page, verb, after = cue.page, cue.verb, cue.after
    last = page.last[verb.i]
    if "that" not in cue.frames or verb.tag_ not in {"VBD", "VBZ", "VBP"} or after >= last:
        return None
    if any(child.dep_ in {"ccomp", "dobj"} and child.tag_ != "PRP" for child in verb.rights):
        return None
    word, following = page.lower[after], page.tokens[after + 1].pos_
    if word in {"he", "she", "they", "we", "i"} and following in {"VERB", "AUX", "ADV"}:
        return after, last + 1
    if word == "that" and page.tokens[after].dep_ == "mark" and following in {"PRON", "DET", "PROPN", "NOUN", "PUNCT", "ADJ"}:
        return after, last + 1
    return None


def _doer(cue: CueVerb, infinitive: "Token", start: int) -> "Token | None":
    """Who is to do it: the infinitive's own subject, the verb's object, the noun behind the cue's preposition."""
    own = next((child for child in infinitive.lefts if child.dep_ in _SUBJECTS), None)
    if own is not None:
        return own
    target = next((child for child in cue.verb.rights if child.dep_ in {"dobj", "dative"} and child.i < start), None)
    if target is None and cue.tail:
        return next((token for token in cue.page.tokens[cue.after : start] if token.dep_ == "pobj"), None)
    return target


def _done_by_object(cue: CueVerb, run: Run, doer: "Token") -> Found | None:
    """The object hears the demand ("urged him to go"), or belongs to what is wanted ("wants him to go")."""
    start = max(cue.after, doer.left_edge.i)
    if "obj_to" in cue.frames:
        return Found(frame=cue.frames["obj_to"], content=(run,), addressee=cue.page.trimmed((start, run[0])))
    if "np_to" in cue.frames:
        return Found(frame=cue.frames["np_to"], content=((start, run[1]),))
    return None


def _listed(verb: "Token", end: int) -> int:
    """Over base forms coordinated with a finite verb ("wants to mend it, grow it and sell it"): they belong to its infinitive."""
    if verb.tag_ == "VB":
        return end
    for child in verb.rights:
        if child.dep_ in {"conj", "dep"} and child.tag_ == "VB" and not any(c.dep_ in {"aux", "nsubj"} for c in child.lefts):
            end = max(end, child.right_edge.i + 1)
    return end


def _for_to(cue: CueVerb) -> Found | None:
    """As in "called for the siege to end": the words behind "for", where an infinitive follows a noun."""
    frame = cue.frames["for_to"]
    for child in cue.verb.rights:
        if child.dep_ in {"advcl", "xcomp", "ccomp"} and is_infinitive(child):
            mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == "for"), None)
            if mark is not None:
                return Found(frame=frame, content=((mark.i, child.right_edge.i + 1),))
        if child.dep_ == "prep" and child.i == cue.after - 1:
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if noun is None:
                continue
            behind = (c for c in noun.rights if c.dep_ in {"acl", "relcl"} and is_infinitive(c))
            beside = (c for c in cue.verb.rights if c.dep_ in {"xcomp", "advcl"} and is_infinitive(c) and c.i > child.i)
            found = next(behind, None) or next(beside, None)
            if found is not None:
                return Found(frame=frame, content=((child.i, found.right_edge.i + 1),))
    return None
