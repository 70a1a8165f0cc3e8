"""Gives each attribution its parent: the attribution that vouches for it."""

from dataclasses import replace

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Span


def link_parents(attributions: tuple[Attribution, ...], parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """The same attributions with parents; no cycles.

    The parent is the attribution with the smallest content that holds the child's cue (its source where it has no cue, its
    content where it has neither).
    """
    del parsed
    parents: dict[str, str] = {}
    probes = sorted((_probe(attribution), attribution.id) for attribution in attributions)
    pieces = sorted(
        ((span.start, span.end, attribution) for attribution in attributions for span in attribution.content), key=lambda piece: piece[:2]
    )
    sizes = {a.id: sum(span.end - span.start for span in a.content) for a in attributions}
    active: list[tuple[int, int, Attribution]] = []
    at = 0
    for probe, identifier in probes:
        while at < len(pieces) and pieces[at][0] <= probe.start:
            active.append(pieces[at])
            at += 1
        active = [piece for piece in active if piece[1] > probe.start]
        holders = [piece[2] for piece in active if piece[1] >= probe.end and piece[2].id != identifier]
        for holder in sorted(holders, key=lambda a: (sizes[a.id], a.id)):
            if not _leads_back(parents, holder.id, identifier):
                parents[identifier] = holder.id
                break
    return tuple(replace(attribution, parent=parents.get(attribution.id)) for attribution in attributions)


def _probe(attribution: Attribution) -> Span:
    """The words that tell where an attribution stands."""
    return (attribution.cue or attribution.source or attribution.content)[0]


def _leads_back(parents: dict[str, str], start: str, goal: str) -> bool:
    while start in parents:
        start = parents[start]
        if start == goal:
            return True
    return start == goal
