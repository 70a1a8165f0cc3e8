"""Turns event frames into events: participants, place, time, figures, word; mentions of one event joined."""

from dataclasses import replace

from sayso.annotate import ParsedArticle
from sayso.model import Commitment, Event, EventFrame, Figure, Mention
from sayso.resolve.events_join import join_events
from sayso.resolve.events_participants import Roster
from sayso.resolve.events_scene import Scene
from sayso.resolve.events_wording import Known, wordings_of
from sayso.resolve.layers import Layers
from sayso.resolve.vouching import Vouching
from sayso.tables.lexicon import EventRules


def resolve_events(
    frames: tuple[EventFrame, ...], commitments: tuple[Commitment, ...], layers: Layers, parsed: ParsedArticle, rules: EventRules
) -> tuple[tuple[Event, ...], tuple[Figure, ...], tuple[Mention, ...]]:
    """The events in text order, the figures with the event that each hangs on, and mentions for participants that had none."""
    del rules
    roster = Roster(layers.mentions, parsed.article.text)
    vouching = Vouching.of(layers.attributions)
    scene = Scene(parsed, layers, frames)
    frames = tuple(scene.without_towns(n, frame) for n, frame in enumerate(frames))
    events = [
        _event(f"v{number}", frame, commitment, roster, vouching.at(frame.trigger.start))
        for number, (frame, commitment) in enumerate(zip(frames, commitments, strict=True), 1)
    ]
    events = [scene.place_and_date(n, event, frame) for n, (event, frame) in enumerate(zip(events, frames, strict=True))]
    events, figures = scene.hang_figures(events)
    wordings = wordings_of(frames, scene.triggers, parsed.article)
    joined, heirs = join_events(events, wordings, Known.of(layers, roster.added, parsed.article.text))
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
