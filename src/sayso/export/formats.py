"""The formats that `sayso export` writes, by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sayso.export.followthemoney import write_followthemoney
from sayso.export.gdelt import write_gdelt_events, write_gdelt_mentions
from sayso.export.geojson import write_geojson
from sayso.export.icalendar import write_icalendar
from sayso.export.json_record import encode_records
from sayso.export.manifest import Inputs, Manifest, Tally
from sayso.export.parquet import write_parquet
from sayso.export.plover import write_plover
from sayso.export.table_csv import write_csv
from sayso.export.timelinejs import write_timelinejs
from sayso.export.web_annotation import write_web_annotations
from sayso.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name on the command line, what it is for, how it is written."""

    name: str
    about: str
    write: Callable[[Iterable[Record], BinaryIO], Tally]


def _write_jsonl(records: Iterable[Record], sink: BinaryIO) -> Tally:
    tally = Tally()
    for line in encode_records(records):
        sink.write(line)
        tally.written += 1
    return tally


FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(name="jsonl", about="whole records, one a line; nothing is lost", write=_write_jsonl),
        Format(name="csv", about="claims as a table, safe to open in a spreadsheet", write=write_csv),
        Format(name="parquet", about="claims as a typed table", write=write_parquet),
        Format(name="web-annotation", about="W3C Web Annotations, one a line", write=write_web_annotations),
        Format(name="geojson", about="events on a map", write=write_geojson),
        Format(name="plover", about="PLOVER events, one a line", write=write_plover),
        Format(name="gdelt-events", about="GDELT 2.0 events", write=write_gdelt_events),
        Format(name="gdelt-mentions", about="GDELT 2.0 mentions of the same events", write=write_gdelt_mentions),
        Format(name="followthemoney", about="FollowTheMoney entities, one a line", write=write_followthemoney),
        Format(name="timelinejs", about="a TimelineJS 3 timeline", write=write_timelinejs),
        Format(name="icalendar", about="events with a day as a calendar", write=write_icalendar),
    )
}


def export_records(records: Iterable[Record], chosen: Format, sink: BinaryIO, *, version: str, rules: str, date: str | None) -> Manifest:
    """Write the records in one format; the manifest says how to cite them and what the format could not hold."""
    inputs = Inputs()
    tally = chosen.write(inputs.seen(records), sink)
    return Manifest(
        format=chosen.name,
        version=version,
        rules=rules,
        articles=inputs.articles,
        inputs=inputs.digest,
        date=date,
        written=tally.written,
        left_out={reason: number for reason, number in sorted(tally.left_out.items()) if number},
    )
