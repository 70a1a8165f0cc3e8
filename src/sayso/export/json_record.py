"""One record as one JSON object, there and back; the form of `sayso read --json`, of JSONL files and of the ledger's own copy."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, get_type_hints

import msgspec

from sayso.errors import Code, InputRefused
from sayso.model import SCHEMA, Record, Span, Spans

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

_WITH_TEXT = ("mentions", "places", "times", "figures")
_LAYERS = tuple(field.name for field in fields(Record) if field.name not in {"article", "schema"})
_WITH_IDS = tuple(name for name in _LAYERS if name not in {"quotations", "diagnostics"})

_id = attrgetter("id")
_TYPES = get_type_hints(Record)
_reader = msgspec.json.Decoder(
    msgspec.defstruct("_Line", [("schema", str), ("article", dict[str, Any]), *((name, _TYPES[name], ()) for name in _LAYERS)])
)
"""Reads a line into the model at once, but for the article, whose `Stated` have another name for a field."""


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
        read: Any = _reader.decode(line)
        for name in _STATED:
            stated = read.article.get(name)
            if isinstance(stated, dict) and "from" in stated:
                stated["read_from"] = stated.pop("from")
        record = replace(msgspec.convert({"article": read.article}, Record), **{name: getattr(read, name) for name in _LAYERS})
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(line, str(error)) from None
    if read.schema != SCHEMA:
        raise _refusal(line, "")
    for problem in record_problems(record):
        raise _refused(problem)
    return record


def _refusal(line: bytes | str, problem: str) -> InputRefused:
    """Why a line is no record: it is no JSON, or JSON of something else, or else there is a ``problem`` with one of its fields."""
    try:
        data = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return InputRefused(Code.BAD_JSON, f"this is not JSON: {error}")
    if not isinstance(data, dict) or not isinstance(data.get("article"), dict):
        return _refused("a record is a JSON object with an article")
    if data.get("schema") != SCHEMA:
        return _refused(f"its schema is {data.get('schema')!r}, this sayso reads {SCHEMA!r}")
    return _refused(problem)


def record_problems(record: Record) -> Iterator[str]:
    """What is wrong with a record whose fields are of the right type, one sentence each; nothing for a sound one."""
    text, length = record.article.text, len(record.article.text)
    for where, spans in _spans(record):
        for start, end in spans:
            if not 0 <= start < end <= length:
                yield f"{where} has the span [{start}, {end}), the text has {length} characters"
    for name in _WITH_TEXT:
        for item in getattr(record, name):
            start, end = item.span
            if text[start:end] != item.text:
                yield f"{name} {item.id}: the span holds {text[start:end]!r}, not {item.text!r}"
    for place in record.places:
        if place.geonames_id is not None and not 0 <= place.geonames_id <= _LARGEST_ID:
            yield f"place {place.id}: GeoNames has no number {place.geonames_id}"
    yield from _id_problems(record)


def _id_problems(record: Record) -> Iterator[str]:
    ids: dict[str, set[str | None]] = {}
    for name in _WITH_IDS:
        items = getattr(record, name)
        ids[name] = set(map(_id, items))
        if len(ids[name]) != len(items):
            yield f"two {name} share an id"
    for name, room, field in _POINTERS:
        items, held, known = getattr(record, name), attrgetter(field), ids[room] | {None}
        if not known.issuperset(map(held, items)):
            yield from (_dangling(name, item, held(item), room) for item in items if held(item) not in known)
    for name, room, field in _LISTS_OF_POINTERS:
        items, held, known = getattr(record, name), attrgetter(field), ids[room]
        if not known.issuperset(chain.from_iterable(map(held, items))):
            yield from (_dangling(name, item, wanted, room) for item in items for wanted in held(item) if wanted not in known)


def _dangling(name: str, item: Any, wanted: str, room: str) -> str:
    return f"{name.removesuffix('s')} {item.id} points at {wanted!r}, which is none of the {room}"


def _spans(record: Record) -> Iterator[tuple[str, Iterable[Span]]]:
    """Where spans stand, and the spans that stand there."""
    yield "a block", [block.span for block in record.article.blocks]
    for name in _STATED:
        stated = getattr(record.article, name)
        if stated is not None and stated.span is not None:
            yield f"the {name}", [stated.span]
    yield "a role", [role.span for entity in record.entities for role in entity.roles]
    for name in _LAYERS:
        items = getattr(record, name)
        single, several = _span_fields(items[0].__class__) if items else ((), ())
        for field in single:
            yield f"the {field} of one of the {name}", filter(None, map(attrgetter(field), items))
        for field in several:
            yield f"the {field} of one of the {name}", chain.from_iterable(map(attrgetter(field), items))


@cache
def _span_fields(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class of the model that hold a span or none, and those that hold several."""
    types = get_type_hints(kind)
    return (
        tuple(name for name, held in types.items() if held in {Span, Span | None}),
        tuple(name for name, held in types.items() if held == Spans),
    )


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
