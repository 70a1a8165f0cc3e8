"""Who says what, by which words, on whose word."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span, Spans


class Quotedness(StrEnum):
    """How much of the content stands in quotation marks: all, some, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Status(StrEnum):
    """What kind of source vouches for the content."""

    PERSON = "person"
    INSTITUTION = "institution"
    METONYM = "metonym"
    DOCUMENT = "document"
    GROUP = "group"
    ANONYMOUS = "anonymous"
    IMPERSONAL = "impersonal"


class CueClass(StrEnum):
    """What kind of saying it is."""

    SPEECH = "speech"
    THOUGHT = "thought"
    WILL = "will"
    JUDGEMENT = "judgement"
    EVIDENCE = "evidence"
    PERCEPTION = "perception"
    IMPERSONAL = "impersonal"


class Colour(StrEnum):
    """The outlet's stance towards the content, shown by its choice of cue; says nothing about truth."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DISTANCING = "distancing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch in quotation marks, marks included. ``inner`` leaves the marks out.

    ``role`` is ``speech``, ``scare`` (a word or two the outlet keeps at arm's length) or ``title`` (of a work).
    ``repaired`` says that one of its marks is missing in the text and its border was inferred.
    """

    span: Span
    inner: Span
    role: str = "speech"
    repaired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content in PARC's sense, each a list of spans because news interrupts itself.

    ``source`` is empty where the text names none; ``cue`` is empty where no words introduce the content. ``speaker`` is the
    id of the entity the source means, ``parent`` the id of the attribution in whose content this one stands (None: the
    outlet vouches for it directly), ``is_claim`` False where the content is a bare object of judgement ("criticised the mayor").
    ``rule`` is the id of the rule that found it.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: Quotedness
    status: Status
    cue_class: CueClass
    rule: str
    colour: Colour = Colour.NEUTRAL
    speaker: str | None = None
    addressee: Span | None = None
    venue: Span | None = None
    parent: str | None = None
    is_claim: bool = True
