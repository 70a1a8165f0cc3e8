"""What a page says about itself in its own words: title, date of publication, outlet, byline."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.clean.dates import find_days
from sayso.clean.units import Unit
from sayso.model import BlockKind, Span, Stated
from sayso.tables.page_dates import DateForms

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_CLOSES = re.compile(r"[.…:;,]$")
_ALT_TEXT = re.compile(r"\s-\s(?P<outlet>[^-]{2,60}?),\s\d{3,4},\s(?P<date>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)$")
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s,©]*(?:copyright )?(?:(?:19|20)\d\d)?(?:\s*[-–,]\s*(?:(?:19|20)\d\d))?[\s,]*(?:by )?(?P<outlet>[A-Z][^\n.|,;–]{1,50}?)"
    r"(?=\s*(?:[.|,;–]|all rights|$|\(| - ))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:published|posted|first published|publication date|issued|pub)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
_BY = re.compile(r"(?:written |posted )?by\b[:\s]*", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|[A-Z]\.)(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|da|del)){1,4}")
_MAY_BE_TITLE = frozenset({BlockKind.BOILERPLATE, BlockKind.TEASER, BlockKind.HEADING, BlockKind.PARAGRAPH})
_SOLID = 90  # characters
_STEM = 4
_LEAST_SHARED = 0.34
_SIGNATURE = 0.4  # what a line with author or date between a headline and the story adds
_LONGEST_SIGNATURE = 120
_SIGNED = re.compile(r"(?i)(?:by|written by|posted by|published|updated|posted)\b")
_DAY = re.compile(r"\d{1,2}:\d\d|\b\d{1,2}(?:st|nd|rd|th)?,? (?:[A-Z][a-z]{2,8}\.?,? )?(?:19|20)\d\d\b|\b(?:minutes?|hours?|days?) ago\b")
_NO_TITLE = re.compile(r"https?:|www\.|^[*+•|>©@]|(?i:\bshare\b|\bcomments?\b|\bsubscribe\b|\bsign in\b)")
_SITE_TITLE = re.compile(r" [|–-] ")
_BEFORE = 60  # units before the story in which a title may stand
_LONGEST_LINE = 600
_SHORT = 60  # characters of a line that may be the label of the next one
_SHORT_LINE = 14  # words of a line that may be a date's own
_LEAST_RANK = -1.0
_NEVER_DATED = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.FOREIGN})
_PICTURES_AND_CARDS = frozenset({BlockKind.CAPTION, BlockKind.TEASER, BlockKind.CREDIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A page whose units have their kinds; ``title`` is the index of its headline, ``lead`` of the first paragraph (None without one)."""

    text: str
    units: Sequence[Unit]
    kinds: Sequence[BlockKind]
    lead: int | None
    title: int | None = None

    def raw(self, index: int) -> str:
        """The words of a unit as they stand in the text."""
        return self.units[index].span.slice(self.text)


def find_title(page: Labelled, hints: Sequence[str] = ()) -> int | None:
    """The unit that is the headline: a line of some words before the first paragraph that shares most of its words with the story.

    ``hints`` are titles that the markup names; a line equal to one of them is it. Of equals the one nearest to the story.
    """
    wanted = {_key(hint) for hint in hints if hint}
    solid = _first_solid(page)
    for index in range(len(page.units) - 1 if solid is None else solid, -1, -1):
        if len(page.units[index].text) <= _LONGEST_LINE and _key(page.units[index].text) in wanted:
            return index
    if solid is None:
        return None
    story = [page.units[index].text for index in range(solid, len(page.units)) if page.kinds[index] is BlockKind.PARAGRAPH]
    told = {stem for text in story for stem in _stems(text)}
    best: tuple[float, int] | None = None
    signed = 0.0
    for index in range(solid - 1, max(-1, solid - 1 - _BEFORE), -1):
        unit = page.units[index]
        likeness = _likeness(unit, page.kinds[index], told)
        score = likeness + signed - 0.02 * (solid - index)
        if likeness and (best is None or score > best[0]):
            best = (score, index)
        if len(unit.text) <= _LONGEST_SIGNATURE and (_SIGNED.match(unit.text) or _DAY.search(unit.text)):
            signed = _SIGNATURE
    return best[1] if best else None


def _first_solid(page: Labelled) -> int | None:
    """Where the running text surely begins: at a solid paragraph that has another one right after it, for a site's motto has none."""
    solid = [kind is BlockKind.PARAGRAPH and _is_solid(unit) for unit, kind in zip(page.units, page.kinds, strict=True)]
    for index, is_solid in enumerate(solid):
        if is_solid and any(solid[index + 1 : index + 3]):
            return index
    return solid.index(True) if True in solid else page.lead


def _is_solid(unit: Unit) -> bool:
    """Whether a unit is surely running text: long, and closed like a sentence."""
    return len(unit.text) >= _SOLID and unit.text.rstrip("\"'”’»)")[-1:] in {".", "!", "?"}


