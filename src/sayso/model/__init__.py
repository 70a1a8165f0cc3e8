"""The words of the record as frozen values; depends on the standard library only."""

from sayso.model.article import STORY_KINDS, Article, Block, BlockKind, Stated
from sayso.model.attribution import Attribution, Colour, CueClass, Quotation, Quotedness, Status
from sayso.model.event import (
    Attitude,
    Certainty,
    Commitment,
    Event,
    EventFrame,
    EventType,
    Factuality,
    Modality,
    Polarity,
    Position,
    Stop,
    TimeFrame,
)
from sayso.model.mention import Entity, EntityKind, Figure, Mention, MentionForm, Place, Role, Time
from sayso.model.record import SCHEMA, Diagnostic, Record
from sayso.model.span import Span, Spans

__all__ = [
    "SCHEMA",
    "STORY_KINDS",
    "Article",
    "Attitude",
    "Attribution",
    "Block",
    "BlockKind",
    "Certainty",
    "Colour",
    "Commitment",
    "CueClass",
    "Diagnostic",
    "Entity",
    "EntityKind",
    "Event",
    "EventFrame",
    "EventType",
    "Factuality",
    "Figure",
    "Mention",
    "MentionForm",
    "Modality",
    "Place",
    "Polarity",
    "Position",
    "Quotation",
    "Quotedness",
    "Record",
    "Role",
    "Span",
    "Spans",
    "Stated",
    "Status",
    "Stop",
    "Time",
    "TimeFrame",
]
