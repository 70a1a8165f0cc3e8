"""Settles drafts that compete: the same content twice, contents that cross, the same holder saying and thinking one thing."""

from collections.abc import Iterable

from sayso.extract.attributions_draft import Draft, Page, size
from sayso.extract.attributions_holders import known_status
from sayso.model import Status

_SAME_HOLDER = frozenset({"he", "she", "they", "it", "i", "we", "who", "you", "me", "us", "his", "her", "their", "my", "our"})
_RAISING = (".seem", ".raised")


def one_a_cue(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft for each cue, the first found; those without a cue all stay."""
    by_cue: dict[int, Draft] = {}
    bare: list[Draft] = []
    for draft in drafts:
        if draft.cue:
            by_cue.setdefault(draft.anchor, draft)
        else:
            bare.append(draft)
    return [*by_cue.values(), *bare]


def settled(page: Page, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that stay, in text order."""
    filled = (
        draft for draft in drafts if any(page.tokens[i].is_alpha or page.tokens[i].like_num for run in draft.content for i in range(*run))
    )
    ordered = sorted(filled, key=lambda draft: (draft.content[0][0], -draft.content[-1][1], draft.anchor, draft.rule))
    kept = [draft for draft in _one_a_content(page, ordered) if not _is_generic(page, draft)]
    return _layers(page, _without_empty_raising(kept))


def _is_generic(page: Page, draft: Draft) -> bool:
    """Nobody in particular: a "you" or "one" of the outlet's own, "let us say"."""
    holder = draft.holder
    if holder is None or draft.quoted:
        return False
    if holder.lower_ == "one":
        return bool(holder.left_edge.i == holder.right_edge.i)
    return (
        not holder.is_upper
        and holder.lower_ in {"you", "'s", "’s", "us"}
        and (page.quote[draft.anchor] < 0 or draft.rule.endswith(".trailing"))
    )


def _one_a_content(page: Page, drafts: list[Draft]) -> list[Draft]:
    """As in "said in a statement that": the verb has the content, the noun is only where it was said; "voiced alarm over" is one cue."""
    carried = {
        start for draft in drafts if page.tokens[draft.anchor].pos_ == "NOUN" and draft.cue for start, end in draft.cue if end - start > 1
    }
    drafts = [draft for draft in drafts if not (draft.rule.endswith(".obj") and draft.anchor in carried)]
    verbs = {draft.content[-1] for draft in drafts if draft.cue and page.tokens[draft.anchor].pos_ == "VERB"}
    return [draft for draft in drafts if page.tokens[draft.anchor].pos_ != "NOUN" or not draft.cue or draft.content[-1] not in verbs]


def _without_empty_raising(drafts: list[Draft]) -> list[Draft]:
    """As in "seems to think that": the thinking is what is reported, so the seeming goes."""
    anchors = {draft.anchor for draft in drafts}
    out = []
    for draft in drafts:
        if draft.rule.endswith(_RAISING):
            start = draft.content[-1][0]
            if any(index in anchors and index != draft.anchor for index in range(start, min(start + 4, draft.content[-1][1]))):
                continue
        out.append(draft)
    return out


def _layers(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Without the inner ones of the same holder: "he said he believes X" says one thing once."""
    outer = _outer_drafts(drafts)
    kept = []
    for draft in drafts:
        holding = outer.get(id(draft))
        if holding is None:
            if not _is_unclaimed(page, draft):
                kept.append(draft)
        elif not _same_holder(page, holding, draft) and not _adds_nothing(page, holding, draft):
            kept.append(draft)
    return kept


def _is_unclaimed(page: Page, draft: Draft) -> bool:
    """First person words inside a quotation whose speaker was not found: nobody could be named as their source."""
    return page.quote[draft.anchor] >= 0 and draft.holder is not None and draft.holder.lower_ in {"i", "we", "me", "us", "you"}


def _outer_drafts(drafts: list[Draft]) -> dict[int, Draft]:
    """For each draft (by id) the one with the smallest content that holds its anchor, unless the two hold each other's; one sweep."""
    pieces = sorted(((start, end, number) for number, draft in enumerate(drafts) for start, end in draft.content))
    sizes = [size(draft.content) for draft in drafts]
    outer: dict[int, Draft] = {}
    active: list[tuple[int, int, int]] = []
    at = 0
    for draft in sorted(drafts, key=lambda draft: draft.anchor):
        while at < len(pieces) and pieces[at][0] <= draft.anchor:
            active.append(pieces[at])
            at += 1
        active = [piece for piece in active if piece[1] > draft.anchor]
        holding = sorted((sizes[number], number) for _, _, number in active if drafts[number] is not draft)
        for _, number in holding:
            if not any(start <= drafts[number].anchor < end for start, end in draft.content):
                outer[id(draft)] = drafts[number]
                break
    return outer


def _same_holder(page: Page, outer: Draft, inner: Draft) -> bool:
    if inner.holder is None:
        return False
    if inner.addressee is not None and page.quote[inner.anchor] >= 0 and inner.holder.lower_ in {"i", "we"}:
        return False  # "We urge the governments to act": an act of its own
    if outer.holder is not None and inner.holder.i == outer.holder.i:
        return True
    if inner.holder.lower_ not in _SAME_HOLDER or outer.holder is None:
        return False
    if inner.holder.dep_ == "poss" and outer.rule.endswith((".obj", ".pobj")):
        return False  # "rejected his claim that": somebody else's
    if inner.holder.lower_ in {"he", "she"}:
        if known_status(page, outer.holder) not in {Status.PERSON, None}:
            return False
        before = (page.tokens[i] for start, end in outer.content for i in range(start, min(end, inner.holder.i)))
        return not any(token.ent_type_ == "PERSON" for token in before)
    return True


def _adds_nothing(page: Page, outer: Draft, inner: Draft) -> bool:
    """An "allegedly" or "are said to" over all that somebody claims, a noun without a clause inside somebody's content."""
    is_hearsay = inner.rule.endswith(".raised") and not inner.source
    if is_hearsay or page.lower[inner.anchor] in page.rules.adverbs:
        return 5 * size(inner.content) > 4 * size(outer.content)
    if page.quote[inner.anchor] >= 0 and inner.holder is not None and known_status(page, inner.holder) is None:
        return True
    if inner.holder is not None and known_status(page, inner.holder) is None and _shows(page, inner.anchor):
        return True  # "she said the angle shows that": she reads it from the angle
    return page.tokens[inner.anchor].pos_ == "NOUN" and not inner.rule.endswith((".that", ".held", ".is"))


def _shows(page: Page, index: int) -> bool:
    """Whether the cue is a verb by which documents and things show something."""
    return any("obj_doc" in cue.frames for cue in page.rules.verbs.get(page.lower[index], ()) if not cue.tail)
