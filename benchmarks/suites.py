"""The development sets: how each is put to `sayso annotate`, which scorer reads the answer, which figures matter, the bars."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.fit_clean import held_out_stories
from benchmarks.incidents import annotated_types, incidents
from benchmarks.origins import answer_clusters
from benchmarks.shared_events import answer_documents
from sayso.pipeline import Reader

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure of a scorer's JSON report: where it stands, and the bar in percent that an issue sets for it."""

    name: str
    path: str
    bar: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One set and its scorer.

    ``ask`` turns a gold row into an input row of `sayso annotate`, ``adapt`` a flat line into what the scorer reads; ``arguments`` go to the
    scorer; ``percent`` says that the scorer already reports percents. ``quick`` suites run in CI. ``together`` answers all rows of
    a set whose documents are compared with each other. ``held_out`` is for a set that weights were fitted on: it gets the shared folder and
    gives the answers of weights that never saw the page.
    """

    name: str
    data: str
    scorer: str
    measures: tuple[Measure, ...]
    ask: Callable[[Row], Row]
    adapt: Callable[[Row, Row], Row] = lambda line, _: line
    arguments: tuple[str, ...] = ()
    pages: bool = False
    percent: bool = False
    quick: bool = True
    held_out: Callable[[Path], Iterator[Row]] | None = None
    together: Callable[[Iterable[Row], Reader], Iterator[Row]] | None = None


def dated(row: Row) -> Row:
    """The text with its date, under whichever name the set keeps it."""
    published = row.get("published") or row.get("dct") or row.get("date")
    return {"id": row["id"], "text": row["text"], "published": published, "url": row.get("url")}


def with_mentions(row: Row) -> Row:
    """The text with the gold's mention spans, to be grouped."""
    return dated(row) | {"mentions": [[m["start"], m["end"]] for m in row["mentions"]]}


def with_triggers(row: Row) -> Row:
    """The text with the gold's triggers, to be judged."""
    return dated(row) | {"triggers": [[e["start"], e["end"]] for e in row["events"]]}


def undated(row: Row) -> Row:
    """The text alone: sets of single sentences, whose dates are those of a collection."""
    return {"id": row["id"], "text": row["text"]}


def raw_page(row: Row) -> Row:
    """The raw page, to be cleaned first."""
    return {"id": row["id"], "text": row["raw"], "url": row.get("url")}


def outermost(line: Row, _: Row) -> Row:
    """The attributions without a parent: PolNeAR is flat, one attribution a token."""
    return {"id": line["id"], "attributions": [a for a in line["attributions"] if a["parent"] is None]}


def leading_event(line: Row, _: Row) -> Row:
    """The event that leads: sets of single sentences have one gold event each, and name no other."""
    return {"id": line["id"], "events": line["events"][:1]}


def story_words(line: Row, asked: Row) -> Row:
    """The words kept as story; of HTML the line itself gives the visible text."""
    text = line["text"] if "text" in line else asked["text"]
    return {"id": line["id"], "text": "\n".join(text[start:end] for start, end in line["story"])}


