"""Who, where, when and how many: the phrases of a text and what they stand for."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class MentionForm(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed_group"
    INSTITUTION = "institution"
    CROWD = "crowd"
    UNNAMED_SOURCE = "unnamed_source"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase that stands for an entity of this article. ``head`` is the span of its head word."""

    id: str
    span: Span
    text: str
    form: MentionForm
    head: Span
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A title or office that the text gives an entity, with the words that say so."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What a group of mentions means in this article.

    ``name`` is the fullest name or description; ``country`` an ISO 3166 alpha-3 code; ``code`` a PLOVER actor code (country and
    sectors, such as ``USAGOV``); ``because`` the words that gave kind, country and code; ``wikidata`` only where the user
    supplied a table.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    code: str | None = None
    roles: tuple[Role, ...] = ()
    because: tuple[Span, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A toponym and the gazetteer's answer, or no answer.

    ``kind`` is a GeoNames feature code such as PPLC, ADM1, PCLI, or ``region`` / ``continent`` from our own tables; ``country`` ISO 3166
    alpha-2; ``lat`` and ``lon`` degrees WGS 84; ``precision`` point, region or country; ``is_metonym`` where the name means
    those who govern it, ``in_organisation`` where it is only part of an organisation's name.
    """

    id: str
    span: Span
    text: str
    name: str | None = None
    kind: str | None = None
    geonames_id: int | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    is_metonym: bool = False
    in_organisation: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A TIMEX3 expression: ``type`` DATE, TIME, DURATION or SET, ``value`` in TIMEX3 notation or None, ``mod`` as in TIMEX3.

    ``anchor`` says what the value was resolved from: ``none`` (the words are complete), ``published``, or the id of another
    time of the same article; None where there is no value.
    """

    id: str
    span: Span
    text: str
    type: str
    value: str | None
    mod: str | None = None
    anchor: str | None = None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that counts or measures something.

    ``span`` covers the figure with its modifier ("at least 31"); ``number`` is None for words such as "dozens", whose bounds
    may be in ``lower`` and ``upper``; ``modifier`` exact, at_least, more_than, about, nearly, up_to or range; ``unit`` a name
    of the units table (dead, injured, money, ...; joint figures list both, ``dead+injured``); ``counted`` the words counted.
    ``updates`` is the id of an earlier figure of the same text that this one replaces.
    """

    id: str
    span: Span
    text: str
    number: float | None
    lower: float | None = None
    upper: float | None = None
    modifier: str = "exact"
    unit: str | None = None
    counted: Span | None = None
    place: str | None = None
    time: str | None = None
    event: str | None = None
    attribution: str | None = None
    updates: str | None = None
