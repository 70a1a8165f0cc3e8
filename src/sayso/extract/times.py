"""Finds time expressions and what each says by itself.

Rules from tables in the manner of Duckling (Facebook) and HeidelTime (Strötgen and Gertz 2010): at every word that a rule can start
with, the rule with the longest match whose guards hold wins; a table of openings ("the end of", "more than") may stand before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.annotate import ParsedArticle
from sayso.extract.times_reading import Reading, TimePhrase, read_match
from sayso.model import Span
from sayso.tables.times import Opening, TimeRule, TimeRules
from sayso.tables.times_pattern import DIGIT, FOUR_DIGITS

_WORD = re.compile(r"[^\W\d_]+|\d+|['’‘](?=\d)")
_LEFT_CONTEXT, _RIGHT_CONTEXT = 40, 48
"""Characters that guards may look at."""
_DURATIONS = frozenset({"duration", "shift"})
_NEXT_WORD = r"([^\W\d_]+|\d+|['’‘](?=\d))"
_NEXT_WORDS = re.compile(rf"[^\w'’‘]{{0,3}}{_NEXT_WORD}(?:[^\w'’‘]{{1,3}}{_NEXT_WORD})?(?:[^\w'’‘]{{1,3}}{_NEXT_WORD})?")
_SECOND_WORD = re.compile(r"[^\w'’‘]{1,4}([^\W\d_]+)")
_DAY_JOINT = re.compile(r",?\s(?:on\s|of\s|in\s(?=the\s))?" + _NEXT_WORD)
_AFTER_OPENING = re.compile(r"[-\s]{0,3}" + _NEXT_WORD)
_FIRST_ENDS, _SECOND_ENDS = ("day", "month", "monthname", "year", "anyyear"), ("day2", "month2", "year2", "yeartail", "anyyear2")
_POINTERS = frozenset({"the", "this", "these"})
"""Over the next three days: no more than that many, so "over" does not open the expression."""
_COMMON_WORDS = frozenset({"day", "set", "ref"})
_NAME_BEFORE = re.compile(r"\b[A-Z]\w*\s\Z")
"""A capital word of these kinds behind a name is part of the name: The Torvanna Today."""
_CARRIES_CLOCK = frozenset({"clock", "day"})
_TAKES_CLOCK = frozenset({"date", "weekday", "day", "numeric", "unit"})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One block of the story with the rules to read it by.

    ``openers`` remembers of each word met so far under which key an expression may start with it, None where none may.
    """

    text: str
    span: Span
    rules: TimeRules
    openers: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a rule, and the opening before it with that one's match."""

    rule: TimeRule
    match: re.Match[str]
    opening: Opening | None = None
    head: re.Match[str] | None = None


def find_times(parsed: ParsedArticle, rules: TimeRules) -> tuple[TimePhrase, ...]:
    """Every DATE, TIME, DURATION and SET of the story, in text order, none overlapping another."""
    text = parsed.article.text
    openers: dict[str, str | None] = {}
    return tuple(phrase for block in parsed.article.story for phrase in _find_in(_Stretch(text, block.span, rules, openers)))


def _find_in(stretch: _Stretch) -> Iterator[TimePhrase]:
    """The expressions of one block, left to right."""
    end = stretch.span.start
    rules, openers = stretch.rules, stretch.openers
    for match in _WORD.finditer(stretch.text, stretch.span.start, stretch.span.end):
        word = match.group()
        key = openers[word] if word in openers else openers.setdefault(word, _opener(word, rules))
        if key is None:
            continue
        start = match.start()
        if start < end or (start and _inside_word(stretch.text[start - 1])):
            continue
        if key not in rules.function or _time_follows(stretch, match.end()):
            found = _found_at(stretch, start, key)
            if found is not None:
                for phrase in _made(stretch, found):
                    end = phrase.span.end
                    yield phrase


def _opener(word: str, rules: TimeRules) -> str | None:
    """The key of a word that an expression may start with, else None."""
    key = _key(word)
    return key if key in rules.rules or key in rules.openings else None


def _inside_word(before: str) -> bool:
    return before.isalnum() or before == "_"


def _time_follows(stretch: _Stretch, end: int) -> bool:
    """Whether one of the next words can be part of a time expression."""
    words = _NEXT_WORDS.match(stretch.text, end, stretch.span.end)
    return words is not None and any(_key(word) in stretch.rules.vocabulary for word in words.groups() if word)


def _key(word: str) -> str:
    """How the index calls a word."""
    if word[0].isdigit():
        return DIGIT if len(word) < len(FOUR_DIGITS) else FOUR_DIGITS
    return "'" if word[0] in "'’‘" else word.lower()


def _found_at(stretch: _Stretch, start: int, key: str) -> _Found | None:
    """The expression that starts here, with an opening where that leads to a longer one."""
    plain = _best(stretch, start, key)
    for opening in stretch.rules.openings.get(key, ()):
        head = opening.regex.match(stretch.text, start, stretch.span.end)
        word = _AFTER_OPENING.match(stretch.text, head.end(), stretch.span.end) if head else None
        if head is None or word is None:
            continue
        found = _best(stretch, word.start(1), _key(word.group(1)))
        if found is None or (plain is not None and plain.match.end() >= found.match.end()):
            continue
        if opening.row.kind == "duration" and word.group(1).lower() in _POINTERS:
            continue
        if (found.rule.row.kind in _DURATIONS) == (opening.row.kind == "duration"):
            return replace(found, opening=opening, head=head)
    return plain


