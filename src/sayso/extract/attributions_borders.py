"""Settles where contents begin and end: what belongs to the next report, to a place or time of speech, to an aside, is cut off."""

from collections.abc import Mapping
from dataclasses import replace

from sayso.extract.attributions_draft import DASHES, Draft, Page, Run

_CONNECTORS = frozenset({"but", "yet", "while", "though", "although", "whereas", "and", "so", "as", "even"})
_RELATIVES = frozenset({"which", "who", "whose", "where", "whom"})
_OPENERS = frozenset(
    [
        "but",
        "and",
        "yet",
        "so",
        "however",
        "still",
        "meanwhile",
        "moreover",
        "furthermore",
        "nevertheless",
        "nonetheless",
        "also",
        "besides",
        "or",
        "then",
        "instead",
    ]
)
_OBJECT_FRAMES = frozenset({"obj", "pobj", "ing", "as", "comp", "obj_doc", "obj_one"})
_TIMES = frozenset({"DATE", "TIME"})


def bordered(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The same drafts with the ends of their contents settled; quotations keep the ends their marks give them."""
    starts = {min(d.source[0][0] if d.source else d.anchor, d.anchor): d for d in drafts if d.cue and _has_own_subject(d)}
    anchors = {d.anchor: d for d in drafts if d.cue}
    handed: dict[int, Draft] = {}
    done = [_bordered(page, draft, starts, anchors, handed) for draft in drafts]
    return [
        replace(draft, source=handed[draft.anchor].source, holder=handed[draft.anchor].holder) if draft.anchor in handed else draft
        for draft in done
    ]


def _has_own_subject(draft: Draft) -> bool:
    return draft.holder is not None and draft.holder.i <= draft.anchor + 8


def _bordered(page: Page, draft: Draft, starts: Mapping[int, Draft], anchors: Mapping[int, Draft], handed: dict[int, Draft]) -> Draft:
    if page.quote[draft.anchor] >= 0 and draft.quoted:
        return draft
    if not draft.cue:
        return draft
    runs: list[Run] = []
    venue = draft.venue
    is_object = draft.rule.rsplit(".", 1)[-1] in _OBJECT_FRAMES or ".o:" in draft.rule or ".p:" in draft.rule
    last = len(draft.content) - 1
    for number, (start, end) in enumerate(draft.content):
        if page.quote[draft.anchor] >= 0:
            limits = page.tokens_of(page.quotations[page.quote[draft.anchor]].span)
            start, end = max(start, limits[0]), min(end, limits[1])
            if start >= end:
                continue
        if number == 0:
            start = _start(page, draft, start, end)
        if number == last or not draft.quoted:
            end = _cut(page, draft, (start, end), starts, anchors, is_object=is_object)
            end = _second_report(page, draft, (start, end), starts, anchors, handed)
            while end - 1 > start and page.lower[end - 1] in {"and", "but", "or", ","}:
                end -= 1
            if is_object and not venue:
                venue = _cut_venue(page, (start, end))
                end = venue[0] if venue else end
        trimmed = page.trimmed((start, end))
        if trimmed is not None:
            runs.append(trimmed)
    return replace(draft, content=tuple(runs), venue=venue) if runs else draft


def _start(page: Page, draft: Draft, start: int, end: int) -> int:
    """Behind a connector that opens the sentence, and behind a time of speech ("told the radio this week he would resign")."""
    if start < draft.anchor:
        while start < end - 1 and (page.lower[start] in _OPENERS or page.lower[start] == "," or page.tokens[start].is_space):
            start += 1
        return start
    if draft.quoted or page.lower[start] in {"that", "to"}:
        return start
    index = start
    while index < end and page.tokens[index].ent_type_ in _TIMES:
        index += 1
    if (
        start < index < end
        and page.tokens[index].pos_ in {"PRON", "DET", "PROPN", "NOUN"}
        and page.tokens[start].dep_ in {"npadvmod", "compound", "det"}
    ):
        return index
    return start


def _cut(page: Page, draft: Draft, run: Run, starts: Mapping[int, Draft], anchors: Mapping[int, Draft], *, is_object: bool) -> int:
    """The end of the content: before the first aside or report of somebody else that a comma, dash or semicolon opens."""
    start, end = run
    for index in range(start + 1, end):
        mark = page.lower[index]
        if page.quote[index] >= 0:
            continue
        if mark in DASHES:
            if not page.text[page.tokens[index].idx - 1].isspace():
                continue  # a hyphen inside a word
        elif mark not in {",", ";", "but", "though", "although", "while", "whereas"}:
            continue
        after = index + 1
        while after < end and (page.lower[after] in _CONNECTORS or page.tokens[after].pos_ == "ADV" or page.lower[after] == ","):
            after += 1
        if after >= end:
            continue
        if _opens_report(page, draft, index, after, end, starts, anchors):
            return index
        if is_object and _opens_aside(page, index, after, end):
            return index
    return end


def _second_report(
    page: Page, draft: Draft, run: Run, starts: Mapping[int, Draft], anchors: Mapping[int, Draft], handed: dict[int, Draft]
) -> int:
    """Before "and suggested that", where the parser coordinates a report of the same speaker with a verb inside the content.

    Its tense gives it away: a finite verb like the cue, beside one that is none. The second report is the cue's subject's.
    """
    start, end = run
    cue = page.tokens[draft.anchor]
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or draft.holder is None or start < draft.anchor:
        return end
    for index in range(start + 1, end - 1):
        if page.lower[index] not in {"and", "but"} or page.quote[index] >= 0:
            continue
        after = index + 1 if page.tokens[index + 1].pos_ != "ADV" else index + 2
        other = anchors.get(after) or starts.get(after)
        if other is None or other is draft or after >= end or other.anchor < after:
            continue
        verb = page.tokens[other.anchor]
        if verb.tag_ == cue.tag_ and verb.dep_ == "conj" and verb.head.tag_ != cue.tag_ and verb.head.i < index:
            if other.anchor == after:
                handed[after] = draft
            return index
    return end


def _opens_report(
    page: Page, draft: Draft, index: int, after: int, end: int, starts: Mapping[int, Draft], anchors: Mapping[int, Draft]
) -> bool:
    token = page.tokens[after]
    if token.tag_ == "VBG" and after in anchors and anchors[after] is not draft and page.lower[index] == ",":
        return (
            page.lower[draft.anchor] not in page.rules.prepositions
            and draft.rule != "attr.headline.colon"
            and not draft.rule.endswith(".trailing")
        )
    if page.lower[after] in {"according", "citing", "quoting"} and after in anchors:
        return anchors[after] is not draft
    other = starts.get(after)
    if other is not None and other is not draft and other.anchor > after and not (draft.content[0][0] > other.anchor):
        if after > index + 1 or page.lower[index] in {";", "but", "though", "although", "while", "whereas"} or page.lower[index] in DASHES:
            return _is_finite(other, page)
        return False
    if page.lower[after] in _RELATIVES and page.lower[index] == ",":
        inner = next((i for i in range(after, min(after + 8, end)) if i in anchors and anchors[i] is not draft), None)
        return inner is not None and page.tokens[inner].right_edge.i >= end - 2
    return False


def _cut_venue(page: Page, run: Run) -> Run | None:
    """The place of speech that closes an object ("called it frank at a news conference in Torvanna")."""
    start, end = run
    for index in range(end - 2, start, -1):
        if page.lower[index] in {"at", "in", "during", "on"} and page.quote[index] < 0:
            if any(page.lower[i] in page.rules.venues for i in range(index + 1, min(index + 6, end))):
                return index, end
        elif page.tokens[index].pos_ not in {"DET", "NOUN", "PROPN", "ADJ", "ADP", "NUM"}:
            return None
    return None


def _is_finite(draft: Draft, page: Page) -> bool:
    return page.tokens[draft.anchor].tag_ in {"VBD", "VBZ", "VBP", "VB", "VBN", "NN", "JJ"}


def _opens_aside(page: Page, index: int, after: int, end: int) -> bool:
    """Whether the comma or dash at ``index`` opens a relative clause, a participle, an apposition or an aside behind an object."""
    if page.lower[index] in DASHES:
        return True
    token = page.tokens[after]
    noun = next((page.tokens[i] for i in range(after, min(after + 4, end)) if page.tokens[i].pos_ in {"NOUN", "PROPN"}), None)
    if noun is not None and noun.dep_ == "appos" and noun.left_edge.i == after and noun.right_edge.i >= end - 2 and end - after > 4:
        return True
    return (
        page.lower[after] in _RELATIVES
        or (token.tag_ == "VBG" and token.dep_ != "prep")
        or page.lower[index + 1] in {"but", "while", "though", "although", "whereas", "as"}
    )
