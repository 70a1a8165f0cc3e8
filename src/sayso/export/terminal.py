"""A record for a person at a terminal: plain text in sections, wrapped to the width of the console."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from sayso.across.days import days_of
from sayso.export.wording import NOBODY, certainty, chain_of, plain_line
from sayso.model import Attribution, Event, Figure, Modality, Position, Record, Spans, Stop

OUTLET = "the outlet"
_LONGEST = 220
_HANGING = 4
_DEEPEST = 8
"""Deeper layers are printed at the indent of this one: a broken parse nests by the hundred."""


def print_record(record: Record, console: Console) -> None:
    """Print who said what, what happened, the figures, the positions, the itinerary and what went wrong.

    Everything from the article goes in as text, never as markup.
    """
    view = RecordView(record)
    console.print(_header(record))
    for heading, lines in (
        ("Who said what", view.attributions()),
        ("What happened", view.events()),
        ("Figures", view.figures()),
        ("Who wants what", view.positions()),
        ("Who went where", view.stops()),
        ("Problems found", view.problems()),
    ):
        shown = list(lines)
        if not shown:
            continue
        console.print(Text(f"\n{heading}", style="bold"))
        for depth, line in shown:
            _print_indented(line, 2 + 2 * min(depth, _DEEPEST), console)
    console.print()


def _print_indented(line: Text, indent: int, console: Console) -> None:
    """Print a line wrapped to the console, the parts after the first hanging behind it, without blanks at their ends."""
    for number, part in enumerate(line.wrap(console, max(console.width - indent - _HANGING, 20))):
        part.rstrip()
        part.pad_left(indent + (_HANGING if number else 0))
        console.print(part, soft_wrap=True)


def _header(record: Record) -> Text:
    article = record.article
    title = article.title.value if article.title else "(no title found)"
    facts = [
        article.outlet.value if article.outlet else "outlet unknown",
        article.published.value if article.published else "date unknown",
        article.language or "language unknown",
    ]
    return Text.assemble((plain_line(title), "bold"), "\n", (" | ".join(map(plain_line, facts)), "dim"))


class RecordView:
    """The lines of a record's sections, each with its depth."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._text = record.article.text
        self._entities = {entity.id: entity for entity in record.entities}
        self._mentions = {mention.id: mention for mention in record.mentions}
        self._places = {place.id: place for place in record.places}
        self._times = {time.id: time for time in record.times}

    def attributions(self) -> Iterator[tuple[int, Text]]:
        """Each attribution under its parent, in text order."""
        children: dict[str | None, list[Attribution]] = {}
        known = {attribution.id for attribution in self._record.attributions}
        for attribution in self._record.attributions:
            parent = attribution.parent if attribution.parent in known else None
            children.setdefault(parent, []).append(attribution)
        yield from self._below(None, children, 0)

    def _below(self, parent: str | None, children: dict[str | None, list[Attribution]], depth: int) -> Iterator[tuple[int, Text]]:
        for attribution in children.pop(parent, ()):
            yield depth, self._attribution(attribution)
            yield from self._below(attribution.id, children, depth + 1)

    def _attribution(self, attribution: Attribution) -> Text:
        source = Text.assemble((self.source(attribution), "cyan"), (f" ({attribution.status})", "dim"))
        cue = Text(self._words(attribution.cue), style="italic")
        parts = (cue, source) if _opens_with_cue(attribution) else (source, cue)
        said = Text(" ").join(part for part in parts if part)
        return Text.assemble(said, ": ", _short(self._words(attribution.content)))

    def events(self) -> Iterator[tuple[int, Text]]:
        """Each event with its participants, place and time, factuality and chain; what tells of it again stands under it."""
        again: dict[str, list[Event]] = {}
        for event in self._record.events:
            if event.same_as is not None:
                again.setdefault(event.same_as, []).append(event)
        for event in self._record.events:
            if event.same_as is None:
                yield from self._told(event, 0)
                for other in again.get(event.id, ()):
                    yield from self._told(other, 1)

    def _told(self, event: Event, depth: int) -> Iterator[tuple[int, Text]]:
        yield depth, self._event(event)
        if event.also:
            words = dict.fromkeys(plain_line(span.slice(self._text)) for span in event.also)
            yield depth + 1, Text("also: " + ", ".join(words), style="dim")

    def _event(self, event: Event) -> Text:
        line = Text("again: " if event.same_as else "", style="dim")
        line.append(event.type + (f"/{event.mode}" if event.mode else ""), style="magenta")
        line.append(f" {plain_line(event.text)}: ")
        actors, targets = self._who(event.actors), self._who(event.targets)
        line.append(actors or "?", style="cyan")
        if targets:
            line.append(" -> ")
            line.append(targets, style="cyan")
        where = self._places[event.place].text if event.place in self._places else None
        when = self._times[event.time] if event.time in self._times else None
        if where:
            line.append(f", in {plain_line(where)}")
        if when:
            line.append(f", {plain_line(when.text)}" + (f" [{when.value}]" if days_of(when.value) else ""))
        how = certainty(event.factuality, event.modality)
        if how:
            line.append(f" ({how})", style="yellow")
        line.append(f" - {self.chain(event.attribution)}", style="dim")
        return line

    def figures(self) -> Iterator[tuple[int, Text]]:
        """Each figure with its unit, of whom and on whose word."""
        for figure in self._record.figures:
            yield 0, self._figure(figure)

    def _figure(self, figure: Figure) -> Text:
        line = Text(plain_line(figure.text), style="green")
        if figure.counted:
            line.append(f" {plain_line(figure.counted.slice(self._text))}", style="default")
        if figure.unit:
            line.append(f" ({figure.unit})", style="dim")
        line.append(f" - {self.chain(figure.attribution)}", style="dim")
        return line

    def positions(self) -> Iterator[tuple[int, Text]]:
        """Each position: holder, attitude, issue."""
        for position in self._record.positions:
            yield 0, self._position(position)

    def _position(self, position: Position) -> Text:
        line = Text(self._named(position.mention) or plain_line(position.holder.slice(self._text)), style="cyan")
        line.append(f" {position.attitude}: ", style="magenta")
        line.append(_short(position.issue.slice(self._text)), style="default")
        if position.condition:
            line.append(f" (condition: {_short(position.condition.slice(self._text))})", style="default")
        return line

    def stops(self) -> Iterator[tuple[int, Text]]:
        """Each leg of an itinerary, traveller by traveller."""
        for stop in self._record.stops:
            yield 0, self._stop(stop)

    def _stop(self, stop: Stop) -> Text:
        traveller = self._entities.get(stop.traveller)
        line = Text(traveller.name if traveller else "?", style="cyan")
        line.append(f" {stop.order}. ", style="dim")
        line.append(plain_line(self._places[stop.place].text) if stop.place in self._places else "?", style="default")
        if stop.time in self._times:
            time = self._times[stop.time]
            line.append(f", {time.value or plain_line(time.text)}", style="default")
        if stop.met:
            line.append(f", met {self._who(stop.met)}", style="default")
        if stop.modality is not Modality.ASSERTED:
            line.append(f" ({stop.modality})", style="yellow")
        return line

    def problems(self) -> Iterator[tuple[int, Text]]:
        """Each diagnostic."""
        for diagnostic in self._record.diagnostics:
            yield 0, Text(f"{diagnostic.message} [{diagnostic.code}]", style="yellow")

    def source(self, attribution: Attribution) -> str:
        """The speaker's name, or the source's own words, or that nobody is named."""
        entity = self._entities.get(attribution.speaker) if attribution.speaker else None
        return plain_line(entity.name if entity else self._words(attribution.source) or NOBODY)

    def chain(self, attribution_id: str | None) -> str:
        """The chain from the outlet inwards."""
        sources = [self.source(attribution) for attribution in self._record.chain(attribution_id)]
        return " > ".join([OUTLET, chain_of(sources)] if sources else [OUTLET])

    def _who(self, mention_ids: Iterable[str]) -> str:
        return ", ".join(name for name in map(self._named, mention_ids) if name)

    def _named(self, mention_id: str | None) -> str | None:
        mention = self._mentions.get(mention_id) if mention_id else None
        if mention is None:
            return None
        entity = self._entities.get(mention.entity) if mention.entity else None
        return plain_line(entity.name if entity else mention.text)

    def _words(self, spans: Spans) -> str:
        return plain_line(" ... ".join(span.slice(self._text) for span in spans))


def _opens_with_cue(attribution: Attribution) -> bool:
    """Whether the cue stands right before its source and both before the content: "according to the ministry, ..."."""
    cue, source, content = attribution.cue, attribution.source, attribution.content
    return bool(cue and source and content) and cue[-1].end + 1 == source[0].start and source[-1].end <= content[0].start


def _short(text: str) -> str:
    text = plain_line(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3].rsplit(" ", 1)[0] + " ..."
