"""A raw page to an article: which of its lines are story, what the others are, what the page says about itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sayso.clean.about import PublishedDay, find_outlet, find_published
from sayso.clean.byline import find_byline
from sayso.clean.dates import bad_day, given_day, iso_day, number_order
from sayso.clean.features import feature_names, unit_features
from sayso.clean.headline import find_title
from sayso.clean.kept import find_kept
from sayso.clean.labelled import Labelled
from sayso.clean.labels import label_units, marked_kinds, without_marked
from sayso.clean.language import READ, is_other_language, is_other_script, language_of
from sayso.clean.markup import marked_author, marked_day, marked_headlines, marked_outlet, marked_title, marked_url
from sayso.clean.plain import article_id, plain_article, story_blocks
from sayso.clean.trees import Forest, load_trees, planted, smooth, story_odds
from sayso.clean.units import Unit, find_units
from sayso.errors import Code
from sayso.model import STORY_KINDS, Article, BlockKind, Diagnostic, Span, Stated
from sayso.model.page import PageForm, Piece, RawPage, Region
from sayso.tables.page_dates import DateForms, load_date_forms
from sayso.tables.page_lines import LineRule, load_line_rules
from sayso.tables.page_marks import PageMarks, load_page_marks

_KEPT_SHARE = 0.5
_MOST_UNITS = 20_000
_FEW_WORDS = 60
_MANY_TIMES = 4
_LINK_SHARE = 0.8
_SURE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """The tables and weights of cleaning, loaded once and passed down."""

    marks: PageMarks
    lines: tuple[LineRule, ...]
    dates: DateForms
    trees: Forest


@cache
def load_page_rules() -> PageRules:
    """Every table of cleaning. Raises SetupError where one is missing or damaged."""
    marks = load_page_marks()
    return PageRules(marks=marks, lines=load_line_rules(), dates=load_date_forms(), trees=planted(load_trees(feature_names(marks))))


def clean_page(page: RawPage, rules: PageRules) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article on ``page`` with its blocks and its own data, and what is to be said about them.

    Offsets are those of ``page.text``, and nothing of it is left out: labels decide what is story.
    """
    units = _units(page)
    if page.form is PageForm.DOCUMENT or (page.form is PageForm.DUMP and is_running_text(units)):
        article = plain_article(page.text, published=page.published, url=page.url)
        return article, page.diagnostics + bad_day(page.published) + _notes(article, None)
    kinds = _kinds(page, units, rules)
    labelled = Labelled(text=page.text, units=units, kinds=kinds, lead=_first(kinds))
    outlet = marked_outlet(page) or find_outlet(labelled)
    labelled = _with_title(labelled, page, outlet)
    order = number_order(page.text, rules.dates)
    printed = find_published(labelled, rules.dates, order)
    language = language_of("\n".join(unit.text for unit, kind in zip(units, labelled.kinds, strict=True) if kind in STORY_KINDS)[:4000])
    kinds = _with_foreign(labelled, language)
    blocks = story_blocks(page.text, zip((unit.span for unit in units), kinds, strict=True))
    article = Article(
        id=article_id(page.text),
        text=page.text,
        blocks=blocks,
        url=page.url or marked_url(page),
        title=_title(labelled, page),
        outlet=outlet,
        byline=marked_author(page) or find_byline(labelled, rules.marks),
        published=_published(page, printed, rules),
        language=language,
    )
    notes = page.diagnostics + bad_day(page.published) + _notes(article, printed) + _conflict(page, printed, rules)
    return article, notes + _cut_note(units)


def is_running_text(units: Sequence[Unit]) -> bool:
    """Whether a dump is no page at all but an article somebody cut out, or a sentence: nearly all its words close like sentences."""
    words = [(len(unit.text.split()), unit.text.rstrip("\"'”’»)")[-1:] in ".!?…:") for unit in units]
    total = sum(count for count, _ in words)
    return len(units) <= 2 or sum(count for count, closes in words if closes) >= 0.93 * total


def story_units(units: tuple[Unit, ...], marked: Sequence[BlockKind | None], rules: PageRules) -> list[bool]:
    """Which units of a dump read like story, by the boosted trees; units that are marked do not, and are not looked at."""
    rest = without_marked(units, marked)
    if not rest:
        return [False] * len(units)
    answers = iter(smooth(story_odds(unit_features(rest, rules.marks), rules.trees), rules.trees.switch))
    return [kind is None and next(answers) for kind in marked]


def _units(page: RawPage) -> tuple[Unit, ...]:
    """The units of text without markup, or the pieces of markup as units."""
    if page.form is PageForm.HTML:
        texts = ((piece.span, piece.span.slice(page.text)) for piece in page.pieces)
        return tuple(Unit(span=span, text=" ".join(text.split()), indent=0, gap=0, lines=text.count("\n") + 1) for span, text in texts)
    return find_units(page.text)


