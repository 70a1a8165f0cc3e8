"""The layers that later stages hang on, in one value."""

from dataclasses import dataclass

from sayso.model import Attribution, Entity, Figure, Mention, Place, Quotation, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What is known of an article before its events are resolved; each layer in text order."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
