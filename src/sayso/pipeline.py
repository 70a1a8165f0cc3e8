"""Wires the stages in order: batches, limits, diagnostics; contains no rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.dates import bad_day
from sayso.clean.page import clean_page, load_page_rules
from sayso.clean.plain import plain_article
from sayso.errors import Code, InputRefused
from sayso.extract.actors import find_mentions, given_mentions
from sayso.extract.attributions import find_attributions
from sayso.extract.events import find_event_frames
from sayso.extract.figures import find_figures
from sayso.extract.places import find_toponyms
from sayso.extract.quotes import find_quotations
from sayso.extract.times import find_times
from sayso.gazetteer import Candidate, Gazetteer, open_gazetteer
from sayso.ingest.encoding import holdable, holdable_value
from sayso.ingest.pages import read_bytes, read_pages
from sayso.model import Article, Commitment, Diagnostic, Record, Span
from sayso.resolve.calendar import resolve_times
from sayso.resolve.chains import link_parents
from sayso.resolve.commitment import judge_triggers
from sayso.resolve.entities import group_mentions
from sayso.resolve.events import resolve_events
from sayso.resolve.figures import hang_figures
from sayso.resolve.itinerary import find_stops
from sayso.resolve.layers import Layers
from sayso.resolve.places import resolve_places
from sayso.resolve.places_home import find_home
from sayso.resolve.positions import find_positions
from sayso.resolve.speakers import link_speakers
from sayso.settings import Settings
from sayso.tables.actors import ActorRules, load_actor_rules
from sayso.tables.cues import CueRules, load_cue_rules
from sayso.tables.figures import FigureRules, load_figure_rules
from sayso.tables.hedges import HedgeRules, load_hedge_rules
from sayso.tables.lexicon import EventRules, load_event_rules
from sayso.tables.places import PlaceRules, load_place_rules
from sayso.tables.stances import StanceRules, load_stance_rules
from sayso.tables.times import TimeRules, load_time_rules

if TYPE_CHECKING:
    from spacy.language import Language

type Source = str | bytes | Path
"""What can be read: a path, the bytes of a page, or its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to read: what it holds, what to call it in messages, and what the caller vouches for."""

    content: Source
    name: str = ""
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The tables of every layer and the gazetteer, loaded once and passed down."""

    times: TimeRules
    places: PlaceRules
    gazetteer: Gazetteer
    home: Candidate | None
    actors: ActorRules
    cues: CueRules
    figures: FigureRules
    events: EventRules
    hedges: HedgeRules
    stances: StanceRules


