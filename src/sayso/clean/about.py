"""What a page says about itself in its own words: date of publication and outlet."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.clean.dates import find_days
from sayso.clean.labelled import WORD, Labelled
from sayso.model import BlockKind, Span, Stated
from sayso.tables.page_dates import DateForms

_ALT_TEXT = re.compile(r"\s-\s(?P<outlet>[^-]{2,60}?),\s\d{3,4},\s(?P<date>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)$")
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s,©]*(?:copyright )?(?:(?:19|20)\d\d)?(?:\s*[-–,]\s*(?:(?:19|20)\d\d))?[\s,]*(?:by )?(?P<outlet>[A-Z][^\n.|,;–]{1,50}?)"
    r"(?=\s*(?:[.|,;–]|all rights|$|\(| - ))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:published|posted|first published|publication date|issued|pub)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
_LONGEST_LINE = 600
_SHORT = 60  # characters of a line that may be the label of the next one
_SHORT_LINE = 14  # words of a line that may be a date's own
_LEAST_RANK = -1.0
_NEVER_DATED = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.FOREIGN})
_PICTURES_AND_CARDS = frozenset({BlockKind.CAPTION, BlockKind.TEASER, BlockKind.CREDIT})


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
    rank += 1.5 * (len(WORD.findall(raw)) <= _SHORT_LINE)
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


def _short_units(page: Labelled) -> Iterator[tuple[int, Span]]:
    for index, unit in enumerate(page.units):
        if unit.span.end - unit.span.start <= _LONGEST_LINE:
            yield index, unit.span
