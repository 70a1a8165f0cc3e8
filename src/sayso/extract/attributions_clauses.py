"""Reads the frames of verbs: which of a verb's complements is the content of what its subject says, thinks or wants."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, has_finite_form, is_passive, subject_of
from sayso.extract.attributions_draft import Draft, Page, Run, Runs, minus
from sayso.extract.attributions_holders import known_status
from sayso.extract.attributions_sources import reporter_of, source_runs
from sayso.model import CueClass, Status
from sayso.tables.cues import Cue, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUESTION_WORDS = frozenset(["what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"])
_SENSES = frozenset(["see", "sees", "saw", "seen", "seeing", "hear", "hears", "heard", "hearing", "watch", "watched", "watching", "feel", "felt", "notice", "noticed", "observe", "observed"])
_SHOWING = _SENSES | frozenset({"show", "shows", "showed", "showing", "shown", "find", "finds", "found"})
"""Verbs whose clause may lack a tense ("polls show the mayor leading")."""
_ASPECTS = frozenset({"continue", "go", "begin", "start", "proceed", "come", "keep", "move", "return", "rush", "race", "hurry"})
"""Verbs that only say how far an act has come: "went on to criticise" reports the criticising."""


def verb_drafts(page: Page) -> Iterator[Draft]:
    """A draft for every verb cue of the page that has its content beside it."""
    verbs = page.rules.verbs
    for index, lower in enumerate(page.lower):
        cues = verbs.get(lower)
        if cues is None:
            continue
        verb = page.tokens[index]
        if not _is_verb(verb):
            continue
        for cue in cues:
            tail = tail_of(page, index, cue)
            if tail is None:
                continue
            draft = _read(page, verb, cue, tail)
            if draft is not None:
                if not _is_idle(page, verb, draft):
                    yield draft
                break


def tail_of(page: Page, index: int, cue: Cue) -> Runs | None:
    """Where the words that belong to the cue stand behind it: next to it or behind a short object or adverb; None where they do not."""
    if not cue.tail:
        return ()
    end = min(index + 4, page.last[index] + 1)
    for start in range(index + 1, end):
        if page.lower[start] == cue.tail[0]:
            stop = start + len(cue.tail)
            return ((start, stop),) if page.lower[start:stop] == cue.tail else None
        if page.tokens[start].pos_ not in {"ADV", "PRON"} and page.tokens[start].ent_type_ not in {"DATE", "TIME"}:
            return None
    return None


def _is_idle(page: Page, verb: "Token", draft: Draft) -> bool:
    """Grammar that reports nobody: a generic "you", an infinitive or order with an object, an order without anybody who says it."""
    frame = draft.rule.rsplit(".", 1)[-1]
    if frame in {"as", "comp", "obj_to"} or frame.startswith("o:"):
        return draft.holder is None and not is_passive(verb)
    if frame in {"that", "wh", "quote", "trailing"}:
        return draft.holder is None and verb.tag_ in {"VB", "VBG"}
    if frame in {"seem", "raised", "that_it"}:
        return False
    if _is_infinitive(verb) and verb.head.lemma_ not in _ASPECTS:
        return True
    return draft.holder is None and not is_passive(verb)


def _is_verb(token: "Token") -> bool:
    if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound", "prep"}:
        return True
    return token.tag_ in {"NNS", "VBZ"} and token.dep_ == "ROOT" and any(child.dep_ == "nsubj" for child in token.children)


def cue_runs(page: Page, verb: "Token", tail: Runs) -> Runs:
    """The verb with the auxiliaries, negations and adverbs that touch it, and its tail."""
    start = verb.i
    near = {child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg", "advmod"}}
    while start - 1 in near and page.lower[start - 1] not in _QUESTION_WORDS:
        start -= 1
    end = verb.i + 1
    if tail and tail[0][0] == end:
        return ((start, tail[0][1]),)
    return ((start, end), *tail)


def _read(page: Page, verb: "Token", cue: Cue, tail: Runs) -> Draft | None:
    reader = _passive if is_passive(verb) else _active
    return reader(page, verb, cue, tail)


def _active(page: Page, verb: "Token", cue: Cue, tail: Runs) -> Draft | None:
    frames = cue.frames
    after = tail[-1][1] if tail else verb.i + 1
    heard = _hearer(page, verb, cue)
    holder = reporter_of(page, verb)
    if "that" in frames and not tail and after < len(page.lower) and page.lower[after] == ",":
        between = _trailing(page, verb, tail, frames["that"], holder, heard)
        if between is not None:
            return between
    clause = _clause(page, verb, after, is_told="addressee" in frames) or _bare_words(page, verb, frames, after)
    if clause is not None:
        frame = _clause_frame(page, clause, frames)
        if frame is not None:
            if "told" in frames and heard is None and frame.name == "that":
                return None  # "truth told": nobody is told anything
            return _draft(page, verb, tail, frame, holder, clause, heard)
        if "that_it" in frames and holder is None:
            return _draft(page, verb, tail, frames["that_it"], None, clause, None)
    infinitive = _infinitive(page, verb, cue, after)
    if infinitive is not None:
        frame, content, addressee = infinitive
        if frame.name == "seem":
            return _seem(page, verb, tail, frame, content)
        return _draft(page, verb, tail, frame, holder, content, addressee or heard)
    for finder in (_complement, _object_and_preposition, _prepositional, _object):
        found = finder(page, verb, cue, tail)
        if found is not None:
            return _draft(page, verb, tail, found[0], holder, found[1], None)
    if "that" in frames or "trail" in frames:
        return _trailing(page, verb, tail, frames["that"], holder, heard)
    return None


def _draft(
    page: Page, verb: "Token", tail: Runs, frame: Frame, holder: "Token | None", content: Run, addressee: Run | None
) -> Draft | None:
    source = source_runs(page, holder, verb.i) if holder is not None else ()
    cue = cue_runs(page, verb, tail)
    holes = tuple(run for run in (*source, *cue, *((addressee,) if addressee else ())))
    runs = minus(content, holes)
    if frame.name in {"that", "wh"} and verb.dep_ == "relcl" and page.tokens[verb.left_edge.i].tag_ in {"WDT", "WP"}:
        opener = verb.left_edge.i
        if page.lower[opener] != "that" and not any(start <= opener < end for start, end in source):
            runs = ((opener, opener + 1), *runs)
    if frame.name in {"as", "comp", "to", "ing"} or frame.name.startswith("o:"):
        moved = _moved_object(page, verb)
        if moved is not None and moved[1] <= content[0]:
            runs = (moved, *runs)
            if source and source[0][0] <= moved[0] < source[0][1]:
                return None
    if not runs:
        return None
    return Draft(
        rule=frame.rule,
        row=frame.row,
        anchor=verb.i,
        cue=cue,
        source=source,
        content=runs,
        holder=holder,
        addressee=addressee,
        is_claim=not (frame.row.cue_class is CueClass.JUDGEMENT and frame.name in {"obj", "pobj", "obj_one"}),
    )


def _moved_object(page: Page, verb: "Token") -> Run | None:
    """The noun phrase that is the object of a relative clause ("a policy which the union criticised"), without the clause."""
    top = verb
    while top.dep_ == "xcomp" and top.head.i != top.i:
        top = top.head
    if top.dep_ != "relcl":
        return None
    for child in (*verb.children, *top.children):
        if child.dep_ == "dobj" and child.tag_ not in {"WDT", "WP"}:
            return None
        if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ in {"WDT", "WP"}:
            return None
    noun = top.head
    return page.trimmed((noun.left_edge.i, max(noun.i + 1, min(top.left_edge.i, verb.i))))


# -- complements of active verbs ------------------------------------------------------------------


def _clause(page: Page, verb: "Token", after: int, *, is_told: bool = False) -> Run | None:
    """The finite clause behind the verb: from its "that" or question word to its end."""
    for child in verb.rights:
        if child.dep_ in {"ccomp", "advcl", "dep", "parataxis"} and child.i >= after and _is_content_clause(page, child, verb):
            start, end = _clause_run(page, child, after)
            if _is_anothers(page, after, start):
                return None
            return start, _second_clause(page, verb, child, end)
        if child.dep_ in {"dobj", "dative", "pobj", "npadvmod"}:
            if child.dep_ == "dobj" and not is_told and child.ent_type_ not in {"DATE", "TIME"}:
                continue
            for inner in child.rights:
                if inner.dep_ in {"relcl", "acl", "ccomp"} and (_has_that_mark(page, inner) or (is_told and _is_bare_clause(page, inner))):
                    return _clause_run(page, inner, after)
        if child.dep_ == "prep" and child.i < verb.right_edge.i:
            for noun in child.rights:
                for inner in noun.rights:
                    if inner.dep_ in {"relcl", "acl", "ccomp"} and noun.dep_ == "pobj" and _is_behind_venue(page, noun, inner):
                        return _clause_run(page, inner, after)
    return None


def _is_behind_venue(page: Page, noun: "Token", clause: "Token") -> bool:
    """Whether a that-clause behind "in a statement" is what is said there, whatever the parser makes of its "that"."""
    if _has_that_mark(page, clause):
        return True
    subject = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return page.lower[noun.i] in page.rules.venues and page.lower[clause.left_edge.i] == "that" and subject is not None and subject.i > clause.left_edge.i


def _is_anothers(page: Page, after: int, start: int) -> bool:
    """Whether a participle that reports stands between the verb and the clause ("said, adding later, ...")."""
    return any(page.tokens[i].tag_ == "VBG" and page.lower[i] in page.rules.verbs for i in range(after, start))


def _second_clause(page: Page, verb: "Token", first: "Token", end: int) -> int:
    """Over a second clause that an "and" or "but" joins to the first one as content of the same verb."""
    for child in verb.rights:
        if child.dep_ == "ccomp" and child.i > first.i and child.left_edge.i <= end + 1 and page.tokens[end - 1].dep_ != "punct":
            if any(c.dep_ == "cc" for c in (*first.rights, *verb.rights, *page.tokens[child.left_edge.i - 1 : child.left_edge.i])) or (
                page.lower[child.left_edge.i - 1] in {"and", "but"}
            ):
                return max(end, child.right_edge.i + 1)
    return end


def _is_content_clause(page: Page, clause: "Token", verb: "Token") -> bool:
    if clause.dep_ == "ccomp":
        if clause.tag_ == "VB" and verb.lower_ in _SENSES and not any(c.dep_ == "aux" for c in clause.lefts):
            return False
        if clause.tag_ == "VBG" and not has_finite_form(clause):
            return verb.lower_ in _SHOWING and any(c.dep_ == "nsubj" for c in clause.lefts)
        return not _is_infinitive(clause)
    opener = page.lower[clause.left_edge.i]
    if clause.dep_ == "advcl":
        return opener in _QUESTION_WORDS and opener not in {"if"} and clause.left_edge.i == verb.i + 1
    return opener == "that"


def _is_bare_clause(page: Page, clause: "Token") -> bool:
    """A clause behind the one who is told ("told the forum he was") that the parser takes for a relative clause."""
    subject = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return has_finite_form(clause) and subject is not None and subject.tag_ not in {"WP", "WDT"} and page.lower[clause.left_edge.i] not in {"that", "which", "who", "whom"}


def _bare_words(page: Page, verb: "Token", frames: "object", after: int) -> Run | None:
    """Where the parser lost the clause: "that" or a pronoun subject right behind a finite speech verb opens its content."""
    if "that" not in frames or verb.tag_ not in {"VBD", "VBZ", "VBP"} or after >= page.last[verb.i]:  # type: ignore[operator]
        return None
    if any(child.dep_ in {"ccomp", "dobj"} and child.i > verb.i and child.tag_ != "PRP" for child in verb.rights):
        return None
    word, following = page.lower[after], page.tokens[after + 1]
    if word in {"he", "she", "they", "we", "i"} and following.pos_ in {"VERB", "AUX", "ADV"}:
        return after, page.last[verb.i] + 1
    if word == "that" and following.pos_ in {"PRON", "DET", "PROPN", "NOUN", "PUNCT", "ADJ"} and page.tokens[after].dep_ == "mark":
        return after, page.last[verb.i] + 1
    return None


def _has_that_mark(page: Page, clause: "Token") -> bool:
    return any(child.dep_ == "mark" and page.lower[child.i] == "that" for child in clause.lefts)


def _is_infinitive(verb: "Token") -> bool:
    return verb.tag_ in {"VB", "VBN"} and any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _clause_run(page: Page, clause: "Token", after: int) -> Run:
    start, end = max(clause.left_edge.i, after), clause.right_edge.i + 1
    for child in clause.lefts:
        if child.dep_ == "mark" and page.lower[child.i] in {"that", "whether", "if"}:
            return max(after, child.i), end
    if start > after and (page.quote[after] >= 0 or page.tokens[start].pos_ in {"AUX", "VERB"}) and page.lower[after] != ",":
        return after, end  # the parser lost the subject
    return start, end


def _clause_frame(page: Page, run: Run, frames: "object") -> Frame | None:
    opener = page.lower[run[0]]
    names = ("wh", "that") if opener in _QUESTION_WORDS else ("that",) if opener == "that" else ("that", "wh")
    for name in names:
        if name in frames:  # type: ignore[operator]
            return frames[name]  # type: ignore[index]
    return None


def _infinitive(page: Page, verb: "Token", cue: Cue, after: int) -> tuple[Frame, Run, Run | None] | None:
    """The infinitive that hangs on the verb, the frame that takes it, and who hears it."""
    frames = cue.frames
    if "for_to" in frames:
        return _for_to(page, verb, cue, after)
    for child in verb.rights:
        if child.dep_ not in {"xcomp", "ccomp", "advcl"} or child.i < after or not _is_infinitive(child):
            continue
        start = next(grandchild.i for grandchild in child.lefts if grandchild.lower_ == "to" and grandchild.dep_ == "aux")
        if start - 1 >= after and page.tokens[start - 1].dep_ == "neg":
            start -= 1
        end = _listed(verb, child.right_edge.i + 1)
        subject = next((grandchild for grandchild in child.lefts if grandchild.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None:
            subject = next((o for o in verb.rights if o.dep_ in {"dobj", "dative"} and o.i < start), None)
        if subject is None and cue.tail and start > after:
            subject = next((p for p in page.tokens[after:start] if p.dep_ == "pobj"), None)
        if subject is not None:
            object_run = (max(after, subject.left_edge.i), start)
            if "obj_to" in frames:
                return frames["obj_to"], (start, end), page.trimmed(object_run)
            if "np_to" in frames:
                return frames["np_to"], (object_run[0], end), None
            return None
        if child.dep_ == "advcl":
            continue
        for name in ("seem", "to"):
            if name in frames:
                return frames[name], (start, end), None
        return None
    return None


def _listed(verb: "Token", end: int) -> int:
    """Over base forms coordinated with a finite verb ("wants to mend it, grow it and sell it"): they belong to its infinitive."""
    if verb.tag_ == "VB":
        return end
    for child in verb.rights:
        if child.dep_ in {"conj", "dep"} and child.tag_ == "VB" and not any(c.dep_ in {"aux", "nsubj"} for c in child.lefts):
            end = max(end, child.right_edge.i + 1)
    return end


def _for_to(page: Page, verb: "Token", cue: Cue, after: int) -> tuple[Frame, Run, Run | None] | None:
    """ "Called for the siege to end": the words behind "for", where an infinitive follows a noun."""
    for child in verb.rights:
        if child.dep_ in {"advcl", "xcomp", "ccomp"} and _is_infinitive(child):
            mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == "for"), None)
            if mark is not None:
                return cue.frames["for_to"], (mark.i, child.right_edge.i + 1), None
        if child.dep_ == "prep" and child.i == after - 1:
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
            inner = next((c for c in noun.rights if c.dep_ in {"acl", "relcl"} and _is_infinitive(c)), None) if noun else None
            later = next((c for c in verb.rights if c.dep_ in {"xcomp", "advcl"} and _is_infinitive(c) and c.i > child.i), None)
            found = inner or later
            if noun is not None and found is not None:
                return cue.frames["for_to"], (child.i, found.right_edge.i + 1), None
    return None


def _complement(page: Page, verb: "Token", cue: Cue, tail: Runs) -> tuple[Frame, Run] | None:
    """Object and complement: "called the offer an insult", "described the talks as frank"."""
    frames = cue.frames
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return None  # a name, as in "the device called a meter"
    after = tail[-1][1] if tail else verb.i + 1
    target = next((c for c in verb.rights if c.dep_ in {"dobj", "nsubj"} and c.i >= after), None)
    if cue.tail and target is None:
        target = next((p for p in page.tokens[after : after + 12] if p.dep_ == "pobj" and p.head.i == after - 1), None)
    if "as" in frames:
        as_word = next((c for c in _below(verb, target) if c.lower_ == "as" and c.dep_ in {"prep", "mark", "advmod"} and c.i >= after), None)
        if as_word is not None and (target is not None or _is_relative_gap(verb) or any(c.tag_ == "WP" for c in verb.lefts)):
            start = target.left_edge.i if target is not None else as_word.i
            return frames["as"], (max(after, start), as_word.right_edge.i + 1)
    if "comp" in frames:
        for child in verb.rights:
            if child.dep_ in {"oprd", "ccomp", "xcomp", "acomp"} and child.i > after and not _is_infinitive(child) and child.tag_ != "VBG" and not has_finite_form(child):
                subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None) or target
                if subject is not None and subject.i < child.i and not any(c.dep_ in {"aux", "mark"} for c in child.lefts):
                    return frames["comp"], (max(after, subject.left_edge.i), child.right_edge.i + 1)
                if child.dep_ == "oprd":
                    return frames["comp"], (after, child.right_edge.i + 1)
    return None


def _below(verb: "Token", target: "Token | None") -> "Iterator[Token]":
    yield from verb.rights
    if target is not None:
        yield from target.rights


def _is_relative_gap(verb: "Token") -> bool:
    return verb.dep_ == "relcl"


def _object_and_preposition(page: Page, verb: "Token", cue: Cue, tail: Runs) -> tuple[Frame, Run] | None:
    """Object and prepositional phrase: "accused the bank of fraud"."""
    target = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
    if target is None:
        return None
    for name, frame in cue.frames.items():
        if name.startswith("o:"):
            word = name[2:]
            prep = next((c for c in _below(verb, target) if c.lower_ == word and c.i > target.i and c.dep_ in {"prep", "dative"}), None)
            if prep is not None:
                return frame, (target.left_edge.i, prep.right_edge.i + 1)
            behind = target.right_edge.i + 1
            if behind < page.last[verb.i] and page.lower[behind] == word and page.quote[behind + 1] >= 0:
                return frame, (target.left_edge.i, page.tokens_of(page.quotations[page.quote[behind + 1]].span)[1])
    return None


def _prepositional(page: Page, verb: "Token", cue: Cue, tail: Runs) -> tuple[Frame, Run] | None:
    frames = cue.frames
    if tail and "pobj" in frames:
        last = page.tokens[tail[-1][1] - 1]
        noun = next((c for c in last.rights if c.dep_ in {"pobj", "pcomp"}), None)
        if noun is None:
            noun = next((c for c in verb.rights if c.i > last.i and c.dep_ in {"dobj", "pobj"}), None)
        if noun is not None and noun.tag_ != "PRP":
            return frames["pobj"], (max(last.i + 1, noun.left_edge.i), noun.right_edge.i + 1)
    for name, frame in frames.items():
        if name.startswith("p:"):
            prep = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == name[2:]), None)
            noun = next((c for c in prep.rights if c.dep_ in {"pobj", "pcomp"}), None) if prep is not None else None
            if noun is not None:
                return frame, (noun.left_edge.i, noun.right_edge.i + 1)
    return None


def _object(page: Page, verb: "Token", cue: Cue, tail: Runs) -> tuple[Frame, Run] | None:
    """A noun or -ing form as the content, stretched over phrases that belong to it."""
    frames = cue.frames
    after = tail[-1][1] if tail else verb.i + 1
    if "ing" in frames:
        going = next((c for c in verb.rights if c.dep_ in {"xcomp", "pcomp", "ccomp"} and c.tag_ == "VBG" and c.i >= after), None)
        if going is not None:
            return frames["ing"], (max(after, going.left_edge.i), _stretched(page, verb, going.right_edge.i + 1))
    frame = frames.get("obj")
    if frame is None and ("obj_doc" in frames or "obj_one" in frames):
        holder = subject_of(verb)
        status = known_status(page, holder) if holder is not None else None
        if status is Status.DOCUMENT or (status is Status.PERSON and holder is not None and holder.tag_ in {"NNP", "PRP"}):
            frame = frames.get("obj_doc" if status is Status.DOCUMENT else "obj_one")
    if frame is None:
        return None
    target = next((c for c in verb.rights if c.dep_ == "dobj" and c.i >= after), None)
    if target is None:
        moved = _moved_object(page, verb)
        return (frame, moved) if moved is not None else None
    if verb.tag_ == "VBG" and frame.row.cue_class is CueClass.SPEECH and target.ent_type_ == "PERSON":
        return None  # "addressing the minister": who hears it is no content
    if target.pos_ == "PRON" and target.tag_ in {"PRP", "DT"}:
        return None
    return frame, (max(after, target.left_edge.i), _stretched(page, verb, target.right_edge.i + 1))


def _stretched(page: Page, verb: "Token", end: int) -> int:
    """Over phrases and infinitives right behind the object that the parser hangs on the verb, short of times and places of speech."""
    for child in verb.rights:
        if (child.left_edge.i == end and child.dep_ in {"advcl", "xcomp"} and _is_infinitive(child) and page.lower[end - 1] in page.rules.nouns) or (child.i == end and child.dep_ == "prep" and child.lower_ in {"from", "of", "for", "against", "between", "to", "with", "like", "about", "such", "as"}):
            end = child.right_edge.i + 1
    return end


def _seem(page: Page, verb: "Token", tail: Runs, frame: Frame, content: Run) -> Draft | None:
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    runs: Runs = (content,)
    subject = _antecedent_of(subject, verb) if subject is not None else subject_of(verb)
    if subject is not None and subject.dep_ != "expl" and page.lower[subject.i] != "it":
        runs = (*source_runs(page, subject, verb.i), content)
    return Draft(rule=frame.rule, row=frame.row, anchor=verb.i, cue=cue_runs(page, verb, tail), source=(), content=runs)


def _antecedent_of(subject: "Token | None", verb: "Token") -> "Token | None":
    return verb.head if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else subject


# -- trailing and parenthetical cues -----------------------------------------------------------------


def _trailing(page: Page, verb: "Token", tail: Runs, frame: Frame, holder: "Token | None", heard: Run | None) -> Draft | None:
    """The cue stands behind or inside its content ("The dam, engineers say, will hold."): the sentence minus the cue's clause."""
    if holder is None or holder.i < page.first[verb.i] or not has_finite_form(verb):
        return None
    if page.lower[min(verb.i + 1, len(page.lower) - 1)] != "," and any(
        c.dep_ in {"xcomp", "ccomp", "oprd", "acomp", "attr"} or (c.dep_ == "dobj" and heard is None) for c in verb.rights
    ):
        return None
    source = _back_to_pause(page, source_runs(page, holder, verb.i))
    start = min(source[0][0], cue_runs(page, verb, tail)[0][0])
    if start <= page.first[verb.i] or holder.sent.start != verb.sent.start:
        return None
    before = page.lower[start - 1]
    as_clause = before == "as"
    if before not in {",", "–", "—", "--", "as"}:
        return None
    if any(page.quote[i] >= 0 for i in range(max(0, start - 2), start)) and page.quote[verb.i] < 0:
        return None
    end = max(source[-1][1], verb.i + 1)
    for child in verb.rights:
        if child.dep_ in {"npadvmod", "prep", "advmod", "dative", "dobj", "advcl", "acl"} and child.i > verb.i:
            end = max(end, child.right_edge.i + 1)
    for index in range(verb.i + 1, end):
        if page.lower[index] == "," and index > source[-1][1]:
            end = index
            break
    following = page.lower[end] if end < len(page.lower) else "."
    if following not in {",", ".", "–", "—", "--", ";", "!", "?"} and end <= page.last[verb.i]:
        return None
    if end + 2 < len(page.tokens) and page.quote[end + 1] >= 0 and page.quote[verb.i] < 0 and page.tokens[end + 2].is_title:
        return None
    first = _opening(page, page.first[verb.i], start)
    if as_clause:
        start -= 1
    runs = minus((first, page.last[verb.i] + 1), ((start, end),))
    kept = tuple(
        run for run in (page.trimmed(run) for run in runs) if run is not None and any(page.tokens[i].is_alpha for i in range(*run))
    )
    if not any(page.tokens[index].pos_ in {"VERB", "AUX"} or page.quote[index] >= 0 for run in kept for index in range(*run)):
        return None
    return Draft(
        rule=frame.rule.replace(".that", ".trailing"),
        row=frame.row,
        anchor=verb.i,
        cue=cue_runs(page, verb, tail),
        source=source,
        content=kept,
        holder=holder,
        addressee=heard,
    )


