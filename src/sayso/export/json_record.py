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

_LARGEST_ID = 2**63 - 1
"""What a database holds."""

_POINTERS = (
    ("mentions", "entities", "entity"),
    ("attributions", "entities", "speaker"),
    ("attributions", "attributions", "parent"),
    ("figures", "places", "place"),
    ("figures", "times", "time"),
    ("figures", "events", "event"),
    ("figures", "attributions", "attribution"),
    ("figures", "figures", "updates"),
    ("events", "places", "place"),
    ("events", "times", "time"),
    ("events", "attributions", "attribution"),
    ("events", "events", "same_as"),
    ("positions", "mentions", "mention"),
    ("positions", "attributions", "attribution"),
    ("positions", "events", "event"),
    ("stops", "entities", "traveller"),
    ("stops", "places", "place"),
    ("stops", "times", "time"),
    ("stops", "attributions", "attribution"),
)
"""(layer, layer pointed into, field that holds the id or None)."""

_LISTS_OF_POINTERS = (
    ("events", "mentions", "actors"),
    ("events", "mentions", "targets"),
    ("events", "figures", "figures"),
    ("stops", "mentions", "met"),
)
"""The same for fields that hold several ids."""

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
    text, length = record.article.text, len(record.article.text)
    for where, spans in _spans(record):
        for start, end in spans:
            if not 0 <= start < end <= length:
                yield f"{where} has the span [{start}, {end}), the text has {length} characters"
    for name in ("mentions", "places", "times", "figures"):
        for item in getattr(record, name):
            start, end = item.span
            if text[start:end] != item.text:
                yield f"{name} {item.id}: the span holds {text[start:end]!r}, not {item.text!r}"
    for place in record.places:
        if place.geonames_id is not None and not 0 <= place.geonames_id <= _LARGEST_ID:
            yield f"place {place.id}: GeoNames has no number {place.geonames_id}"
    yield from _id_problems(record)


def _id_problems(record: Record) -> Iterator[str]:
    ids: dict[str, set[str]] = {}
    for name in ("entities", "mentions", "places", "times", "attributions", "figures", "events", "positions", "stops"):
        ids[name] = {item.id for item in getattr(record, name)}
        if len(ids[name]) != len(getattr(record, name)):
            yield f"two {name} share an id"
    for kind, item, room, wanted in _references(record):
        if wanted is not None and wanted not in ids[room]:
            yield f"{kind} {item.id} points at {wanted!r}, which is none of the {room}"


def _references(record: Record) -> Iterator[tuple[str, Any, str, str | None]]:
    """(kind of who points, who points, the room pointed into, the id or None)."""
    for name, room, field in _POINTERS:
        yield from ((name.removesuffix("s"), item, room, getattr(item, field)) for item in getattr(record, name))
    for name, room, field in _LISTS_OF_POINTERS:
        yield from ((name.removesuffix("s"), item, room, wanted) for item in getattr(record, name) for wanted in getattr(item, field))


def _spans(record: Record) -> Iterator[tuple[str, list[Span]]]:
    """Where spans stand, and the spans that stand there."""
    yield "a block", [block.span for block in record.article.blocks]
    for name in _STATED:
        stated = getattr(record.article, name)
        if stated is not None and stated.span is not None:
            yield f"the {name}", [stated.span]
    for name in _LISTS:
        items = getattr(record, name)
        for field in _span_fields(items[0].__class__) if items else ():
            values = [getattr(item, field) for item in items]
            yield f"one of the {name}", [span for value in values for span in ((value,) if value.__class__ is Span else _spans_in(value))]


@lru_cache(maxsize=64)
def _span_fields(kind: type) -> tuple[str, ...]:
    """The fields of a class of the model that may hold spans: those that are no words, numbers or ids."""
    return tuple(field.name for field in fields(kind) if "Span" in str(field.type) or str(field.type).startswith("tuple"))


def _spans_in(value: Any) -> Iterable[Span]:
    """The spans of a field that holds several, or values with spans of their own; none of any other."""
    if value.__class__ is not tuple:
        return ()
    return [part if part.__class__ is Span else part.span for part in value if part.__class__ is Span or hasattr(part, "span")]


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