def _best(stretch: _Stretch, start: int, key: str) -> _Found | None:
    """The longest match at ``start`` whose guards hold; the earlier row among equals."""
    text, block = stretch.text, stretch.span
    best: _Found | None = None
    left = None
    stop = block.end
    for rule in _rules_at(stretch, start, key):
        match = rule.regex.match(text, start, stop)
        if match is None or (best is not None and match.end() <= best.match.end()):
            continue
        if left is None:
            left = text[max(block.start, start - _LEFT_CONTEXT) : start]
        if rule.row.kind in _COMMON_WORDS and text[start].isupper() and _NAME_BEFORE.search(left):
            continue
        if _holds(rule, left, text[match.end() : min(block.end, match.end() + _RIGHT_CONTEXT)]):
            best = _Found(rule, match)
    return best


def _rules_at(stretch: _Stretch, start: int, key: str) -> tuple[TimeRule, ...]:
    """The rules that an expression may follow here: those of its first word and, behind "the" and its like, of the second."""
    behind = stretch.rules.behind.get(key)
    second = _SECOND_WORD.match(stretch.text, start + len(key), stretch.span.end) if behind is not None else None
    if behind is None or second is None:
        return stretch.rules.rules.get(key, ())
    word = second.group(1).lower()
    return behind[word if word in behind else ""]


def _holds(rule: TimeRule, left: str, right: str) -> bool:
    """Whether every guard of the rule agrees with the words around the match."""
    return (
        all(guard.search(left) for guard in rule.left)
        and all(guard.match(right) for guard in rule.right)
        and not any(guard.search(left) for guard in rule.not_left)
        and not any(guard.match(right) for guard in rule.not_right)
    )


def _made(stretch: _Stretch, found: _Found) -> Iterator[TimePhrase]:
    """The phrases of a match: with its opening, with the day behind a time of day, one for each end of a range."""
    row, opening = found.rule.row, found.opening
    reading = read_match(row, found.match, stretch.rules.meanings)
    core = Span(*found.match.span())
    whole = Span(found.head.start() if found.head else core.start, core.end)
    if opening is not None and found.head is not None:
        part = found.head.groupdict().get("part")
        part = stretch.rules.meanings.parts.get(part.lower()) if part else opening.row.part
        reading = replace(reading, part=part or reading.part)
    if reading.kind in _CARRIES_CLOCK and (reading.clock or reading.value or reading.base == "told"):
        reading, end = _with_day(stretch, reading, whole.end)
        whole = Span(whole.start, end)
    mod = row.mod or (opening.row.mod if opening else None)
    for span, said in _split(found.match, whole, reading, stretch.rules):
        yield TimePhrase(
            span=span,
            core=core,
            text=span.slice(stretch.text),
            rule=row.id,
            reading=said,
            mod=mod,
            looks_ahead=opening is not None and opening.row.looks_ahead,
        )


def _with_day(stretch: _Stretch, reading: Reading, end: int) -> tuple[Reading, int]:
    """A time of day together with the day that stands behind it ("5 p.m. on Tuesday"), and where the whole ends."""
    joint = _DAY_JOINT.match(stretch.text, end, stretch.span.end)
    day = _best(stretch, joint.start(1), _key(joint.group(1))) if joint else None
    if day is None or day.rule.row.kind not in _TAKES_CLOCK:
        return reading, end
    told = read_match(day.rule.row, day.match, stretch.rules.meanings)
    if not (told.day or told.weekday or told.kind in {"numeric", "day"} or (told.kind == "unit" and told.unit == "D")):
        return reading, end
    clock = reading.clock or (reading.value if reading.kind == "clock" else None)
    return replace(told, clock=clock, part=told.part or reading.part, zone=reading.zone), day.match.end()


def _split(match: re.Match[str], span: Span, reading: Reading, rules: TimeRules) -> tuple[tuple[Span, Reading], ...]:
    """One expression, or the two ends of a range or list that share their month or year ("March 3-5": March 3, 5)."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    seconds = [name for name in _SECOND_ENDS if name in groups]
    if reading.kind != "date" or not seconds:
        return ((span, reading),)
    later = reading
    if "day2" in groups:
        later = replace(later, day=int(groups["day2"].rstrip("stndrh")))
    if "month2" in groups:
        later = replace(later, month=rules.meanings.months[groups["month2"].lower().rstrip(".")])
    if "anyyear2" in groups:
        year = int(groups["anyyear2"])
        later = replace(later, year=-year if reading.before_christ else year)
    if "year2" in groups or "yeartail" in groups:
        later = replace(later, year=reading.end_year)
    start = min(match.start(name) for name in seconds)
    end = max(match.end(name) for name in _FIRST_ENDS if name in groups and match.end(name) <= start)
    return (Span(span.start, end), reading), (Span(start, span.end), later)