def _likeness(unit: Unit, kind: BlockKind, told: set[str]) -> float:
    """How much a line looks like the headline of a story in the words ``told``; 0 for none."""
    words = _WORD.findall(unit.text)
    if not 3 <= len(words) <= 20 or len(unit.text) > _LONGEST_LINE or _CLOSES.search(unit.text) or kind not in _MAY_BE_TITLE:
        return 0.0
    if _DAY.search(unit.text) or _NO_TITLE.search(unit.text):
        return 0.0
    stems = _stems(unit.text)
    shared = sum(stem in told for stem in stems)
    if shared < 2 or shared / len(stems) < _LEAST_SHARED:
        return 0.0
    return shared / len(stems) + 0.1 * min(shared, 6) - 0.1 * bool(_SITE_TITLE.search(unit.text))


def _stems(text: str) -> list[str]:
    """The beginnings of the longer words: "shelling" and "shells" are about the same thing."""
    return [word[:_STEM].lower() for word in _WORD.findall(text) if len(word) > _STEM]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDay:
    """A printed day that may be that of publication, with its rank; ``readings`` has two days where the order of numbers is open."""

    stated: Stated | None
    span: Span
    readings: tuple[str, ...]
    rank: float


def find_published(page: Labelled, forms: DateForms, order: str | None) -> PublishedDay | None:
    """The best printed day: beside a word such as "published", in a short line near the headline, or in the lead picture's text."""
    best: PublishedDay | None = None
    for index, span in _short_units(page):
        rank, offset = _rank_of_day(page, index)
        if rank < _LEAST_RANK or (best is not None and rank <= best.rank):
            continue
        day = next(find_days(page.text, forms, order, start=span.start + offset, end=span.end), None)
        if day is not None:
            stated = Stated(value=day.value, span=day.span) if day.value else None
            best = PublishedDay(stated=stated, span=day.span, readings=day.readings, rank=rank)
    return best


def _rank_of_day(page: Labelled, index: int) -> tuple[float, int]:
    """How likely a day in this unit is the day of publication, and from which character of the unit on to look for it."""
    kind, raw = page.kinds[index], page.raw(index)
    is_inside = page.lead is not None and index > page.lead
    if kind in _NEVER_DATED or (is_inside and kind in _PICTURES_AND_CARDS) or _RIGHTS.search(raw):
        return _LEAST_RANK - 1, 0
    before = page.raw(index - 1) if index and len(page.units[index - 1].text) < _SHORT else ""
    near = page.title if page.title is not None else page.lead or 0
    rank = -0.1 * min(abs(index - near), 40) - 2.0 * is_inside
    rank += 3.0 * bool(_PUBLISHED.search(before) or _PUBLISHED.search(raw)) + 1.0 * bool(_CHANGED.search(before) or _CHANGED.search(raw))
    rank += 1.5 * (len(_WORD.findall(raw)) <= _SHORT_LINE)
    alt_text = _ALT_TEXT.search(raw)
    if alt_text is not None:
        return rank + 2.0, alt_text.start("date")
    return rank - 2.0 * (kind is BlockKind.CAPTION), 0


def find_outlet(page: Labelled) -> Stated | None:
    """The outlet: the name that pictures' texts end in, or the owner of the rights, as the page repeats them most often."""
    votes: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for index, span in _short_units(page):
        raw = page.raw(index)
        for match, weight in ((_ALT_TEXT.search(raw), 3), (_owner(raw, page.kinds[index]), 2)):
            if match is None:
                continue
            name = " ".join(match["outlet"].split())
            words = match["outlet"].strip()
            start = span.start + match.start("outlet") + match["outlet"].index(words)
            if len(words) > 1 and words[0].isupper() and not _RIGHTS.search(words):
                votes[name] += weight
                spans.setdefault(name, Span(start, start + len(words)))
    if not votes:
        return None
    name = max(votes, key=lambda candidate: (votes[candidate], -spans[candidate].start))
    return Stated(value=name, span=spans[name])


def _owner(raw: str, kind: BlockKind) -> re.Match[str] | None:
    """Whose page it is, by a line of rights; a picture's credit names an agency, not the outlet."""
    return _OWNER.search(raw) if kind is BlockKind.BOILERPLATE and re.search(r"(?:19|20)\d\d|rights", raw) else None


def find_byline(page: Labelled) -> Stated | None:
    """Who wrote it: the line near the headline that begins with "by", or the name below such a line."""
    if page.lead is None:
        return None
    near = min(page.lead if page.title is None else page.title, max(0, page.lead - 15))
    for index in range(max(0, near - 3), page.lead):
        raw = page.raw(index)
        by = _BY.match(raw) if len(raw) <= _LONGEST_SIGNATURE else None
        if by is None:
            continue
        is_alone = by.end() == len(raw)
        holder, start = (index + 1, 0) if is_alone else (index, by.end())
        name = _NAME.match(page.raw(holder), start)
        if name is not None:
            begin = page.units[holder].span.start
            return Stated(value=" ".join(name.group().split()), span=Span(begin + name.start(), begin + name.end()))
    return None


def _short_units(page: Labelled) -> Iterator[tuple[int, Span]]:
    for index, unit in enumerate(page.units):
        if unit.span.end - unit.span.start <= _LONGEST_LINE:
            yield index, unit.span


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text)).lower()
