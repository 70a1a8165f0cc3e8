"""Works the quotations into what the clauses gave: contents grow over them, every other quotation that is speech gets a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sayso.extract.attributions_draft import BLOCK, DASHES, STOPS, Draft, Page, Run, merged
from sayso.extract.attributions_speakers import (
    colon_above,
    cue_after,
    cue_before,
    cue_before_colon,
    dash_behind,
    frame_before,
    is_quoted,
    orphan,
)

_FOLLOWING = frozenset({"following", "follows"})
_PAUSES = STOPS | DASHES | {",", ";", ":", "(", ")"}
_JOINTS = frozenset({"and", "or", "but"})
_CLOSING = frozenset({'"', "”", "''", "’", "'", "»"})
_OBJECT_RULES = (".obj", ".pobj", ".as", ".comp", ".ing")
_SHORTEST_ORPHAN = 6
_SHORTEST_INSIDE = 9
"""Tokens, marks included: fewer words in marks without any cue are too often no speech, inside a sentence more so than on their own."""

type _Key = tuple[bool, int]


@dataclass(slots=True)
class _Drafts:
    """The drafts so far, each at its cue (without a cue: at its first token), and the quotation last given a speaker."""

    page: Page
    kept: dict[_Key, Draft] = field(default_factory=dict)
    ends: dict[int, _Key] = field(default_factory=dict)
    previous: _Key | None = None

    def put(self, draft: Draft) -> _Key:
        key = (bool(draft.cue), draft.anchor)
        self.kept[key] = draft
        if draft.cue and self.page.quote[draft.anchor] < 0:
            self.ends[draft.content[-1][1]] = key
        return key


def speech_drafts(page: Page, found: Iterable[Draft]) -> list[Draft]:
    """``found`` (one draft a cue) with the quotations worked in."""
    drafts = _Drafts(page=page)
    for draft in found:
        drafts.put(_stretched(page, draft))
    covered = _covered(page, drafts.kept.values())
    by_cue = {anchor: draft for (has_cue, anchor), draft in drafts.kept.items() if has_cue}
    for number, quotation in enumerate(page.quotations):
        run = page.tokens_of(quotation.span)
        if run[0] >= run[1]:
            continue
        holding = covered[number]
        if holding is not None:
            outer = _cue_over(page, run, holding, by_cue)
            drafts.previous = drafts.put(outer) if outer is not None else (bool(holding.cue), holding.anchor)
        elif quotation.role == "speech" or _has_comma(page, run) or is_quoted(page, run) or _is_joined(drafts, run):
            _give_speaker(drafts, run, by_cue, is_speech=quotation.role == "speech")
        else:
            _lead_into(drafts, run)
    _read_blocks(drafts)
    _read_following(drafts)
    return list(drafts.kept.values())


def _give_speaker(drafts: _Drafts, run: Run, by_cue: dict[int, Draft], *, is_speech: bool) -> None:
    """Put a draft for the quotation, or join it to the one that it goes on from."""
    page = drafts.page
    draft = cue_after(page, run, by_cue) or cue_before(page, run) or dash_behind(page, run) or colon_above(page, run)
    if draft is None:
        draft = frame_before(page, run, by_cue)
    elif draft.cue:
        draft = _with_clause(page, draft, run, by_cue.get(draft.anchor))
        other = drafts.kept.get((True, draft.anchor))
        if other is not None and other.quoted:
            draft = replace(other, content=merged((*other.content, *draft.content)))
    previous = drafts.kept[drafts.previous] if drafts.previous is not None else None
    if draft is None and previous is not None and _goes_on(page, previous, run):
        start = end if _behind_joint(page, end := previous.content[-1][1]) == run[0] else run[0]
        draft = replace(previous, content=merged((*previous.content, (start, run[1]))))
    if draft is None and is_speech and run[1] - run[0] >= (_SHORTEST_ORPHAN if _opens_sentence(page, run[0]) else _SHORTEST_INSIDE):
        draft = orphan(page, run)
    if draft is not None:
        drafts.previous = drafts.put(draft)


def _with_clause(page: Page, draft: Draft, run: Run, clause: Draft | None) -> Draft:
    """The draft of a quotation joined with what the same cue's clause gave: the words that lead into it, the quoted part behind the cue."""
    if clause is None or clause.content[0][0] <= clause.anchor:
        return draft
    start = clause.content[0][0]
    if draft.anchor < start < run[0] and page.first[start] == page.first[run[0] - 1]:
        draft = replace(draft, content=((start, run[1]),))
    if any(page.quote[index] >= 0 for index in range(*clause.content[-1])):
        return replace(draft, content=merged((*draft.content, *clause.content)))
    return draft


