"""One record as one JSON object, there and back; the form of `sayso read --json`, of JSONL files and of the ledger's own copy."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Any

import msgspec

from sayso.errors import Code, InputRefused
from sayso.model import SCHEMA, Record, Span

_STATED = ("outlet", "title", "byline", "published")
"""The fields of an article that hold a `Stated`, whose ``read_from`` is called ``from`` in JSON."""

_LISTS = tuple(field.name for field in fields(Record) if field.name not in {"article", "schema"})


def encode_record(record: Record) -> bytes:
    """The record as one line of UTF-8 JSON without a line break; spans are ``[start, end]`` in code points of ``article.text``."""
    return msgspec.json.encode(record_data(record))


def indent_record(record: Record) -> bytes:
    """The same, indented for a person."""
    return msgspec.json.format(encode_record(record), indent=2)


def record_data(record: Record) -> dict[str, Any]:
    """The record as plain dictionaries, lists, strings and numbers, named as in the JSON form."""
    data: dict[str, Any] = {"schema": record.schema} | msgspec.to_builtins(record)
    for name in _STATED:
        stated = data["article"][name]
        if stated is not None:
            data["article"][name] = {"value": stated["value"], "span": stated["span"], "from": stated["read_from"]}
    return data


def decode_record(line: bytes | str) -> Record:
    """The record that `encode_record` wrote.

    Raises InputRefused (``S-BAD-JSON``, ``S-BAD-RECORD``) where the line is no JSON, is of another schema, lacks a field, or
    holds a span that does not slice its text or an id that nothing has: a record from outside is checked before it is believed.
    """
    try:
        data = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputRefused(Code.BAD_JSON, f"this is not JSON: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("article"), dict):
        raise _refused("a record is a JSON object with an article")
    if data.get("schema") != SCHEMA:
        raise _refused(f"its schema is {data.get('schema')!r}, this sayso reads {SCHEMA!r}")
    for name in _STATED:
        stated = data["article"].get(name)
        if isinstance(stated, dict) and "from" in stated:
            stated["read_from"] = stated.pop("from")
    try:
        record = msgspec.convert(data, Record)
    except msgspec.ValidationError as error:
        raise _refused(str(error)) from None
    for problem in record_problems(record):
        raise _refused(problem)
    return record


def record_problems(record: Record) -> Iterator[str]:
    """What is wrong with a record whose fields are of the right type, one sentence each; nothing for a sound one."""
    length = len(record.article.text)
    for where, span in _spans(record):
        if not 0 <= span.start < span.end <= length:
            yield f"{where} has the span [{span.start}, {span.end}), the text has {length} characters"
    for name in ("mentions", "places", "times", "figures"):
        for item in getattr(record, name):
            if item.span.slice(record.article.text) != item.text:
                yield f"{name} {item.id}: the span holds {item.span.slice(record.article.text)!r}, not {item.text!r}"
    yield from _id_problems(record)


def _id_problems(record: Record) -> Iterator[str]:
    ids: dict[str, set[str]] = {}
    for name in ("entities", "mentions", "places", "times", "attributions", "figures", "events", "positions", "stops"):
        ids[name] = {item.id for item in getattr(record, name)}
        if len(ids[name]) != len(getattr(record, name)):
            yield f"two {name} share an id"
    for where, room, wanted in _references(record):
        if wanted is not None and wanted not in ids[room]:
            yield f"{where} points at {wanted!r}, which is none of the {room}"


def _references(record: Record) -> Iterator[tuple[str, str, str | None]]:
    """(who points, the room pointed into, the id or None)."""
    for mention in record.mentions:
        yield f"mention {mention.id}", "entities", mention.entity
    for attribution in record.attributions:
        yield f"attribution {attribution.id}", "entities", attribution.speaker
        yield f"attribution {attribution.id}", "attributions", attribution.parent
    for figure in record.figures:
        where = f"figure {figure.id}"
        yield from ((where, "places", figure.place), (where, "times", figure.time), (where, "events", figure.event))
        yield from ((where, "attributions", figure.attribution), (where, "figures", figure.updates))
    for event in record.events:
        where = f"event {event.id}"
        yield from ((where, "mentions", mention) for mention in (*event.actors, *event.targets))
        yield from ((where, "figures", figure) for figure in event.figures)
        yield from ((where, "places", event.place), (where, "times", event.time))
        yield from ((where, "attributions", event.attribution), (where, "events", event.same_as))
    for position in record.positions:
        where = f"position {position.id}"
        yield from ((where, "mentions", position.mention), (where, "attributions", position.attribution), (where, "events", position.event))
    for stop in record.stops:
        where = f"stop {stop.id}"
        yield from ((where, "entities", stop.traveller), (where, "places", stop.place), (where, "times", stop.time))
        yield from ((where, "mentions", mention) for mention in stop.met)
        yield where, "attributions", stop.attribution


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    for block in record.article.blocks:
        yield "a block", block.span
    for name in _STATED:
        stated = getattr(record.article, name)
        if stated is not None and stated.span is not None:
            yield f"the {name}", stated.span
    for name in _LISTS:
        items = getattr(record, name)
        for field in _span_fields(items[0].__class__) if items else ():
            yield from ((f"one of the {name}", span) for item in items for span in _spans_in(getattr(item, field)))


@lru_cache(maxsize=64)
def _span_fields(kind: type) -> tuple[str, ...]:
    """The fields of a class of the model that may hold spans: those that are no words, numbers or ids."""
    return tuple(field.name for field in fields(kind) if "Span" in str(field.type) or str(field.type).startswith("tuple"))


def _spans_in(value: Any) -> tuple[Span, ...]:
    if value.__class__ is Span:
        return (value,)
    if value.__class__ is not tuple:
        return ()
    return tuple(part if part.__class__ is Span else part.span for part in value if part.__class__ is Span or hasattr(part, "span"))


def encode_records(records: Iterable[Record]) -> Iterator[bytes]:
    """JSON Lines: each record with its line feed."""
    for record in records:
        yield encode_record(record) + b"\n"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `encode_record` writes."""
    schema = msgspec.json.schema(Record)
    stated = schema["$defs"]["Stated"]
    stated["properties"] = {("from" if name == "read_from" else name): value for name, value in stated["properties"].items()}
    for definition in schema["$defs"].values():
        definition["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, "title": "sayso record"} | schema


def _refused(problem: str) -> InputRefused:
    return InputRefused(Code.BAD_RECORD, problem, remedy="write records with this version's `sayso read --json`")
