"""Who wrote the story, by a line near its headline: "By" and a name, or a name alone beside the day."""

import re
from collections.abc import Iterator

from sayso.clean.labelled import LONGEST_SIGNATURE, NAME, NAMES, Labelled, is_dated
from sayso.model import Span, Stated
from sayso.tables.page_marks import PageMarks

_BY = re.compile(r"(?:(?:written|posted) )?by\b[:\s]*|author:\s*", re.IGNORECASE)
_BY_AFTER_DAY = re.compile(r"(?<=[\w|])\s*[|•·]?\s*\bby\b[:\s]+", re.IGNORECASE)
_DAY_AFTER_NAME = re.compile(r"\s*[-–|•·,]\s*(?=\D{0,12}\d)")
_ABOVE, _BELOW = 3, 8  # lines from the headline
_BESIDE = 2  # lines between a name alone and the day
_SECTIONS = frozenset(
    {"news", "world", "sport", "sports", "business", "politics", "opinion", "analysis", "features", "health", "culture", "live"}
)
_MENU = 5  # what the page says so often is no author


def find_byline(page: Labelled, marks: PageMarks) -> Stated | None:
    """The author's name as it stands near the headline, None where no line there looks like one."""
    if page.lead is None:
        return None
    near = min(page.lead if page.title is None else page.title, max(0, page.lead - 15))
    lines = [index for index in range(max(0, near - _ABOVE), page.lead) if len(page.raw(index)) <= LONGEST_SIGNATURE]
    span = next(_after_by(page, lines), None)
    if span is None and page.title is not None:
        span = next(_alone(page, [index for index in lines if page.title < index <= page.title + _BELOW], marks), None)
    return None if span is None else Stated(value=" ".join(span.slice(page.text).split()), span=span)


def _after_by(page: Labelled, lines: list[int]) -> Iterator[Span]:
    """Names behind "By" at the start of a line, in the line below where it stands alone, or behind the day."""
    for index in lines:
        raw = page.raw(index)
        by = _BY.match(raw) or (_BY_AFTER_DAY.search(raw) if is_dated(raw) else None)
        if by is None:
            continue
        holder, start = (index + 1, 0) if by.end() == len(raw) else (index, by.end())
        name = NAME.match(page.raw(holder), start) if holder < len(page.units) else None
        if name is not None:
            yield _span(page, holder, name)


def _alone(page: Labelled, lines: list[int], marks: PageMarks) -> Iterator[Span]:
    """Names that are a line beside that of the day, or are its beginning; a line with a word of the furniture is none."""
    texts = [unit.text for unit in page.units]
    for index in lines:
        raw = page.raw(index)
        is_beside = any(map(_is_day_line, texts[index + 1 : index + 1 + _BESIDE]))
        name = NAMES.fullmatch(raw) if is_beside else None
        if name is None and is_dated(raw):
            name = NAME.match(raw)
            name = name if name and _DAY_AFTER_NAME.match(raw, name.end()) else None
        first = name and NAME.match(name.group())
        if first and not _is_furniture(first.group().lower(), marks) and texts.count(raw) < _MENU:
            yield _span(page, index, first)


def _is_furniture(text: str, marks: PageMarks) -> bool:
    return bool(sum(marks.count(text)) or not _SECTIONS.isdisjoint(text.split()))


def _is_day_line(text: str) -> bool:
    return len(text) <= LONGEST_SIGNATURE and is_dated(text)


def _span(page: Labelled, index: int, name: re.Match[str]) -> Span:
    start = page.units[index].span.start
    return Span(start + name.start(), start + name.end())