def _is_joined(drafts: _Drafts, run: Run) -> bool:
    """Whether an "and" joins the quotation to the one last given a speaker."""
    previous = drafts.kept[drafts.previous] if drafts.previous is not None else None
    return previous is not None and previous.quoted and _behind_joint(drafts.page, previous.content[-1][1]) == run[0]


def _lead_into(drafts: _Drafts, run: Run) -> None:
    """A word held at arm's length belongs to the content that ends right before it."""
    key = drafts.ends.get(run[0])
    if key is not None:
        draft = drafts.kept[key]
        drafts.put(replace(draft, content=merged((*draft.content, (run[0], _sentence_end(drafts.page, run[1]))))))


def _read_blocks(drafts: _Drafts) -> None:
    """Paragraphs without marks that a cue and a colon at the end of the paragraph above introduce."""
    page = drafts.page
    busy = {page.block[anchor] for _, anchor in drafts.kept}
    for (start, end), (below, stop) in pairwise(page.blocks):
        last = end - 1
        while last > start and page.tokens[last].is_space:
            last -= 1
        if last > start and page.lower[last] == ":" and below < stop and page.block[below] not in busy:
            draft = cue_before_colon(page, last, ((below, stop),))
            known = drafts.kept.get((True, draft.anchor)) if draft is not None else None
            if draft is not None and draft.holder is not None and not (known is not None and known.quoted):
                drafts.put(replace(draft, rule=BLOCK))


def _read_following(drafts: _Drafts) -> None:
    """The rest of a paragraph without marks behind "states the following." or "said as follows:": a text that is given in full."""
    page = drafts.page
    for start, end in page.blocks:
        for index in range(start + 1, end - 1):
            if page.lower[index] in _FOLLOWING and page.lower[index + 1] in {".", ":"} and page.quote[index] < 0:
                content = page.trimmed((index + 2, end))
                if content is None or any(page.quote[place] >= 0 for place in range(*content)):
                    continue
                draft = cue_before_colon(page, index + 1, (content,))
                if draft is not None and draft.holder is not None:
                    drafts.put(replace(draft, rule=BLOCK))
                break


def _covered(page: Page, drafts: Iterable[Draft]) -> list[Draft | None]:
    """For each quotation a draft whose content holds it and whose cue stands outside."""
    covered: list[Draft | None] = [None] * len(page.quotations)
    for draft in drafts:
        if page.quote[draft.anchor] >= 0 or page.lower[draft.anchor] in page.rules.adverbs:
            continue
        for start, end in draft.content:
            index = start
            while index < end:
                if page.quote[index] < 0:
                    index += 1
                    continue
                covered[page.quote[index]] = draft
                index = max(index + 1, page.quote_end(index))
    return covered


def _stretched(page: Page, draft: Draft) -> Draft:
    """A content that ends inside a quotation goes on to its end; an adverb's content stops before one."""
    if page.quote[draft.anchor] >= 0:
        return draft
    if page.lower[draft.anchor] in page.rules.adverbs:
        unquoted = tuple(run for run in (_unquoted(page, run) for run in draft.content) if run is not None)
        return replace(draft, content=unquoted or draft.content)
    is_clause = draft.rule.endswith((".that", ".wh"))
    runs: list[Run] = []
    for number, (start, stop) in enumerate(draft.content, 1):
        end = stop
        is_last = number == len(draft.content)
        if page.quote[stop - 1] >= 0:
            end = max(stop, page.quote_end(stop - 1))
            end = _sentence_end(page, end) if is_clause and is_last else end
        elif is_last and draft.rule.endswith(".that"):
            end = _to_next_quotation(page, stop)
        if is_last and page.quote[end - 1] >= 0:
            end = _over_list(page, end)
        runs.append((_with_mark(page, start), end))
    return replace(draft, content=merged(tuple(runs)))


def _over_list(page: Page, end: int) -> int:
    """Over the quotations and that-clauses that an "and" or "or" joins to the quotation before ``end`` (`"a gift" and "a bribe"`)."""
    while True:
        behind = _behind_joint(page, end)
        if behind is None:
            return end
        if page.quote[behind] >= 0:
            end = page.quote_end(behind)
        elif page.lower[behind] == "that":
            return next((i for i in range(behind, page.last[behind] + 1) if page.lower[i] in STOPS | {";"}), page.last[behind] + 1)
        else:
            return end


