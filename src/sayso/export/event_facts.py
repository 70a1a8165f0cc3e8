"""An event with its participants, place, time and figures looked up: what the event formats of other projects are written from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.across.days import Days, days_of
from sayso.export.manifest import Tally
from sayso.export.wording import certainty
from sayso.model import Entity, Event, Factuality, Figure, Mention, Modality, Place, Polarity, Record, Time

HAPPENED = frozenset({Factuality.CT_PLUS, Factuality.PR_PLUS, Factuality.PS_PLUS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One actor or target: its mention, and its entity where it is known."""

    mention: Mention
    entity: Entity | None

    @property
    def name(self) -> str:
        """The entity's name, else the words of the mention."""
        return self.entity.name if self.entity else self.mention.text


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """An event of a record with everything its ids point at."""

    record: Record
    event: Event
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Place | None
    time: Time | None
    days: Days | None
    figures: tuple[Figure, ...]

    @property
    def is_told_as_happened(self) -> bool:
        """Whether its source says that it happened; formats without a field for denials and plans hold no others."""
        event = self.event
        return event.factuality in HAPPENED and event.polarity is Polarity.POSITIVE and event.modality in _REAL

    @property
    def sources(self) -> tuple[str, ...]:
        """The chain of sources by name, outlet left out."""
        text = self.record.article.text
        entities = {entity.id: entity.name for entity in self.record.entities}
        return tuple(
            entities.get(link.speaker or "") or " ... ".join(span.slice(text) for span in link.source) or "nobody named"
            for link in self.record.chain(self.event.attribution)
        )

    @property
    def headline(self) -> str:
        """The event in one line, with what its source leaves open: "AGREE: council -> union (planned)"."""
        event = self.event
        who, whom = (", ".join(dict.fromkeys(participant.name for participant in side)) for side in (self.actors, self.targets))
        how = certainty(event.factuality, event.modality)
        sides = (f": {who or '?'}" if who or whom else "") + (f" -> {whom}" if whom else "")
        return event.type + sides + (f" ({how})" if how else "")

    @property
    def vouched(self) -> str:
        """On whose word, from the outlet inwards, and how sure: "Quay Courier > army; denied"."""
        outlet = self.record.article.outlet
        how = certainty(self.event.factuality, self.event.modality)
        return " > ".join([outlet.value if outlet else "the outlet", *self.sources]) + (f"; {how}" if how else "")


_REAL = frozenset({Modality.ASSERTED, Modality.HISTORICAL})


def event_facts(record: Record) -> Iterator[EventFacts]:
    """Every event of the record, in its order."""
    mentions = {mention.id: mention for mention in record.mentions}
    entities = {entity.id: entity for entity in record.entities}
    places = {place.id: place for place in record.places}
    times = {time.id: time for time in record.times}
    figures = {figure.id: figure for figure in record.figures}

    def participants(ids: tuple[str, ...]) -> tuple[Participant, ...]:
        found = (mentions[identifier] for identifier in ids if identifier in mentions)
        return tuple(Participant(mention=mention, entity=entities.get(mention.entity or "")) for mention in found)

    for event in record.events:
        time = times.get(event.time or "")
        yield EventFacts(
            record=record,
            event=event,
            actors=participants(event.actors),
            targets=participants(event.targets),
            place=places.get(event.place or ""),
            time=time,
            days=days_of(time.value) if time else None,
            figures=tuple(figures[identifier] for identifier in event.figures if identifier in figures),
        )


def write_happened(
    records: Iterable[Record],
    sink: BinaryIO,
    *,
    why_not: Callable[[EventFacts], str | None],
    line_of: Callable[[EventFacts], bytes],
    figures_in: Callable[[EventFacts], int] = lambda _: 0,
) -> Tally:
    """Write the line of every event that a format can hold; what it cannot is counted by its reason, and so are positions.

    ``why_not`` gives the reason for leaving an event out, None for none; ``line_of`` its line without the line feed, ``figures_in`` how many
    figures that line holds.
    """
    tally = Tally()
    for record in records:
        figures = 0
        for facts in event_facts(record):
            reason = why_not(facts)
            if reason is not None:
                tally.left_out[reason] += 1
                continue
            sink.write(line_of(facts) + b"\n")
            tally.written += 1
            figures += figures_in(facts)
        leave_out_the_rest(record, tally, figures_held=figures)
    return tally


def leave_out_the_rest(record: Record, tally: Tally, *, figures_held: int = 0) -> None:
    """Count what a format of events alone has no place for; an attribution is held where an event stands on its word."""
    held = {link.id for event in record.events for link in record.chain(event.attribution)}
    for name, number in (
        ("figures", len(record.figures) - figures_held),
        ("positions", len(record.positions)),
        ("stops of an itinerary", len(record.stops)),
        ("attributions without an event", sum(attribution.id not in held for attribution in record.attributions)),
    ):
        if number:
            tally.left_out[name] += number