def load_rules(settings: Settings) -> Rules:
    """Every table and the gazetteer, validated. Raises SetupError where one is missing or damaged."""
    gazetteer = open_gazetteer(settings)
    return Rules(
        times=load_time_rules(),
        places=load_place_rules(),
        gazetteer=gazetteer,
        home=find_home(settings.outlet_home, gazetteer),
        actors=load_actor_rules(),
        cues=load_cue_rules(),
        figures=load_figure_rules(),
        events=load_event_rules(),
        hedges=load_hedge_rules(),
        stances=load_stance_rules(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a caller fixes for measuring: exactly these mentions are grouped, each of these triggers is judged."""

    mentions: tuple[Span, ...] | None = None
    triggers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article ready to be parsed, with what was noticed on the way to it."""

    article: Article
    diagnostics: tuple[Diagnostic, ...] = ()
    given: Given = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A record, and the commitments of the triggers that the caller gave, in their order."""

    record: Record
    given: Given = Given()
    judged: tuple[Commitment, ...] = ()


class Reader:
    """Reads articles into records; holds the language model and the tables, so make one and keep it.

    ``settings`` are the limits and choices; ``nlp`` a loaded spaCy pipeline to use instead of the one they name. Loading takes
    seconds, reading an article some tens of milliseconds.
    """

    def __init__(self, settings: Settings | None = None, nlp: "Language | None" = None) -> None:
        self.settings = settings or Settings()
        self._annotator = Annotator(self.settings, nlp)
        self._rules = load_rules(self.settings)

    @property
    def people_units(self) -> frozenset[str]:
        """The units whose figures count people."""
        return self._rules.figures.people_units

    def read(self, source: Source, *, published: str | None = None, url: str | None = None) -> Record:
        """The record of one page: ``source`` is a Path, the page's bytes, or its text.

        ``published`` (ISO date) wins over any date on the page. Raises InputRefused where no record can be made.
        """
        return next(self.records([open_page(source, self.settings, published=published, url=url)]))

    def stream(self, pages: Iterable[Page | Source | InputRefused]) -> Iterator[Record | InputRefused]:
        """A record or the reason of a refusal for each page (of JSONL for each line), in order; one bad page never stops the run.

        A refusal among ``pages`` is passed on in its place.
        """
        outcomes = (outcome for page in pages for outcome in self._opened(page))
        for group in batched(outcomes, self.settings.batch_articles):
            records = self.records(item for item in group if isinstance(item, Cleaned))
            for item in group:
                yield next(records) if isinstance(item, Cleaned) else item

    def records(self, cleaned: Iterable[Cleaned]) -> Iterator[Record]:
        """A record for each article, in order, parsed in batches."""
        return (reading.record for reading in self.readings(cleaned))

    def readings(self, cleaned: Iterable[Cleaned]) -> Iterator[Reading]:
        """The same, with what the caller gave for measuring."""
        waiting: list[Cleaned] = []

        def articles() -> Iterator[Article]:
            for item in cleaned:
                waiting.append(item)
                yield item.article

        for parsed in self._annotator.annotate(articles()):
            item = waiting.pop(0)
            yield reading_or_bare_record(replace(parsed, diagnostics=item.diagnostics + parsed.diagnostics), self._rules, item.given)

    def _opened(self, page: Page | Source | InputRefused) -> Iterator[Cleaned | InputRefused]:
        if isinstance(page, InputRefused):
            return iter((page,))
        return open_pages(page if isinstance(page, Page) else Page(content=page), self.settings)


def read(source: Source, *, published: str | None = None, url: str | None = None) -> Record:
    """The record of one page; for more than one make a `Reader`, which loads the language model once."""
    return Reader().read(source, published=published, url=url)


def open_page(source: Source, settings: Settings, *, published: str | None = None, url: str | None = None) -> Cleaned:
    """Ingest and clean one page (of JSONL documents the first). Raises InputRefused where no article can be made of it."""
    first = next(open_pages(Page(content=source, published=published, url=url), settings))
    if isinstance(first, InputRefused):
        raise first
    return first


def open_pages(page: Page, settings: Settings) -> Iterator[Cleaned | InputRefused]:
    """Ingest and clean what is in one input: a dump or an HTML page makes one article, JSONL documents one a line.

    What the caller vouches for wins over what a page or a line says of itself.
    """
    name = page.name or (str(page.content) if isinstance(page.content, Path) else "")
    published, url = holdable_value(page.published), holdable_value(page.url)
    try:
        content = read_bytes(page.content, settings) if isinstance(page.content, Path) else page.content
    except OSError as error:
        yield InputRefused(Code.NOT_FOUND, error.strerror or "cannot be read", where=name, remedy="check the name")
        return
    except InputRefused as refusal:
        yield refusal
        return
    for raw in read_pages(content, settings, name=name):
        if isinstance(raw, InputRefused):
            yield raw
        else:
            article, notes = clean_page(replace(raw, published=published or raw.published, url=url or raw.url), load_page_rules())
            yield Cleaned(article=article, diagnostics=notes)


def open_text(text: str, *, published: str | None = None, url: str | None = None, given: Given | None = None) -> Cleaned:
    """Take running text as story as it is; characters that no text can hold are replaced, one for one."""
    text, replaced = holdable(text)
    article = plain_article(text, published=holdable_value(published), url=holdable_value(url))
    return Cleaned(article=article, diagnostics=replaced + bad_day(published), given=given or Given())


def make_record(parsed: ParsedArticle, rules: Rules) -> Record:
    """Run every layer over one parsed article."""
    return make_reading(parsed, rules, Given()).record


def reading_or_bare_record(parsed: ParsedArticle, rules: Rules, given: Given) -> Reading:
    """The reading of one article; where a layer fails on it, a record without layers that says so, and the batch goes on.

    A failure is a fault of sayso. Tests must never see one: they look for ``S-FAULT``.
    """
    try:
        return make_reading(parsed, rules, given)
    except Exception as fault:  # noqa: BLE001  # the border of one article: a thousand others of the same batch are sound
        message = f"sayso failed on this article ({type(fault).__name__}: {fault}); please report it with the text"
        notes = (*parsed.diagnostics, Diagnostic(code=Code.FAULT, message=message))
        bare = Record(article=parsed.article, diagnostics=notes)
        return Reading(record=bare, given=given, judged=tuple(Commitment() for _ in given.triggers))


def make_reading(parsed: ParsedArticle, rules: Rules, given: Given) -> Reading:
    """Run every layer over one parsed article, and judge what the caller gave."""
    layers, notes = _read_layers(parsed, rules, given)
    frames = find_event_frames(parsed, layers.quotations, layers.attributions, rules.events)
    commitments = judge_triggers([frame.trigger for frame in frames], parsed, layers.attributions, rules.hedges)
    events, figures, added = resolve_events(frames, commitments, layers, parsed, rules.events)
    layers = replace(layers, figures=figures, mentions=layers.mentions + added)
    record = Record(
        article=parsed.article,
        entities=layers.entities,
        mentions=layers.mentions,
        places=layers.places,
        times=layers.times,
        quotations=layers.quotations,
        attributions=layers.attributions,
        figures=layers.figures,
        events=events,
        positions=find_positions(events, layers, parsed, rules.stances),
        stops=find_stops(layers, parsed, rules.stances, rules.hedges),
        diagnostics=parsed.diagnostics + notes,
    )
    return Reading(record=record, given=given, judged=judge_triggers(given.triggers, parsed, layers.attributions, rules.hedges))


def _read_layers(parsed: ParsedArticle, rules: Rules, given: Given) -> tuple[Layers, tuple[Diagnostic, ...]]:
    """Everything that is read before events."""
    times = resolve_times(find_times(parsed, rules.times), parsed, rules.times)
    places = resolve_places(find_toponyms(parsed, rules.gazetteer, rules.places), parsed, rules.places, rules.home)
    quotations, notes = find_quotations(parsed)
    attributions = link_parents(find_attributions(parsed, quotations, rules.cues), parsed)
    if given.mentions is None:
        found = find_mentions(parsed, places, times, rules.actors)
    else:
        found = given_mentions(parsed, given.mentions, rules.actors)
    mentions, entities = group_mentions(found, parsed, places, attributions, rules.actors)
    attributions = link_speakers(attributions, mentions, entities, parsed)
    figures = hang_figures(find_figures(parsed, times, rules.figures), attributions, places, times, parsed=parsed, rules=rules.figures)
    layers = Layers(
        mentions=mentions,
        entities=entities,
        places=places,
        times=times,
        quotations=quotations,
        attributions=attributions,
        figures=figures,
    )
    return layers, notes
