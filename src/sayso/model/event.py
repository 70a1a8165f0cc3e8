"""Who did what to whom, how surely; who wants what; who went where."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span, Spans


class EventType(StrEnum):
    """PLOVER's sixteen types (Open Event Data Alliance), and OTHER for harm that nobody did and that carries a figure."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    OTHER = "OTHER"


class Factuality(StrEnum):
    """FactBank's values: certain, probable, possible; with their denials; uncommitted."""

    CT_PLUS = "CT+"
    PR_PLUS = "PR+"
    PS_PLUS = "PS+"
    CT_MINUS = "CT-"
    PR_MINUS = "PR-"
    PS_MINUS = "PS-"
    UU = "Uu"


class Modality(StrEnum):
    """How the innermost source presents the event."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"


class Polarity(StrEnum):
    """Whether the event is said to be or not to be."""

    POSITIVE = "POS"
    NEGATIVE = "NEG"


class Certainty(StrEnum):
    """How sure the innermost source is."""

    CERTAIN = "CERTAIN"
    PROBABLE = "PROBABLE"
    POSSIBLE = "POSSIBLE"
    UNDERSPECIFIED = "UNDERSPECIFIED"


class TimeFrame(StrEnum):
    """Whether the event lies ahead of the story."""

    FUTURE = "FUTURE"
    NON_FUTURE = "NON_FUTURE"
    UNDERSPECIFIED = "UNDERSPECIFIED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What the innermost source commits itself to about one trigger, and the words that say so."""

    factuality: Factuality = Factuality.CT_PLUS
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    time_frame: TimeFrame = TimeFrame.NON_FUTURE
    modality: Modality = Modality.ASSERTED
    because: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFrame:
    """One mention of an event as extraction finds it: participants are spans of text.

    ``type`` None is a trigger that was given from outside and is of no type of ours. ``context`` holds PLOVER contexts;
    ``reciprocal``: the actors act on each other. ``score`` 0..1, higher is surer; ``rule`` the lexicon row.
    """

    trigger: Span
    type: EventType
    mode: str | None = None
    context: tuple[str, ...] = ()
    actors: Spans = ()
    targets: Spans = ()
    reciprocal: bool = False
    score: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the article: its leading mention, and the triggers of the other mentions of the same event.

    ``actors``, ``targets`` are mention ids, ``place``, ``time``, ``figures`` ids of the record; ``place_how`` and ``time_how`` say by
    which rule: ``clause`` its own, ``sentence`` the only one of its sentence that belongs to nothing else, ``heading`` that of the
    section, ``thread`` where another telling of the same incident puts it. ``attribution`` is the innermost attribution whose content
    holds the trigger, None where it is the outlet's own word; ``because`` the words that set the factuality; ``also`` the
    triggers of other mentions; ``same_as`` the id of an event of this record that tells of the same incident on another word.
    """

    id: str
    type: EventType
    trigger: Span
    text: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    reciprocal: bool = False
    place: str | None = None
    place_how: str | None = None
    time: str | None = None
    time_how: str | None = None
    figures: tuple[str, ...] = ()
    attribution: str | None = None
    factuality: Factuality = Factuality.CT_PLUS
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    time_frame: TimeFrame = TimeFrame.NON_FUTURE
    modality: Modality = Modality.ASSERTED
    because: Spans = ()
    also: Spans = ()
    same_as: str | None = None
    score: float = 1.0
    rule: str = ""


class Attitude(StrEnum):
    """What a holder does with an issue."""

    DEMANDS = "demands"
    SUPPORTS = "supports"
    REJECTS = "rejects"
    CONDITIONS = "conditions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A stand that somebody takes: holder and issue as spans, the holder's mention, the normalised issue, on whose word."""

    id: str
    holder: Span
    mention: str | None
    attitude: Attitude
    issue: Span
    issue_name: str
    condition: Span | None = None
    addressee: Span | None = None
    attribution: str | None = None
    event: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One leg of an itinerary: who was or will be where, when, whom they met; ``order`` counts a traveller's legs from 1.

    ``traveller`` is an entity id, ``place`` and ``time`` ids or None, ``met`` mention ids, ``words`` the span the leg was read from.
    """

    id: str
    traveller: str
    order: int
    words: Span
    place: str | None = None
    time: str | None = None
    met: tuple[str, ...] = ()
    attribution: str | None = None
    modality: Modality = Modality.ASSERTED
