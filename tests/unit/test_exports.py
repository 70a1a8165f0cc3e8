"""Each format is read back by its own library or held against its own rules; what it cannot hold is counted."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import geojson_pydantic
import icalendar
import jsonschema
import pyarrow.parquet
import pytest
from benchmarks.made_records import make_record, make_records
from followthemoney import model as followthemoney

from sayso.across.claims import claims_of
from sayso.export.formats import FORMATS, export_records
from sayso.export.json_record import decode_record
from sayso.export.manifest import Manifest
from sayso.export.table_csv import safe_cell, write_rows
from sayso.model import Entity, Event, Factuality, Modality, Record, Stated

NAUGHTY = "=cmd|' /C calc'!A0</script><script>alert(1)</script>\r\nBEGIN:VEVENT\t; , \\ \N{RIGHT-TO-LEFT OVERRIDE}"


def coded(record: Record) -> Record:
    """The record with a country for every entity: PLOVER wants codes."""
    entities: tuple[Entity, ...] = tuple(replace(entity, country="NOR", code="NORGOV") for entity in record.entities)
    return replace(record, entities=entities)


def naughty(record: Record) -> Record:
    """The record with hostile metadata."""
    stated = Stated(value=NAUGHTY, read_from="given")
    entities = tuple(replace(entity, name=NAUGHTY) for entity in record.entities)
    return replace(record, article=replace(record.article, title=stated, outlet=stated, url="javascript:alert(1)\n"), entities=entities)


def changed(record: Record, **fields: object) -> Record:
    """The record with its first event changed."""
    first: Event = replace(record.events[0], **fields)
    return replace(record, events=(first, *record.events[1:]))


def export(form: str, records: list[Record]) -> tuple[bytes, Manifest]:
    sink = io.BytesIO()
    manifest = export_records(records, FORMATS[form], sink, version="1", rules="r", date="2031-06-01")
    return sink.getvalue(), manifest


RECORDS = [coded(record) for record in make_records(3)]
CLAIMS = sum(len(claims_of(record)) for record in RECORDS)
EVENTS = sum(len(record.events) for record in RECORDS)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_records_give_the_same_bytes_and_a_line_to_cite(form: str) -> None:
    first, manifest = export(form, RECORDS)
    assert first == export(form, RECORDS)[0]
    assert manifest.written > 0
    assert manifest.cite.startswith("sayso 1 (rules r), 3 articles (sha256 ")
    assert manifest.cite.endswith(f"{form}, 2031-06-01")
    told = json.loads(manifest.as_json())
    assert (told["written"], told["left_out"], told["cite"]) == (manifest.written, manifest.left_out, manifest.cite)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_export_is_an_empty_export(form: str) -> None:
    content, manifest = export(form, [])
    assert (manifest.written, manifest.articles, manifest.left_out) == (0, 0, {})
    if form in {"geojson", "timelinejs"}:
        json.loads(content)


def test_jsonl_comes_back_as_the_records() -> None:
    content, _ = export("jsonl", RECORDS)
    assert [decode_record(line) for line in content.splitlines()] == RECORDS


def test_csv_and_parquet_hold_the_same_claims() -> None:
    rows = list(csv.DictReader(io.StringIO(export("csv", RECORDS)[0].decode())))
    table = pyarrow.parquet.read_table(io.BytesIO(export("parquet", RECORDS)[0])).to_pylist()
    assert len(rows) == len(table) == CLAIMS
    for row, typed in zip(rows, table, strict=True):
        assert {name: "" if value is None else str(value) for name, value in typed.items()} == row


CELLS = {
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    "\tx": "'\tx",
    "\rx": "'\rx",
    "  =1+1": "'  =1+1",
    "＝1": "'＝1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠x": "'＠x",
    "\0=1": "'\N{REPLACEMENT CHARACTER}=1",
    "a=b": "a=b",
    "Brann-Vell": "Brann-Vell",
    "": "",
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert safe_cell(cell) == CELLS[cell]


def test_numbers_stay_numbers_and_rows_end_as_rfc_4180_says() -> None:
    sink = io.BytesIO()
    write_rows(("a", "b"), [(-3.5, 'say "no",\nthen go'), (None, "\ud800")], sink)
    assert sink.getvalue() == b'a,b\r\n-3.5,"say ""no"",\nthen go"\r\n,?\r\n'
    assert not sink.closed


ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "motivation", "body", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "format": "uri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying", "describing", "classifying"]},
        "body": {"type": "object", "required": ["type"]},
    },
}


def test_web_annotations_select_the_words_they_are_about() -> None:
    content, _ = export("web-annotation", RECORDS)
    texts = {f"urn:{record.article.id}": record.article.text for record in RECORDS}
    layers: Counter[str] = Counter()
    identifiers = set()
    for line in content.splitlines():
        annotation = json.loads(line)
        jsonschema.validate(annotation, ANNOTATION)
        identifiers.add(annotation["id"])
        layers[annotation["body"]["layer"]] += 1
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            position, quote = target["selector"]
            text = texts[target["state"]["cached"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
    assert len(identifiers) == sum(layers.values())
    assert layers["event"] == EVENTS
    assert layers["attribution"] == sum(len(record.attributions) for record in RECORDS)


def test_geojson_is_valid_and_puts_no_pin_into_the_middle_of_a_country() -> None:
    area = replace(RECORDS[0], places=tuple(replace(place, precision="country") for place in RECORDS[0].places))
    content, manifest = export("geojson", [area, *RECORDS[1:]])
    collection = geojson_pydantic.FeatureCollection.model_validate_json(content)
    assert len(collection.features) == EVENTS
    assert sum(manifest.left_out.values()) == CLAIMS - EVENTS
    assert manifest.left_out["figures"] == sum(len(record.figures) for record in RECORDS)
    first = json.loads(content)["features"][0]
    assert first["geometry"] is None
    assert first["properties"]["precision"] == "country"
    assert json.loads(content)["features"][-1]["geometry"]["coordinates"] == [RECORDS[-1].places[-1].lon, RECORDS[-1].places[-1].lat]


PLOVER = {
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "enddate": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "actor": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["code"]}},
        "recipient": {"type": "array", "items": {"type": "object", "required": ["code"]}},
        "event": {"type": "array", "items": {"pattern": "^[A-Z]+$"}},
        "mode": {"type": "array"},
        "context": {"type": "array"},
        "event_text": {"type": "array", "items": {"type": "string"}},
        "event_loc": {"type": "object", "properties": {"resolution": {"minimum": 1, "maximum": 5}}},
        "quad_code": {"minimum": 1, "maximum": 4},
        "size": {"type": "object", "additionalProperties": {"type": "integer"}},
        "text_info": {"type": "object", "required": ["start", "end"]},
        "cite_info": {"type": "object"},
        "comment": {"type": "string"},
    },
}


def test_plover_holds_what_happened_and_counts_the_rest() -> None:
    first = RECORDS[0]
    records = [
        *RECORDS,
        changed(first, factuality=Factuality.CT_MINUS),
        changed(first, modality=Modality.PLANNED),
        changed(first, time=None),
        changed(first, actors=()),
    ]
    content, manifest = export("plover", records)
    rows = [json.loads(line) for line in content.splitlines()]
    for row in rows:
        jsonschema.validate(row, PLOVER)
        assert row["actor"][0] == {"code": "NOR", "sector": "GOV", "entity_text": row["actor"][0]["entity_text"]}
    held = sum(len(row.get("size", {})) for row in rows)
    assert manifest.left_out == {
        "figures": sum(len(record.figures) for record in records) - held,
        "events denied, planned or left open": 2,
        "events without a coded actor": 1,
        "events without a date in the text": 1,
    }
    assert rows[0]["size"] == {"injured": int(first.figures[0].number or 0)}
    assert export("plover", list(make_records(1)))[1].left_out["events without a coded actor"] == 10


def test_plover_codes_nobody_by_a_sector_alone() -> None:
    first = RECORDS[0]
    police = replace(first, entities=tuple(replace(entity, code="COP", country=None) for entity in first.entities))
    content, manifest = export("plover", [police])
    assert content == b""
    assert manifest.left_out["events without a coded actor"] > 0


@pytest.mark.parametrize(("form", "width"), [("gdelt-events", 61), ("gdelt-mentions", 16)])
def test_gdelt_tables_have_their_columns_whatever_is_in_the_text(form: str, width: int) -> None:
    content, manifest = export(form, [naughty(RECORDS[0]), changed(RECORDS[1], time=None)])
    rows = [line.split("\t") for line in content.decode().removesuffix("\n").split("\n")]
    assert {len(row) for row in rows} == {width}
    assert len(rows) == manifest.written
    assert manifest.left_out == {"events without a date in the text": 1, "figures": sum(len(record.figures) for record in RECORDS[:2])}


def test_gdelt_events_and_mentions_tell_of_the_same_events() -> None:
    events = [line.split("\t") for line in export("gdelt-events", RECORDS)[0].decode().splitlines()]
    mentions = [line.split("\t") for line in export("gdelt-mentions", RECORDS)[0].decode().splitlines()]
    assert [row[0] for row in events] == [row[0] for row in mentions]
    assert len({row[0] for row in events}) == EVENTS
    text = RECORDS[0].article.text
    verbs = {text[int(row[9]) :].split(" ", 1)[0] for row in mentions[: len(RECORDS[0].events)]}
    assert verbs <= {"shelled", "met", "warned", "fined"}
    assert all(re.fullmatch(r"20\d{6}", row[1]) and row[28] in {"04", "13", "16", "19"} for row in events)


def test_followthemoney_takes_every_entity() -> None:
    content, manifest = export("followthemoney", [*RECORDS, naughty(RECORDS[0])])
    kinds: Counter[str] = Counter()
    for line in content.splitlines():
        data = json.loads(line)
        proxy = followthemoney.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        kinds[proxy.schema.name] += 1
        for name, values in data["properties"].items():
            kept = proxy.get(name)
            assert sorted(" ".join(value.split()) for value in kept) == sorted(" ".join(value.split()) for value in values), name
    assert kinds["Article"] == 4
    assert kinds["Event"] == EVENTS + len(RECORDS[0].events)
    assert kinds["Mention"] > 0
    assert manifest.left_out["figures"] > 0


TIMELINE = {
    "type": "object",
    "required": ["start_date", "text", "unique_id"],
    "properties": {
        "start_date": {"required": ["year"], "additionalProperties": {"type": "integer"}},
        "text": {"required": ["headline", "text"], "additionalProperties": {"type": "string", "pattern": r"^[^<>]*$"}},
    },
}


def test_timelinejs_slides_are_dated_and_hold_no_markup() -> None:
    dated = replace(RECORDS[1], times=tuple(replace(time, value="2031-05") for time in RECORDS[1].times))
    content, manifest = export("timelinejs", [naughty(RECORDS[0]), dated, changed(RECORDS[2], time=None)])
    slides = json.loads(content)["events"]
    for slide in slides:
        jsonschema.validate(slide, TIMELINE)
    assert slides[-15]["start_date"] == {"year": 2031, "month": 5}
    assert manifest.left_out["events without a date in the text"] == 1


def test_icalendar_is_read_back_with_its_days_and_words() -> None:
    months = replace(RECORDS[1], times=tuple(replace(time, value="2031-05") for time in RECORDS[1].times))
    content, manifest = export("icalendar", [RECORDS[0], months, naughty(RECORDS[2])])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    assert len(events) == manifest.written == len(RECORDS[0].events) + len(RECORDS[2].events)
    assert manifest.left_out["events dated only to a month or year"] == len(months.events)
    times = {time.id: time.value for time in RECORDS[0].times}
    first = RECORDS[0].events[0]
    assert events[0]["DTSTART"].dt.isoformat() == times[first.time or ""]
    assert RECORDS[0].article.text[slice(*first.trigger)] in str(events[0]["DESCRIPTION"])
    assert all(event.get("URL") is None for event in events[len(RECORDS[0].events) :]), "javascript: is no address"


@pytest.mark.parametrize("form", ["icalendar", "timelinejs"])
def test_what_only_may_be_or_is_denied_says_so_in_its_headline(form: str) -> None:
    planned, denied = (changed(RECORDS[0], modality=Modality.PLANNED), changed(RECORDS[1], factuality=Factuality.CT_MINUS))
    content = export(form, [planned, denied])[0].decode()
    assert content.count("(planned)") == content.count("(not so)") == 1
    assert "-> " in content.replace("&gt;", ">")


@pytest.mark.parametrize("form", FORMATS)
def test_naughty_strings_pass_through_every_format(form: str) -> None:
    strings = json.loads((Path(__file__).parents[1] / "abuse" / "naughty.json").read_text("utf-8"))["strings"]
    base = coded(make_record(1, sentences=3))
    for text in strings:
        name = text.encode("utf-8", "replace").decode() or "x"
        stated = Stated(value=name, read_from="given")
        record = replace(
            base,
            article=replace(base.article, title=stated, outlet=stated),
            entities=tuple(replace(entity, name=name) for entity in base.entities),
        )
        assert export(form, [record])[1].articles == 1
