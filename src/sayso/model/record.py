"""All that was read from one article."""

from dataclasses import dataclass

from sayso.model.article import Article
from sayso.model.attribution import Attribution, Quotation
from sayso.model.event import Event, Position, Stop
from sayso.model.mention import Entity, Figure, Mention, Place, Time
from sayso.model.span import Span

SCHEMA = "sayso.record/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something that went wrong or was repaired while reading: a stable code, a sentence for a person, where."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The source-attributed record of one article. Every span slices `article.text`; ids are unique within the record."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    stops: tuple[Stop, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    schema: str = SCHEMA

    def chain(self, attribution_id: str | None) -> tuple[Attribution, ...]:
        """The attributions that vouch for a claim, from the outlet inwards; empty for the outlet's own word."""
        by_id = {attribution.id: attribution for attribution in self.attributions}
        inwards: list[Attribution] = []
        while attribution_id is not None and len(inwards) < len(by_id):
            inwards.append(by_id[attribution_id])
            attribution_id = inwards[-1].parent
        return tuple(reversed(inwards))