def _back_to_pause(page: Page, source: Runs) -> Runs:
    """The source with the nouns and adjectives before it, where the parser cut a title off a name."""
    start = source[0][0]
    while start > 0 and page.tokens[start - 1].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "NUM"} and page.block[start - 1] == page.block[start]:
        start -= 1
    return ((start, source[0][1]), *source[1:])


def _opening(page: Page, first: int, start: int) -> int:
    """Where the content of a parenthetical cue begins: at a "which", "that" or "and" just before it, else with the sentence."""
    before = start - 2
    if before > first and page.lower[before] in {"which", "who", "that", "and", "but", "because"}:
        return before
    return first


def _hearer(page: Page, verb: "Token", cue: Cue) -> Run | None:
    """Who is told: the object of tell, the noun behind "to"."""
    if "addressee" in cue.frames:
        target = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"} and c.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        if target is not None:
            stop = next((c.left_edge.i for c in target.rights if c.dep_ in {"relcl", "acl", "ccomp"}), target.right_edge.i + 1)
            return target.left_edge.i, stop
    prep = next((c for c in verb.rights if c.dep_ in {"prep", "dative"} and c.lower_ == "to"), None)
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None) if prep is not None else None
    return (noun.left_edge.i, noun.right_edge.i + 1) if noun is not None else None