SUITES = (
    Suite(
        name="page-dumps (5-fold)",
        data="page-dumps/dev.jsonl",
        scorer="clean.py",
        ask=raw_page,
        adapt=story_words,
        pages=True,
        quick=False,
        held_out=held_out_stories,
        measures=(Measure(name="story F1", path="f1", bar=91),),
    ),
    Suite(
        name="article-extraction",
        data="article-extraction/dev.jsonl",
        scorer="clean.py",
        ask=raw_page,
        adapt=story_words,
        pages=True,
        measures=(Measure(name="story F1", path="f1", bar=96),),
    ),
    Suite(
        name="polnear",
        data="polnear/dev.jsonl",
        scorer="attribution.py",
        ask=dated,
        adapt=outermost,
        measures=(
            Measure(name="detection F1", path="detection.F1", bar=76),
            Measure(name="exact F1", path="exact.F1", bar=63),
            Measure(name="source F1", path="source.F1", bar=72),
            Measure(name="recall, direct", path="by_kind.direct.R", bar=96),
            Measure(name="recall, mixed", path="by_kind.mixed.R", bar=83),
            Measure(name="recall, indirect", path="by_kind.indirect.R", bar=65),
        ),
    ),
    Suite(
        name="sayso-gold",
        data="sayso-gold/dev.jsonl",
        scorer="chains.py",
        ask=dated,
        percent=True,
        measures=(
            Measure(name="attributions F1", path="attributions.F1", bar=68),
            Measure(name="status", path="status.accuracy", bar=85),
            Measure(name="speaker, named", path="speaker.named.accuracy", bar=85),
            Measure(name="chain of those found", path="chain.matched.accuracy", bar=80),
            Measure(name="parent links F1", path="parent.links.F1", bar=50),
            Measure(name="typed event F1", path="events_typed.F1", bar=58),
            Measure(name="event on the right word", path="event_attribution.accuracy", bar=82),
            Measure(name="factuality", path="factuality.accuracy", bar=90),
            Measure(name="positions F1", path="positions.F1", bar=40),
        ),
    ),
    *(
        Suite(
            name=name,
            data=f"{name}/dev.jsonl",
            scorer="times.py",
            ask=dated,
            measures=(
                Measure(name="value F1", path="value.f1", bar=value),
                Measure(name="calendar", path="calendar.accuracy", bar=calendar),
            ),
        )
        for name, value, calendar in (("tempeval3-aquaint", 78, 92), ("meantime", 83, 95), ("wikiwars", 86, 95))
    ),
    *(
        Suite(
            name=name,
            data=f"{name}/dev.jsonl",
            scorer="places.py",
            ask=dated,
            measures=(Measure(name="end-to-end F1", path="end_to_end.f1", bar=bar),),
            quick=name != "lgl",
        )
        for name, bar in (("lgl", 77), ("tr-news", 83), ("geowebnews", 83))
    ),
    *(
        Suite(
            name=f"{name}, {what}",
            data=f"{name}/dev.jsonl",
            scorer="coref.py",
            ask=with_mentions if given else dated,
            arguments=arguments,
            measures=measures,
        )
        for name, named, every, own in (("meantime", 90, 84, 58), ("gum-wikinews", 92, 77, 50))
        for what, given, arguments, measures in (
            (
                "named",
                True,
                ("--named",),
                (Measure(name="B3 F1", path="b3.f1", bar=named), Measure(name="B3 precision", path="b3.p", bar=92)),
            ),
            ("all", True, (), (Measure(name="B3 F1", path="b3.f1", bar=every),)),
            ("own spans", False, (), (Measure(name="B3 F1", path="b3.f1", bar=own),)),
        )
    ),
    Suite(
        name="counts-wikinews",
        data="counts-wikinews/dev.jsonl",
        scorer="counts.py",
        ask=dated,
        measures=(Measure(name="found F1", path="found.f1", bar=88), Measure(name="all right F1", path="all.f1", bar=70)),
    ),
    Suite(
        name="plover-gsr",
        data="plover-gsr/dev.jsonl",
        scorer="events.py",
        ask=undated,
        adapt=leading_event,
        percent=True,
        measures=(
            Measure(name="type F1", path="type.f1", bar=86),
            Measure(name="actor F1", path="actor.f1", bar=92),
            Measure(name="target F1", path="target.f1", bar=82),
            Measure(name="triple F1", path="triple.f1", bar=68),
        ),
    ),
    Suite(
        name="petrarch2-unit",
        data="petrarch2-unit/dev.jsonl",
        scorer="events.py",
        ask=undated,
        adapt=leading_event,
        percent=True,
        measures=(Measure(name="type F1", path="type.f1", bar=68),),
    ),
    Suite(
        name="wikievents",
        data="wikievents/dev.jsonl",
        scorer="events.py",
        ask=undated,
        adapt=annotated_types,
        percent=True,
        measures=(
            Measure(name="typed trigger F1", path="typed.f1", bar=62),
            Measure(name="arguments F1", path="args.f1", bar=33),
        ),
    ),
    Suite(
        name="wikievents, as it is",
        data="wikievents/dev.jsonl",
        scorer="events.py",
        ask=undated,
        percent=True,
        measures=(
            Measure(name="typed trigger F1", path="typed.f1"),
            Measure(name="arguments F1", path="args.f1"),
        ),
    ),
    Suite(
        name="muc4",
        data="muc4/dev.jsonl",
        scorer="events.py",
        ask=undated,
        adapt=incidents,
        percent=True,
        quick=False,
        measures=(
            Measure(name="presence F1", path="presence.f1", bar=82),
            Measure(name="perpetrator F1", path="perp.f1", bar=38),
            Measure(name="victim F1", path="victim.f1", bar=40),
        ),
    ),
    Suite(
        name="muc4, as it is",
        data="muc4/dev.jsonl",
        scorer="events.py",
        ask=undated,
        percent=True,
        quick=False,
        measures=(
            Measure(name="presence F1", path="presence.f1"),
            Measure(name="perpetrator F1", path="perp.f1"),
            Measure(name="victim F1", path="victim.f1"),
        ),
    ),
    Suite(
        name="meantime-events",
        data="meantime-events/dev.jsonl",
        scorer="factuality.py",
        ask=with_triggers,
        measures=(
            Measure(name="polarity, marked F1", path="polarity.marked.f1", bar=70),
            Measure(name="certainty, marked F1", path="certainty.marked.f1", bar=50),
            Measure(name="time, marked F1", path="time.marked.f1", bar=70),
        ),
    ),
    Suite(
        name="meantime-events, shared",
        data="meantime-events/dev.jsonl",
        scorer="factuality.py",
        ask=undated,
        together=lambda rows, _: answer_documents(rows),
        measures=(Measure(name="shared events B3 F1", path="shared.f1", bar=60),),
    ),
    Suite(
        name="origins",
        data="origins/dev.jsonl",
        scorer="origins.py",
        ask=lambda row: row,
        together=answer_clusters,
        percent=True,
        measures=(
            Measure(name="count exact", path="count.accuracy", bar=62),
            Measure(name="count macro", path="count.macro", bar=45),
            Measure(name="count end to end, macro", path="count_end.macro", bar=38),
            Measure(name="claims R", path="claims.R", bar=60),
            Measure(name="incidents B3 F1", path="incidents.F1", bar=50),
            Measure(name="denials", path="denials.accuracy", bar=65),
            Measure(name="copies F1", path="copies.F1", bar=85),
        ),
    ),
)
