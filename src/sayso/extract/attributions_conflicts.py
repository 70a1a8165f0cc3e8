"""Settles drafts that compete: the same content twice, contents that cross, the same holder saying and thinking one thing."""

from sayso.extract.attributions_draft import Draft, Page, merged, size


def settled(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts that stay, in text order."""
    ordered = sorted(drafts, key=lambda draft: (draft.content[0][0], -draft.content[-1][1], draft.anchor, draft.rule))
    kept: list[Draft] = []
    seen: set[tuple[object, ...]] = set()
    for draft in ordered:
        if all(page.trimmed(run) is None for run in draft.content):
            continue
        key = (draft.anchor, draft.content)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept
