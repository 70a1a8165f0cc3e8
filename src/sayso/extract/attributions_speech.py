"""Finds the speaker of each quotation: the cue beside it, the colon before it, the quotation it goes on from, the nearest subject."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, is_passive, own_subject, subject_of
from sayso.extract.attributions_clauses import cue_runs, tail_of
from sayso.extract.attributions_draft import BARE, Draft, Page, Run, Runs, merged
from sayso.extract.attributions_sources import reporter_of, source_runs
from sayso.model import CueClass
from sayso.tables.cues import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_PAUSES = frozenset({".", "!", "?", ",", ";", ":", "-", "–", "—", "―", "--", "(", ")"})
_STOPS = frozenset({".", "!", "?"})

def speech_drafts(page: Page, found: Sequence[Draft]) -> list[Draft]:
    """``found`` with the quotations worked in: a content that a quotation begins in is stretched over it, every other quotation
    that is speech gets a draft of its own.
    """
    drafts = [_stretched(page, draft) for draft in found]
    covered = _covered(page, drafts)
    by_cue = {draft.anchor: draft for draft in drafts if draft.cue}
    previous: Draft | None = None
    out: list[Draft] = []
    for number, quotation in enumerate(page.quotations):
        run = page.tokens_of(quotation.span)
        if run[0] >= run[1]:
            continue
        holding = covered[number]
        if holding is not None:
            outer = _cue_over(page, run, holding)
            if outer is None:
                previous = holding
                continue
            out.append(outer)
            previous = outer
            continue
        if quotation.role != "speech" and not _has_cue_after(page, run):
            beside = next((draft for draft in drafts if draft.cue and draft.content[-1][1] == run[0] and page.quote[draft.anchor] < 0), None)
            if beside is not None:
                grown = replace(beside, content=merged((*beside.content, (run[0], _sentence_end(page, run[1])))))
                drafts[drafts.index(beside)] = by_cue[grown.anchor] = grown
            continue
        draft = _cue_after(page, run) or _cue_before(page, run) or _dashed(page, run) or _colon_above(page, run)
        if draft is None:
            stretched = _frame_before(page, run, by_cue)
            if stretched is not None:
                if stretched.anchor in by_cue:
                    drafts = [other for other in drafts if other.anchor != stretched.anchor]
                draft = stretched
        elif draft.anchor in by_cue and by_cue[draft.anchor].content[0][0] > draft.anchor:
            start = by_cue[draft.anchor].content[0][0]
            if start < run[0] and draft.anchor < run[0] and page.first[start] == page.first[run[0] - 1]:
                draft = replace(draft, content=((start, run[1]),))
        if draft is None and previous is not None and _continues(page, previous, run):
            joined = replace(previous, content=merged((*previous.content, run)))
            if previous in out:
                out[out.index(previous)] = joined
            else:
                drafts[drafts.index(previous)] = joined
            previous = joined
            continue
        if draft is None and quotation.role == "speech" and run[1] - run[0] > 5:
            draft = _orphan(page, run)
        if draft is not None:
            out.append(draft)
            previous = draft
    return _joined(page, drafts, out) + _blocks_below(page, {draft.anchor for draft in out})


def _blocks_below(page: Page, taken: "set[int]") -> list[Draft]:
    """Paragraphs without marks that a cue and a colon at the end of the paragraph above introduce."""
    drafts = []
    for (start, end), (below, stop) in pairwise(page.blocks):
        last = end - 1
        while last > start and page.tokens[last].is_space:
            last -= 1
        if last > start and page.lower[last] == ":" and below < stop and page.quote[below] < 0:
            draft = _cue_before_colon(page, last, ((below, stop),))
            if draft is not None and draft.anchor not in taken and draft.holder is not None:
                drafts.append(replace(draft, rule="attr.block"))
    return drafts


def _joined(page: Page, drafts: list[Draft], spoken: list[Draft]) -> list[Draft]:
    """Both lists as one; where a clause and a quotation have the same cue the quoted part of the clause joins the quotation."""
    by_cue = {draft.anchor: number for number, draft in enumerate(spoken) if draft.cue}
    kept: list[Draft] = []
    for draft in drafts:
        number = by_cue.get(draft.anchor)
        if number is None:
            kept.append(draft)
        elif any(page.quote[index] >= 0 for index in range(*draft.content[-1])) and draft.content[0][0] > draft.anchor:
            spoken[number] = replace(spoken[number], content=merged((*spoken[number].content, *draft.content)))
    return kept + spoken


def _covered(page: Page, drafts: list[Draft]) -> "list[Draft | None]":
    """For each quotation a draft whose content holds it and whose cue stands outside."""
    covered: list[Draft | None] = [None] * len(page.quotations)
    for draft in drafts:
        if page.quote[draft.anchor] >= 0 or page.lower[draft.anchor] in page.rules.adverbs:
            continue
        for start, end in draft.content:
            index = start
            while index < end:
                number = page.quote[index]
                if number >= 0:
                    covered[number] = draft
                    index = max(index + 1, page.tokens_of(page.quotations[number].span)[1])
                else:
                    index += 1
    return covered


def _stretched(page: Page, draft: Draft) -> Draft:
    """A content that ends inside a quotation it does not begin in goes on to the end of the quotation."""
    if page.quote[draft.anchor] >= 0:
        return draft
    if page.lower[draft.anchor] in page.rules.adverbs:
        unquoted = tuple(run for run in (_unquoted(page, run) for run in draft.content) if run is not None)
        return replace(draft, content=unquoted or draft.content)
    runs: list[Run] = []
    for start, stop in draft.content:
        end = stop
        last = page.quote[end - 1]
        if last >= 0:
            end = max(end, page.tokens_of(page.quotations[last].span)[1])
            if draft.rule.endswith((".that", ".wh")) and (start, stop) == draft.content[-1]:
                end = _sentence_end(page, end)
        elif draft.rule.endswith(".that") and (start, stop) == draft.content[-1]:
            end = _to_next_quotation(page, end)
        runs.append((start, end))
    return replace(draft, content=merged(tuple(runs)))


def _to_next_quotation(page: Page, end: int) -> int:
    """Over nouns and a quotation that close the sentence ("considers the raids, and the fire, "a crime""), where no verb comes between."""
    for index in range(end, min(end + 12, page.last[end - 1] + 1)):
        if page.quote[index] >= 0:
            return page.tokens_of(page.quotations[page.quote[index]].span)[1]
        if page.tokens[index].pos_ in {"VERB", "AUX"} or page.lower[index] in _STOPS | {";", ":"}:
            return end
    return end


def _unquoted(page: Page, run: Run) -> Run | None:
    start, end = run
    stop = next((index for index in range(start, end) if page.quote[index] >= 0), end)
    return page.trimmed((start, stop))


def _sentence_end(page: Page, end: int) -> int:
    """Over the words that follow a quotation without a pause: the parser often ends a clause at the mark."""
    if any(page.lower[index] in _PAUSES for index in range(max(0, end - 2), end)):
        return end
    stop = end
    while stop < len(page.tokens) and page.block[stop] == page.block[end - 1] and page.lower[stop] not in _PAUSES and page.quote[stop] < 0:
        if page.lower[stop] in {"and", "but", "as", "while"} or (page.lower[stop] in page.rules.verbs and page.tokens[stop].pos_ == "VERB"):
            return end
        stop += 1
    return stop


def _cue_over(page: Page, run: Run, holding: Draft) -> Draft | None:
    """`They discussed "the need for talks," the envoy said`: the cue behind the quotation has the whole sentence."""
    if not holding.rule.endswith((".obj", ".pobj", ".as", ".comp", ".ing")) or page.lower[run[1] - 2] != "," or holding.anchor > run[0]:
        return None
    draft = _cue_after(page, run)
    start = min(holding.source[0][0] if holding.source else holding.anchor, holding.cue[0][0])
    return replace(draft, content=((start, run[1]),)) if draft is not None and draft.anchor != holding.anchor else None


def _has_cue_after(page: Page, run: Run) -> bool:
    return (run[1] < len(page.lower) and page.lower[run[1]] == ",") or page.lower[run[1] - 2] == ","


def _gap_after(page: Page, run: Run) -> Run:
    """The unquoted tokens behind a quotation up to the end of their sentence, paragraph or the next quotation."""
    start = end = run[1]
    limit = min(len(page.tokens), start + 60)
    while end < limit and page.quote[end] < 0 and page.block[end] == page.block[run[0]]:
        if page.lower[end] in _STOPS and end > start:
            break
        end += 1
    return start, end


def _gap_before(page: Page, run: Run) -> Run:
    """The unquoted tokens before a quotation back to the start of their sentence, paragraph or the last quotation."""
    start = end = run[0]
    limit = max(0, end - 60)
    while start > limit and page.quote[start - 1] < 0 and page.block[start - 1] == page.block[run[0]]:
        if page.lower[start - 1] in _STOPS:
            break
        start -= 1
    return start, end


def _quote_frame(page: Page, index: int) -> tuple[Frame, Runs] | None:
    for cue in page.rules.verbs.get(page.lower[index], ()):
        tail = tail_of(page, index, cue)
        frame = cue.frames.get("quote")
        if tail is not None and frame is not None and page.tokens[index].pos_ in {"VERB", "AUX", "NOUN"}:
            return frame, tail
    return None


def _cue_after(page: Page, run: Run) -> Draft | None:
    """`"...," the clerk said` and `"...," said the clerk`."""
    start, end = _gap_after(page, run)
    while start < end and (page.lower[start] in {",", "-", "–", "—", "--"} or page.tokens[start].is_space):
        start += 1
    for index in range(start, end):
        if page.tokens[index].tag_[:2] not in {"VB", "NN"} or page.tokens[index].tag_ == "VBG":
            continue
        found = _quote_frame(page, index)
        if found is None:
            if page.tokens[index].tag_ in {"VBD", "VBZ", "VBP"} and page.tokens[index].dep_ not in {"relcl", "acl", "aux", "auxpass"}:
                return None  # another verb comes first: the words behind the quotation are no cue clause
            continue
        frame, tail = found
        verb = page.tokens[index]
        if page.lower[index - 1] == "to":
            return None
        holder = _speaker_beside(page, verb, start, end)
        if holder is None:
            if page.tokens[index].pos_ == "VERB" and index > start + 3:
                return None
            continue
        if is_passive(verb):
            holder = agent_of(verb)
        source = source_runs(page, holder, index) if holder is not None else ()
        if holder is not None and holder.i < index:
            whole = page.trimmed((start, cue_runs(page, verb, tail)[0][0]))
            if whole is not None and page.lower[whole[0]] == "as":
                whole = (whole[0] + 1, whole[1])
            source = (whole,) if whole is not None else source
        content = _whole(page, run, index, source)
        return _speech(page, verb, tail, frame, holder, source, content)
    return None


def _speaker_beside(page: Page, verb: "Token", start: int, end: int) -> "Token | None":
    """The subject of a cue behind a quotation: a noun phrase between quotation and cue, or right behind the cue."""
    subject = own_subject(verb)
    if subject is not None and start <= subject.i < end:
        return subject
    inherited = subject_of(verb)
    if inherited is not None and start <= inherited.i < verb.i:
        return inherited
    if verb.i - start <= 2:
        for index in range(verb.i + 1, min(end, verb.i + 12)):
            token = page.tokens[index]
            if token.pos_ in {"PROPN", "NOUN", "PRON"} and token.dep_ not in {"compound", "poss", "amod", "nmod"}:
                return token
            if token.pos_ in {"ADP", "SCONJ", "VERB"} or token.text == ",":
                return None
        return None
    near = [page.tokens[i] for i in range(start, verb.i) if page.tokens[i].pos_ in {"PROPN", "NOUN", "PRON"}]
    if near and verb.i - near[-1].i <= 2 and not any(page.tokens[i].pos_ == "VERB" for i in range(start, verb.i)):
        return near[-1]
    return None


def _whole(page: Page, run: Run, cue: int, source: Runs) -> Runs:
    """The quotation with the unquoted words that open its sentence, where no other cue stands among them."""
    start, end = _gap_before(page, run)
    words = page.trimmed((start, end)) if start < end else None
    if words is None:
        return (run,)
    if any(page.lower[i] in page.rules.verbs and page.tokens[i].pos_ == "VERB" for i in range(*words)):
        return (run,)
    if start > 0 and page.quote[start - 1] >= 0 and page.block[start - 1] == page.block[start]:
        return (run,)
    if page.lower[words[1] - 1] in _STOPS:
        return (run,)
    return merged(((words[0], run[0]), run))


def _cue_before(page: Page, run: Run) -> Draft | None:
    """`The clerk said: "..."`, `told reporters in the capital that "..."`."""
    start, end = _gap_before(page, run)
    for index in range(end - 1, start - 1, -1):
        token = page.tokens[index]
        if token.tag_[:2] != "VB" and token.pos_ != "VERB":
            continue
        found = _quote_frame(page, index)
        if found is None:
            continue
        frame, tail = found
        near = index + 1 == end or page.lower[end - 1] in {",", ":", "that", "as", "-", "–", "—"} or end - index <= 4
        if not near:
            return None
        passive = is_passive(token)
        holder = agent_of(token) if passive else reporter_of(page, token)
        if holder is None and passive and frame.row.cue_class is not CueClass.SPEECH:
            return None
        source = source_runs(page, holder, index) if holder is not None else ()
        return _speech(page, token, tail, frame, holder, source, ((_led_in(page, index, run[0]), run[1]),))
    return None


def _led_in(page: Page, cue: int, start: int) -> int:
    """Where the content begins: at the words that lead from the cue clause into the quotation (`he said, but "..."`)."""
    if page.lower[start - 1] in {",", ":", "that"} or page.lower[start - 1] in _DASHES:
        return start
    comma = next((index for index in range(start - 1, max(cue, start - 6), -1) if page.lower[index] == ","), None)
    if comma is None or page.tokens[comma + 1].pos_ == "ADP" or page.tokens[comma + 1].tag_ == "VBG":
        return start
    return comma + 1


def _colon_above(page: Page, run: Run) -> Draft | None:
    """A cue whose paragraph ends with a colon owns the quotation that opens the next one."""
    last = run[0] - 1
    while last >= 0 and page.tokens[last].is_space:
        last -= 1
    if last < 0 or page.lower[last] != ":" or page.block[last] == page.block[run[0]]:
        return None
    return _cue_before_colon(page, last, (run,))


def _cue_before_colon(page: Page, colon: int, content: Runs) -> Draft | None:
    for index in range(colon - 1, max(page.first[colon], colon - 40) - 1, -1):
        found = _quote_frame(page, index) if page.tokens[index].pos_ == "VERB" and page.quote[index] < 0 else None
        if found is None:
            continue
        token = page.tokens[index]
        holder = agent_of(token) if is_passive(token) else reporter_of(page, token)
        return _speech(page, token, found[1], found[0], holder, source_runs(page, holder, index) if holder is not None else (), content)
    return None


def _speech(page: Page, verb: "Token", tail: Runs, frame: Frame, holder: "Token | None", source: Runs, content: Runs) -> Draft:
    return Draft(
        rule=frame.rule,
        row=frame.row,
        anchor=verb.i,
        cue=cue_runs(page, verb, tail),
        source=source,
        content=content,
        holder=holder,
        quoted=True,
    )


def _continues(page: Page, previous: Draft, run: Run) -> bool:
    """Whether a quotation without a cue goes on from ``previous``: same paragraph, or the next one when the mark was not closed."""
    end = previous.content[-1][1]
    if run[0] < end:
        return False
    block = page.block[run[0]]
    if page.block[end - 1] == block:
        last = max(end, previous.anchor + 1)
        between = [i for i in range(last, run[0]) if not page.tokens[i].is_space]
        return len(between) <= 50 and (run[0] == 0 or _is_end(page, run[0] - 1))
    if page.block[end - 1] == block - 1 or page.block[max(end - 1, previous.anchor)] == block - 1:
        closed = page.tokens[end - 1].text in {'"', "”", "''", "’", "'", "»"}
        opens_block = run[0] == 0 or page.block[run[0] - 1] != block or page.tokens[run[0] - 1].is_space
        return opens_block and not closed
    return False


def _is_end(page: Page, index: int) -> bool:
    """Whether a clause ends at ``index``: a stop, comma, colon or dash, a closing mark behind a stop."""
    if page.tokens[index].is_quote and index:
        index -= 1
    return page.lower[index] in _STOPS | {",", "—", "–", ":"}


_ANY_FRAME = ("comp", "as", "that", "obj", "pobj", "obj_to", "np_to", "to", "ing", "wh")


def _frame_before(page: Page, run: Run, by_cue: Mapping[int, Draft]) -> Draft | None:
    """A verb before the quotation that takes more than words in marks: `called the remarks "a true alarm"`; its words belong to it."""
    start, end = _gap_before(page, run)
    for index in range(end - 1, start - 1, -1):
        token = page.tokens[index]
        if token.pos_ != "VERB":
            continue
        known = by_cue.get(index)
        if known is not None and known.content[0][0] > index and known.content[-1][1] <= run[0]:
            return replace(known, content=merged((*known.content[:-1], (known.content[-1][0], run[1]))))
        if known is not None and known.content[-1][1] <= index:
            return replace(known, content=merged((*known.content, (index + 1, run[1]))))
        for cue in page.rules.verbs.get(page.lower[index], ()):
            tail = tail_of(page, index, cue)
            frame = next((cue.frames[name] for name in _ANY_FRAME if name in cue.frames), None)
            holder = subject_of(token)
            if tail is None or frame is None or holder is None or is_passive(token):
                continue
            after = tail[-1][1] if tail else index + 1
            content = page.trimmed((after, run[1]))
            if content is None or after > run[0]:
                continue
            return replace(_speech(page, token, tail, frame, holder, source_runs(page, holder, index), (content,)), quoted=False)
        if token.tag_ in {"VBD", "VBZ", "VBP"} and index < end - 1:
            return None
    return None


def _dashed(page: Page, run: Run) -> Draft | None:
    """`"..." - Ilva Brann, Torvanna`: a dash and a name behind a quotation that is a paragraph of its own."""
    start = run[1]
    if start + 1 >= len(page.tokens) or page.lower[start] not in _DASHES:
        return None
    end = start + 1
    while end < len(page.tokens) and page.block[end] == page.block[run[0]] and not page.tokens[end].is_space and end - start < 16:
        if page.tokens[end].pos_ in {"VERB", "AUX"}:
            return None
        end += 1
    source = page.trimmed((start + 1, end))
    if source is None or not page.tokens[source[0]].is_title:
        return None
    return Draft(
        rule="attr.dash", row=BARE, anchor=start, cue=(), source=(source,), content=(run,), holder=page.tokens[source[0]], quoted=True
    )


def _orphan(page: Page, run: Run) -> Draft | None:
    """A quotation that no word introduces goes to the nearest subject before it, as a person or body; it keeps no cue."""
    start = run[0]
    holder: Token | None = None
    for index in range(start - 1, max(-1, start - 80), -1):
        token = page.tokens[index]
        if (
            page.quote[index] < 0
            and token.dep_ in {"nsubj", "nsubjpass"}
            and (token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or token.lower_ in {"he", "she", "they"})
        ):
            holder = token
            break
    source = source_runs(page, holder, start) if holder is not None else ()
    return Draft(rule="attr.orphan", row=BARE, anchor=start, cue=(), source=source, content=(run,), holder=holder, quoted=True)