# -- passives -----------------------------------------------------------------------------------------


def _passive(page: Page, verb: "Token", cue: Cue, tail: Runs) -> Draft | None:
    """The passive: "it was reported that", "was told that", "is expected to", "was criticised by"."""
    frames = cue.frames
    after = tail[-1][1] if tail else verb.i + 1
    agent = agent_of(verb)
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubjpass", "nsubj"}), None)
    antecedent = _antecedent_of(subject, verb)
    subject_run = source_runs(page, antecedent, verb.i)[0] if antecedent is not None else None
    clause = _clause(page, verb, after)
    if clause is not None and ("that" in frames or "wh" in frames):
        frame = _clause_frame(page, clause, frames)
        if frame is not None:
            if _is_authors_own(page, verb, subject):
                return None
            heard = subject_run if subject is not None and page.lower[subject.i] != "it" else None
            return _draft(page, verb, tail, frame, agent, clause, heard)
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(child) and child.i >= after:
            start = next(c.i for c in child.lefts if c.lower_ == "to" and c.dep_ == "aux")
            run = (start, child.right_edge.i + 1)
            if "obj_to" in frames and "raised" not in frames:
                return _draft(page, verb, tail, frames["obj_to"], agent, run, subject_run)
            if "raised" in frames:
                return _with_subject(page, verb, tail, frames["raised"], agent, subject_run, run)
            break
    if "as" in frames:
        as_word = next((c for c in verb.rights if c.lower_ == "as" and c.i > verb.i), None)
        if as_word is not None and subject_run is not None:
            return _with_subject(page, verb, tail, frames["as"], agent, subject_run, (as_word.i, as_word.right_edge.i + 1))
    if "comp" in frames and subject_run is not None and verb.dep_ != "acl":
        comp = next((c for c in verb.rights if c.dep_ in {"oprd", "attr", "acomp"}), None)
        if comp is not None:
            return _with_subject(page, verb, tail, frames["comp"], agent, subject_run, (comp.left_edge.i, comp.right_edge.i + 1))
    for name, frame in frames.items():
        if name.startswith("o:"):
            prep = next((c for c in verb.rights if c.lower_ == name[2:] and c.dep_ == "prep"), None)
            if prep is not None and subject_run is not None:
                return _with_subject(page, verb, tail, frame, agent, subject_run, (prep.i, prep.right_edge.i + 1))
    frame = frames.get("obj")
    if frame is not None and agent is not None:
        if subject_run is not None:
            return _draft(page, verb, tail, frame, agent, subject_run, None)
        if verb.dep_ == "acl":
            return _draft(page, verb, tail, frame, agent, (verb.head.left_edge.i, verb.i), None)
    if _is_authors_own(page, verb, subject):
        return None
    if "that" in frames and subject is not None and page.lower[subject.i] == "it" and subject.i > page.first[verb.i]:
        run = (page.first[verb.i], subject.i)
        return _draft(page, verb, tail, frames["that"], agent, run, None)
    return None


def _is_authors_own(page: Page, verb: "Token", subject: "Token | None") -> bool:
    """"It should be noted that": the outlet speaks for itself."""
    return subject is not None and page.lower[subject.i] == "it" and any(c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ != "will" for c in verb.lefts)


def _with_subject(
    page: Page, verb: "Token", tail: Runs, frame: Frame, agent: "Token | None", subject: Run | None, rest: Run
) -> Draft | None:
    draft = _draft(page, verb, tail, frame, agent, rest, None)
    if draft is None or subject is None or page.lower[subject[0]] == "it":
        return draft
    return Draft(
        rule=draft.rule,
        row=draft.row,
        anchor=draft.anchor,
        cue=draft.cue,
        source=draft.source,
        content=(subject, *draft.content),
        holder=agent,
    )
