"""GDELT 2.0: the tables of events (61 columns) and mentions (16 columns), tab-separated, without a header.

The tables have no place for denials, plans, chains of sources or spans of participants. What sayso does not know stays empty: no tone, no
Goldstein score, no CAMEO code below the root that a PLOVER type stands for, no FIPS codes.
"""

from collections.abc import Iterable
from typing import BinaryIO

from sayso.across.days import day_of
from sayso.export.event_facts import EventFacts, Participant, write_happened
from sayso.export.iris import digest
from sayso.export.manifest import Tally
from sayso.export.plover import quad_code
from sayso.model import EventType, Record

_ROOTS = {
    EventType.AGREE: "03",
    EventType.CONSULT: "04",
    EventType.SUPPORT: "05",
    EventType.COOPERATE: "06",
    EventType.AID: "07",
    EventType.CONCEDE: "08",
    EventType.RETREAT: "08",
    EventType.REQUEST: "10",
    EventType.ACCUSE: "11",
    EventType.REJECT: "12",
    EventType.THREATEN: "13",
    EventType.PROTEST: "14",
    EventType.MOBILIZE: "15",
    EventType.SANCTION: "16",
    EventType.COERCE: "17",
    EventType.ASSAULT: "19",
}
"""The CAMEO root that each PLOVER type took over (PLOVER manual, table of correspondences); CAMEO's 18 and 19 are one type in PLOVER."""

_GEO_TYPE = {"country": "1", "region": "5", "point": "4"}


def write_gdelt_events(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One row an event that is told as having happened and has a day in the text."""
    return write_happened(records, sink, why_not=_why_not, line_of=lambda facts: _line(_event_row(facts)))


def write_gdelt_mentions(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One row for each of the same events: where in the article it is told, which is what the mentions table is for."""
    return write_happened(records, sink, why_not=_why_not, line_of=lambda facts: _line(_mention_row(facts)))


def event_number(facts: EventFacts) -> int:
    """A GLOBALEVENTID of ours: content-made, 52 bits, so that both tables and any spreadsheet keep it exact."""
    return int(digest(facts.record.article.id, facts.event.id)[:13], 16)


def _line(cells: list[str]) -> bytes:
    return "\t".join(map(_cell, cells)).encode("utf-8", "replace")


def _why_not(facts: EventFacts) -> str | None:
    if facts.event.type not in _ROOTS:
        return "events of no CAMEO root"
    if not facts.is_told_as_happened:
        return "events denied, planned or left open"
    return None if facts.days is not None else "events without a date in the text"


def _event_row(facts: EventFacts) -> list[str]:
    assert facts.days is not None
    day = facts.days[0]
    root = _ROOTS[facts.event.type]
    published = _published(facts.record)
    return [
        str(event_number(facts)),
        day.strftime("%Y%m%d"),
        day.strftime("%Y%m"),
        str(day.year),
        f"{day.year + (day.timetuple().tm_yday - 1) / 365:.4f}",
        *_actor(facts.actors),
        *_actor(facts.targets),
        "1" if facts.event.attribution is None else "0",
        *("", "", root, str(quad_code(facts.event.type))),
        *("", "1", "1", "1", ""),
        *([""] * 16),
        *_action_geo(facts),
        published + "000000" if published else "",
        facts.record.article.url or "",
    ]


def _actor(participants: tuple[Participant, ...]) -> list[str]:
    """Code, name, country; the seven columns of groups, religions and types stay empty but for the type that our code holds."""
    if not participants:
        return [""] * 10
    first = participants[0]
    code = (first.entity.code or "") if first.entity else ""
    country = (first.entity.country or "") if first.entity else ""
    sectors = [code[3:][at : at + 3] for at in (0, 3, 6)]
    return [code, first.name.upper(), country, "", "", "", "", *sectors]


def _action_geo(facts: EventFacts) -> list[str]:
    place = facts.place
    if place is None or place.lat is None or place.lon is None:
        return [""] * 8
    return [_GEO_TYPE.get(place.precision or "point", "4"), place.name or place.text, "", "", "", f"{place.lat:g}", f"{place.lon:g}", ""]


def _mention_row(facts: EventFacts) -> list[str]:
    article = facts.record.article
    published = _published(facts.record)
    stamp = published + "000000" if published else ""
    sentence = sum(1 for block in article.story if block.span.end <= facts.event.trigger.start)
    offsets = [str(participants[0].mention.span.start) if participants else "-1" for participants in (facts.actors, facts.targets)]
    return [
        str(event_number(facts)),
        stamp,
        stamp,
        "1",
        article.outlet.value if article.outlet else "",
        article.url or article.id,
        str(sentence + 1),
        *offsets,
        str(facts.event.trigger.start),
        "1",
        "",
        str(len(article.text)),
        "",
        "",
        "",
    ]


def _published(record: Record) -> str:
    day = day_of(record.article.published.value) if record.article.published else None
    return day.strftime("%Y%m%d") if day else ""


def _cell(value: str) -> str:
    """Tabs and line breaks would move every column behind them: they become spaces."""
    return " ".join(value.split())