def _kinds(page: RawPage, units: tuple[Unit, ...], rules: PageRules) -> list[BlockKind]:
    """A kind for each unit; what follows the first `_MOST_UNITS` is boilerplate, as no page of news is so long."""
    head, pieces = units[:_MOST_UNITS], page.pieces[:_MOST_UNITS]
    story = [share >= _KEPT_SHARE for share in find_kept(page.text, pieces, page.kept)] if page.kept else []
    marked = marked_kinds(head, rules.lines)
    if _words(head, story) < _FEW_WORDS:  # now and then the extractor keeps a notice of rights and drops the story
        own = story_units(head, marked, rules)
        story = own if _words(head, own) >= _MANY_TIMES * _words(head, story) else story
    kinds = label_units(head, marked, story, rules.lines)
    if pieces:
        kinds = [_by_markup(piece, kind) for piece, kind in zip(pieces, kinds, strict=True)]
    return kinds + [BlockKind.BOILERPLATE] * (len(units) - len(head))


def _words(units: Sequence[Unit], story: Sequence[bool]) -> int:
    return sum(len(unit.text.split()) for unit, is_story in zip(units, story, strict=False) if is_story)


def _by_markup(piece: Piece, kind: BlockKind) -> BlockKind:
    """What the markup knows better than the words."""
    if piece.region is Region.CAPTION:
        return kind if kind is BlockKind.CREDIT else BlockKind.CAPTION
    if piece.region is Region.NAVIGATION and kind is not BlockKind.PARAGRAPH:
        return BlockKind.BOILERPLATE
    if kind in STORY_KINDS:
        if piece.tag == "h1":
            return BlockKind.BOILERPLATE
        if piece.link_share >= _LINK_SHARE:
            return BlockKind.TEASER
        return BlockKind.HEADING if piece.tag in {"h2", "h3", "h4", "h5", "h6"} else kind
    return kind


def _first(kinds: Sequence[BlockKind]) -> int | None:
    return next((index for index, kind in enumerate(kinds) if kind is BlockKind.PARAGRAPH), None)


def _with_title(page: Labelled, raw: RawPage, outlet: Stated | None) -> Labelled:
    """The headline labelled as the title; what stood before it was not the story."""
    title = find_title(page, marked_headlines(raw), outlet.value if outlet else None)
    if title is None:
        return page
    kinds = list(page.kinds)
    kinds[title] = BlockKind.TITLE
    for index in range(title):
        if kinds[index] in STORY_KINDS:
            kinds[index] = BlockKind.BOILERPLATE
    return replace(page, kinds=kinds, title=title, lead=_first(kinds))


def _with_foreign(page: Labelled, language: str | None) -> list[BlockKind]:
    """The kinds with lines in another language than the story's labelled as foreign; furniture only where the script shows it."""
    if language != READ:
        return list(page.kinds)
    kinds = []
    for unit, kind in zip(page.units, page.kinds, strict=True):
        is_foreign = is_other_language(unit.text) if kind is BlockKind.PARAGRAPH else is_other_script(unit.text)
        kinds.append(BlockKind.FOREIGN if is_foreign and kind is not BlockKind.TITLE else kind)
    return kinds


def _title(page: Labelled, raw: RawPage) -> Stated | None:
    if page.title is not None:
        unit = page.units[page.title]
        return Stated(value=unit.text, span=unit.span)
    return marked_title(raw)


def _published(raw: RawPage, printed: PublishedDay | None, rules: PageRules) -> Stated | None:
    """What the caller gave, else the markup's, else the printed day, else the day in the address."""
    stated = given_day(raw.published) or marked_day(raw, rules.dates)
    if stated is None and printed is not None:
        stated = printed.stated
    if stated is None and raw.url:
        day = iso_day(raw.url, rules.dates)
        stated = Stated(value=day, read_from="url") if day else None
    return stated


def _notes(article: Article, printed: PublishedDay | None) -> tuple[Diagnostic, ...]:
    notes = []
    if article.language not in {READ, None}:
        message = f"the story is in another language ({article.language}), and only English is read"
        notes.append(Diagnostic(code=Code.LANGUAGE, message=message))
    if article.published is None:
        is_open = printed is not None and len(printed.readings) > 1
        reason = f"the page's day may be {' or '.join(printed.readings)}" if printed and is_open else "no date of publication was found"
        notes.append(Diagnostic(code=Code.NO_DATE, message=f"{reason}; give it with --published", span=printed.span if printed else None))
    if not article.story:
        notes.append(Diagnostic(code=Code.NO_PARAGRAPHS, message="nothing on the page reads as news"))
    return tuple(notes)


def _cut_note(units: Sequence[Unit]) -> tuple[Diagnostic, ...]:
    if len(units) <= _MOST_UNITS:
        return ()
    message = f"only the first {_MOST_UNITS:,} lines of the page were told apart; the rest counts as boilerplate"
    return (Diagnostic(code=Code.STORY_CUT, message=message, span=Span(units[_MOST_UNITS].span.start, units[-1].span.end)),)


def _conflict(raw: RawPage, printed: PublishedDay | None, rules: PageRules) -> tuple[Diagnostic, ...]:
    """Where the markup and the page's words give days more than one apart (time zones make one): both, for a person to decide."""
    marked = marked_day(raw, rules.dates)
    if marked is None or printed is None or printed.rank < _SURE or printed.stated is None:
        return ()
    apart = abs((date.fromisoformat(marked.value) - date.fromisoformat(printed.stated.value)).days)
    if apart <= 1:
        return ()
    message = f"published {marked.value} by {marked.read_from}, {printed.stated.value} by the page's own words"
    return (Diagnostic(code=Code.DATE_CONFLICT, message=message, span=printed.span),)
