"""Finds who speaks one quotation: by the cue behind or before it, a dash and a name, a colon in the paragraph above, the nearest subject."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, is_passive, own_subject, subject_of
from sayso.extract.attributions_draft import BARE, DASHES, STOPS, Draft, Page, Run, Runs, merged
from sayso.extract.attributions_sources import reporter_of, source_runs
from sayso.extract.attributions_verbs import CueVerb, cue_verbs_at
from sayso.model import CueClass
from sayso.tables.cues import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 60
"""Tokens: how far from a quotation its cue may stand."""
_LONGEST_NAME = 16
_LEADING_FRAMES = (".that", ".wh", ".as", ".comp", ".obj_to", ".obj")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = frozenset({"PROPN", "NOUN", "PRON"})
_ANY_FRAME = ("comp", "as", "that", "obj", "pobj", "obj_to", "np_to", "to", "ing", "wh")


def cue_after(page: Page, run: Run, by_cue: Mapping[int, Draft]) -> Draft | None:
    """`"...," the clerk said` and `"...," said the clerk`."""
    start, end = _gap_after(page, run)
    if start < end and (page.tokens[start].dep_ == "cc" or (page.lower[run[1] - 2] == "." and page.tokens[start].is_title)):
        return None  # the sentence goes on about something else, or a new one begins
    for index in range(start, end):
        token = page.tokens[index]
        if token.tag_[:2] not in {"VB", "NN"} or token.tag_ == "VBG":
            continue
        found = _quoting(page, index)
        if found is None:
            if token.tag_ in _FINITE and token.dep_ not in {"relcl", "acl", "aux", "auxpass"}:
                return None  # another verb comes first: the words behind the quotation are no cue clause
            continue
        if page.lower[index - 1] == "to" or _has_own_content(page, by_cue.get(index)):
            return None
        holder = _speaker_beside(page, token, start, end)
        if holder is not None:
            return _spoken_behind(page, run, found, holder, by_cue)
        if token.pos_ == "VERB" and index > start + 3:
            return None
    return None


def cue_before(page: Page, run: Run) -> Draft | None:
    """`The clerk said: "..."`, `told reporters in the capital that "..."`."""
    start, end = _gap_before(page, run)
    for index in range(end - 1, start - 1, -1):
        token = page.tokens[index]
        found = _quoting(page, index) if token.tag_[:2] == "VB" or token.pos_ == "VERB" else None
        if found is None:
            continue
        if page.lower[end - 1] not in {",", ":", "that", "as"} | DASHES and end - index > 4:
            return None
        cue, frame = found
        holder = _holder(page, token)
        if holder is None and is_passive(token) and frame.row.cue_class is not CueClass.SPEECH:
            return None
        return _spoken(cue, frame, holder, ((_led_in(page, index, run[0]), run[1]),))
    return None


def frame_before(page: Page, run: Run, by_cue: Mapping[int, Draft]) -> Draft | None:
    """A verb before the quotation that takes more than words in marks: `called the remarks "a true alarm"`; its words belong to it."""
    start, end = _gap_before(page, run)
    for index in range(end - 1, start - 1, -1):
        token = page.tokens[index]
        if token.pos_ != "VERB":
            continue
        known = by_cue.get(index)
        if known is not None:
            grown = _grown(known, run)
            if grown is not None:
                return grown
        for cue in cue_verbs_at(page, index) if not is_passive(token) else ():
            frame = next((cue.frames[name] for name in _ANY_FRAME if name in cue.frames), None)
            holder = subject_of(token)
            content = page.trimmed((cue.after, run[1])) if cue.after <= run[0] else None
            if frame is not None and holder is not None and content is not None:
                return replace(_spoken(cue, frame, holder, (content,)), quoted=False)
        if token.tag_ in _FINITE and index < end - 1:
            return None
    return None


def dash_behind(page: Page, run: Run) -> Draft | None:
    """`"..." - Ilva Brann, Torvanna`: a dash and a name behind a quotation that is a paragraph of its own."""
    start = run[1]
    if start + 1 >= len(page.tokens) or page.lower[start] not in DASHES:
        return None
    end = start + 1
    while (
        end < len(page.tokens) and page.block[end] == page.block[run[0]] and not page.tokens[end].is_space and end - start < _LONGEST_NAME
    ):
        if page.tokens[end].pos_ in {"VERB", "AUX"}:
            return None
        end += 1
    source = page.trimmed((start + 1, end))
    if source is None or not page.tokens[source[0]].is_title:
        return None
    holder = page.tokens[source[0]]
    return Draft(rule="attr.dash", row=BARE, anchor=start, cue=(), source=(source,), content=(run,), holder=holder, quoted=True)


def colon_above(page: Page, run: Run) -> Draft | None:
    """A cue whose paragraph ends with a colon owns the quotation that opens the next one."""
    last = run[0] - 1
    while last >= 0 and page.tokens[last].is_space:
        last -= 1
    if last < 0 or page.lower[last] != ":" or page.block[last] == page.block[run[0]]:
        return None
    return cue_before_colon(page, last, (run,))


def cue_before_colon(page: Page, colon: int, content: Runs) -> Draft | None:
    """The draft of the last cue of the sentence that ends at ``colon``."""
    for index in range(colon - 1, max(page.first[colon], colon - _FAR) - 1, -1):
        found = _quoting(page, index) if page.tokens[index].pos_ == "VERB" and page.quote[index] < 0 else None
        if found is not None:
            return _spoken(*found, _holder(page, page.tokens[index]), content)
    return None


def is_quoted(page: Page, run: Run) -> bool:
    """Whether the word right before the marks is a verb of speech: `chanted "Send them home"`."""
    before = page.tokens[run[0] - 1] if run[0] else None
    found = _quoting(page, before.i) if before is not None and before.pos_ == "VERB" and before.tag_ != "VBN" else None
    return found is not None and found[1].row.cue_class is CueClass.SPEECH


def orphan(page: Page, run: Run) -> Draft:
    """A quotation that no word introduces goes to the nearest subject before it that can speak; it keeps no cue."""
    holder: Token | None = None
    for index in range(run[0] - 1, max(-1, run[0] - 80), -1):
        token = page.tokens[index]
        can_speak = token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or token.lower_ in {"he", "she", "they"}
        if can_speak and page.quote[index] < 0 and token.dep_ in {"nsubj", "nsubjpass"}:
            holder = token
            break
    source = source_runs(page, holder, run[0]) if holder is not None else ()
    return Draft(rule="attr.orphan", row=BARE, anchor=run[0], cue=(), source=source, content=(run,), holder=holder, quoted=True)


def _has_own_content(page: Page, known: Draft | None) -> bool:
    """Whether the cue leads into unquoted words behind it: `On "Morning Talk," she said she would go` does not quote the show."""
    if known is None or known.content[0][0] <= known.anchor or not known.rule.endswith(_LEADING_FRAMES):
        return False
    return page.quote[known.content[0][0]] < 0


def _gap_after(page: Page, run: Run) -> Run:
    """The unquoted tokens behind a quotation up to the end of their sentence, paragraph or the next quotation; no comma or dash first."""
    start = end = run[1]
    limit = min(len(page.tokens), start + _FAR)
    while end < limit and page.quote[end] < 0 and page.block[end] == page.block[run[0]]:
        if page.lower[end] in STOPS and end > start:
            break
        end += 1
    while start < end and (page.lower[start] == "," or page.lower[start] in DASHES or page.tokens[start].is_space):
        start += 1
    return start, end


def _gap_before(page: Page, run: Run) -> Run:
    """The unquoted tokens before a quotation back to the start of their sentence, paragraph or the last quotation."""
    start = end = run[0]
    limit = max(0, end - _FAR)
    while (
        start > limit and page.quote[start - 1] < 0 and page.block[start - 1] == page.block[run[0]] and page.lower[start - 1] not in STOPS
    ):
        start -= 1
    return start, end


def _quoting(page: Page, index: int) -> tuple[CueVerb, Frame] | None:
    """The cue at ``index`` that takes a quotation, with that frame."""
    if page.tokens[index].pos_ not in {"VERB", "AUX", "NOUN"}:
        return None
    return next(((cue, cue.frames["quote"]) for cue in cue_verbs_at(page, index) if "quote" in cue.frames), None)


def _holder(page: Page, verb: "Token") -> "Token | None":
    return agent_of(verb) if is_passive(verb) else reporter_of(page, verb)


def _spoken(cue: CueVerb, frame: Frame, holder: "Token | None", content: Runs, source: Runs | None = None) -> Draft:
    if source is None:
        source = source_runs(cue.page, holder, cue.verb.i) if holder is not None else ()
    return Draft(
        rule=frame.rule,
        row=frame.row,
        anchor=cue.verb.i,
        cue=cue.cue,
        source=source,
        content=content,
        holder=holder,
        quoted=True,
    )


def _spoken_behind(page: Page, run: Run, found: tuple[CueVerb, Frame], holder: "Token", by_cue: Mapping[int, Draft]) -> Draft:
    """The draft of a cue behind a quotation: all that stands between the two is the source."""
    cue, frame = found
    content = _whole(page, run, by_cue)
    start = _gap_after(page, run)[0]
    if is_passive(cue.verb):
        return _spoken(cue, frame, agent_of(cue.verb), content)
    between = page.trimmed((start, cue.cue[0][0])) if holder.i < cue.verb.i else None
    if between is None:
        return _spoken(cue, frame, holder, content)
    if page.lower[between[0]] == "as" and between[1] - between[0] > 1:
        between = (between[0] + 1, between[1])
    return _spoken(cue, frame, holder, content, (between,))


def _speaker_beside(page: Page, verb: "Token", start: int, end: int) -> "Token | None":
    """The subject of a cue behind a quotation: a noun phrase between quotation and cue, or right behind the cue."""
    for subject in (own_subject(verb), subject_of(verb)):
        if subject is not None and start <= subject.i < (end if subject.head.i == verb.i else verb.i):
            return subject
    if verb.i - start <= 2:
        return _noun_behind(page, verb.i + 1, min(end, verb.i + 12))
    near = [token for token in page.tokens[start : verb.i] if token.pos_ in _NOUNS]
    if near and verb.i - near[-1].i <= 2 and not any(token.pos_ == "VERB" for token in page.tokens[start : verb.i]):
        return near[-1]
    return None


def _noun_behind(page: Page, start: int, end: int) -> "Token | None":
    for token in page.tokens[start:end]:
        if token.pos_ in _NOUNS and token.dep_ not in {"compound", "poss", "amod", "nmod"}:
            return token
        if token.pos_ in {"ADP", "SCONJ", "VERB"} or token.text == ",":
            return None
    return None


def _whole(page: Page, run: Run, by_cue: Mapping[int, Draft]) -> Runs:
    """The quotation with the unquoted words that open its sentence, where no other cue stands among them."""
    start, end = _gap_before(page, run)
    words = page.trimmed((start, end)) if start < end else None
    if words is None or page.lower[words[1] - 1] in STOPS:
        return (run,)
    if start > 0 and words[1] - words[0] == 1 and page.lower[words[0]] in {"and", "or", "but"} and page.quote[start - 1] >= 0:
        before = page.quote_run(start - 1)
        lead = _gap_before(page, before)[0]  # `The plan is "a gift" and "a bribe," she said.`
        return ((lead if page.block[lead] == page.block[run[0]] else before[0], run[1]),)
    if start > 0 and page.quote[start - 1] >= 0 and page.block[start - 1] == page.block[start]:
        return (run,)
    is_set_off = "," in page.lower[run[1] - 2 : run[1] + 1]
    verbs = [index for index in range(*words) if page.lower[index] in page.rules.verbs and page.tokens[index].pos_ == "VERB"]
    if any(index in by_cue or not is_set_off for index in verbs):
        return (run,)
    return merged(((words[0], run[0]), run))


def _led_in(page: Page, cue: int, start: int) -> int:
    """Where the content begins: at the words that lead from the cue clause into the quotation (`he said, but "..."`)."""
    if page.lower[start - 1] in {",", ":", "that"} | DASHES:
        return start
    comma = next((index for index in range(start - 1, max(cue, start - 6), -1) if page.lower[index] == ","), None)
    if comma is None or page.tokens[comma + 1].pos_ == "ADP" or page.tokens[comma + 1].tag_ == "VBG":
        return start
    return comma + 1


def _grown(known: Draft, run: Run) -> Draft | None:
    """A draft of the verb before the quotation, its content led on into the marks."""
    if known.content[0][0] > known.anchor and known.content[-1][1] <= run[0]:
        return replace(known, content=merged((*known.content[:-1], (known.content[-1][0], run[1]))))
    if known.content[-1][1] <= known.anchor:
        return replace(known, content=merged((*known.content, (known.anchor + 1, run[1]))))
    return None
