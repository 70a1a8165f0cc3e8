"""Turns event frames into events: participants, place, time, figures, word; mentions of one event joined."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Commitment, Event, EventFrame, Figure, Mention, Span
from sayso.resolve.events_join import join_events
from sayso.resolve.events_participants import Roster
from sayso.resolve.events_scene import Scene
from sayso.resolve.layers import Layers
from sayso.tables.lexicon import EventRules


def resolve_events(
    frames: tuple[EventFrame, ...], commitments: tuple[Commitment, ...], layers: Layers, parsed: ParsedArticle, rules: EventRules
) -> tuple[tuple[Event, ...], tuple[Figure, ...], tuple[Mention, ...]]:
    """The events in text order, the figures with the event that each hangs on, and mentions for participants that had none."""
    del rules
    roster = Roster(layers.mentions, parsed.article.text)
    words = _WordFinder(layers.attributions)
    events = [
        _event(f"v{number}", frame, commitment, roster, words(frame.trigger))
        for number, (frame, commitment) in enumerate(zip(frames, commitments, strict=True), 1)
    ]
    scene = Scene(parsed, layers, frames)
    events = [scene.place_and_date(n, event, frame) for n, (event, frame) in enumerate(zip(events, frames, strict=True))]
    events, figures = scene.hang_figures(events)
    joined, heirs = join_events(events, roster.entities())
    figures = tuple(replace(f, event=heirs.get(f.event, f.event)) if f.event else f for f in figures)
    return joined, figures, roster.added


def _event(identifier: str, frame: EventFrame, commitment: Commitment, roster: Roster, attribution: str | None) -> Event:
    return Event(
        id=identifier,
        type=frame.type,
        trigger=frame.trigger,
        text=roster.words(frame.trigger),
        mode=frame.mode,
        context=frame.context,
        actors=tuple(dict.fromkeys(roster.mention_of(span) for span in frame.actors)),
        targets=tuple(dict.fromkeys(roster.mention_of(span) for span in frame.targets)),
        reciprocal=frame.reciprocal,
        attribution=attribution,
        factuality=commitment.factuality,
        polarity=commitment.polarity,
        certainty=commitment.certainty,
        time_frame=commitment.time_frame,
        modality=commitment.modality,
        because=commitment.because,
        score=frame.score,
        rule=frame.rule,
    )


class _WordFinder:
    """Finds the innermost attribution whose content holds a stretch of text."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        parents = {attribution.id: attribution.parent for attribution in attributions}
        self._contents = sorted(
            (span, (-_depth(attribution.id, parents), sum(part.end - part.start for part in attribution.content), attribution.id))
            for attribution in attributions
            for span in attribution.content
        )
        self._starts = [span.start for span, _ in self._contents]
        self._longest = max((span.end - span.start for span, _ in self._contents), default=0)

    def __call__(self, trigger: Span) -> str | None:
        """The id of the attribution that vouches most directly for ``trigger``; None: the outlet's own word."""
        low, high = bisect_left(self._starts, trigger.end - self._longest), bisect_right(self._starts, trigger.start)
        holding = [key for span, key in self._contents[low:high] if span.contains(trigger)]
        return min(holding)[2] if holding else None


def _depth(identifier: str, parents: Mapping[str, str | None]) -> int:
    depth, above, seen = 0, parents.get(identifier), {identifier}
    while above is not None and above not in seen:
        seen.add(above)
        depth, above = depth + 1, parents.get(above)
    return depth