def _behind_joint(page: Page, end: int) -> int | None:
    """The token behind an "and", "or" or "but" (and a comma) at ``end``; None where none stands there."""
    index = end
    while index < len(page.lower) - 1 and page.lower[index] in {",", *_JOINTS}:
        index += 1
    is_joined = index > end and page.lower[index - 1] in _JOINTS and page.block[index] == page.block[end - 1]
    return index if is_joined else None


def _with_mark(page: Page, start: int) -> int:
    """The opening mark, where the content begins right behind it."""
    return start - 1 if page.quote[start] >= 0 and start - 1 == page.quote_run(start)[0] else start


def _to_next_quotation(page: Page, end: int) -> int:
    """Over nouns and a quotation that close the sentence ("considers the raids, and the fire, "a crime""), no verb between."""
    for index in range(end, min(end + 12, page.last[end - 1] + 1)):
        if page.quote[index] >= 0:
            return page.quote_end(index)
        if page.tokens[index].pos_ in {"VERB", "AUX"} or page.lower[index] in STOPS | {";", ":"}:
            return end
    return end


def _unquoted(page: Page, run: Run) -> Run | None:
    start, end = run
    return page.trimmed((start, next((index for index in range(start, end) if page.quote[index] >= 0), end)))


def _sentence_end(page: Page, end: int) -> int:
    """Over the words that follow a quotation without a pause: the parser often ends a clause at the mark."""
    if any(page.lower[index] in _PAUSES for index in range(max(0, end - 2), end)):
        return end
    for index in range(end, min(len(page.tokens), end + 60)):
        if page.block[index] != page.block[end - 1] or page.lower[index] in _PAUSES or page.quote[index] >= 0:
            return index
        is_verb = page.lower[index] in page.rules.verbs and page.tokens[index].pos_ == "VERB"
        if is_verb or page.lower[index] in {"and", "but", "as", "while"}:
            return end
    return end


def _cue_over(page: Page, run: Run, holding: Draft, by_cue: Mapping[int, Draft]) -> Draft | None:
    """`They discussed "the need for talks," the envoy said`: the cue behind the quotation has the whole sentence."""
    if not holding.rule.endswith(_OBJECT_RULES) or page.lower[run[1] - 2] != "," or holding.anchor > run[0]:
        return None
    draft = cue_after(page, run, by_cue)
    if draft is None or draft.anchor == holding.anchor:
        return None
    start = min(holding.source[0][0] if holding.source else holding.anchor, holding.cue[0][0])
    return replace(draft, content=((start, run[1]),))


def _has_comma(page: Page, run: Run) -> bool:
    return (run[1] < len(page.lower) and page.lower[run[1]] == ",") or page.lower[run[1] - 2] == ","


def _opens_sentence(page: Page, start: int) -> bool:
    """Whether nothing of the sentence stands before the quotation."""
    return start == 0 or page.block[start - 1] != page.block[start] or _ends_clause(page, start - 1)


def _goes_on(page: Page, previous: Draft, run: Run) -> bool:
    """Whether a quotation without a cue goes on from ``previous``: same paragraph, or the next one when the mark was not closed."""
    end = previous.content[-1][1]
    if run[0] < end:
        return False
    block = page.block[run[0]]
    if page.block[end - 1] == block:
        between = range(max(end, previous.anchor + 1), run[0])
        stop = next((index for index in between if page.lower[index] in STOPS), run[0])
        if any(page.tokens[index].dep_ == "nsubj" and page.tokens[index].ent_type_ == "PERSON" for index in range(stop, run[0])):
            return False  # somebody else comes in between
        return len(between) <= 50 and (run[0] == 0 or _ends_clause(page, run[0] - 1) or _behind_joint(page, end) == run[0])
    if block - 1 in {page.block[end - 1], page.block[max(end - 1, previous.anchor)]}:
        opens_block = run[0] == 0 or page.block[run[0] - 1] != block or page.tokens[run[0] - 1].is_space
        return opens_block and page.tokens[end - 1].text not in _CLOSING
    return False


def _ends_clause(page: Page, index: int) -> bool:
    """Whether a clause ends at ``index``: a stop, comma, colon or dash, a closing mark behind one."""
    if page.tokens[index].is_quote and index:
        index -= 1
    return page.lower[index] in STOPS | {",", "—", "–", ":"}
