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
from sayso.tables.times_pattern import DIGIT

_WORD = re.compile(r"[^\W\d_]+|\d+|['’‘](?=\d)")
_LEFT_CONTEXT, _RIGHT_CONTEXT = 40, 48
"""Characters that guards may look at."""
_LONGEST_WORD = 24
_DURATIONS = frozenset({"duration", "shift"})
_DAY_JOINT = re.compile(r",?\s(?:on\s|of\s|in\s(?=the\s))?")
_ENDS = (("day", "day2"), ("monthname", "month2"), ("year", "year2"), ("year", "yeartail"), ("anyyear", "anyyear2"))
_CARRIES_CLOCK = frozenset({"clock", "day"})
_TAKES_CLOCK = frozenset({"date", "weekday", "day", "numeric"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a rule and where the core of the expression starts."""

    rule: TimeRule
    match: re.Match[str]


def find_times(parsed: ParsedArticle, rules: TimeRules) -> tuple[TimePhrase, ...]:
    """Every DATE, TIME, DURATION and SET of the story, in text order, none overlapping another."""
    text = parsed.article.text
    return tuple(phrase for block in parsed.article.story for phrase in _find_in(text, block.span, rules))


def _find_in(text: str, block: Span, rules: TimeRules) -> Iterator[TimePhrase]:
    """The expressions of one block, left to right."""
    end = block.start
    for word in _WORD.finditer(text, block.start, block.end):
        start = word.start()
        if start < end:
            continue
        key = _key(text, start)
        if key not in rules.rules and key not in rules.openings:
            continue
        for phrase in _phrases_at(text, start, block, rules):
            end = phrase.span.end
            yield phrase


def _key(text: str, start: int) -> str:
    """How the index calls the word at ``start``."""
    first = text[start : start + 1]
    if first.isdigit():
        return DIGIT
    if first in "'’‘":
        return "'"
    word = _WORD.match(text, start, start + _LONGEST_WORD)
    return word.group().lower() if word else ""


def _phrases_at(text: str, start: int, block: Span, rules: TimeRules) -> tuple[TimePhrase, ...]:
    """The expression that starts here (two for a range or a list), with its opening if that leads to a longer one."""
    key = _key(text, start)
    plain = _best(text, start, block, rules)
    for opening in rules.openings.get(key, ()):
        head = opening.regex.match(text, start, block.end)
        if head is None:
            continue
        core = head.end() + len(text[head.end() : head.end() + 3]) - len(text[head.end() : head.end() + 3].lstrip())
        found = _best(text, core, block, rules)
        if found is None or (plain is not None and plain.match.end() >= found.match.end()):
            continue
        if (found.rule.row.kind in _DURATIONS) != (opening.row.kind == "duration"):
            continue
        return _made(text, start, found, block, rules, opening, head)
    return _made(text, start, plain, block, rules) if plain else ()


def _best(text: str, start: int, block: Span, rules: TimeRules) -> _Found | None:
    """The longest match at ``start`` whose guards hold; the earlier row among equals."""
    best: _Found | None = None
    left = None
    for rule in rules.rules.get(_key(text, start), ()):
        match = rule.regex.match(text, start, block.end)
        if match is None or (best is not None and match.end() <= best.match.end()):
            continue
        if left is None:
            left = text[max(block.start, start - _LEFT_CONTEXT) : start]
        right = text[match.end() : min(block.end, match.end() + _RIGHT_CONTEXT)]
        if _holds(rule, left, right):
            best = _Found(rule, match)
    return best


def _holds(rule: TimeRule, left: str, right: str) -> bool:
    """Whether every guard of the rule agrees with the words around the match."""
    return (
        all(guard.search(left) for guard in rule.left)
        and all(guard.match(right) for guard in rule.right)
        and not any(guard.search(left) for guard in rule.not_left)
        and not any(guard.match(right) for guard in rule.not_right)
    )


def _made(
    text: str, start: int, found: _Found, block: Span, rules: TimeRules, opening: Opening | None = None, head: re.Match[str] | None = None
) -> tuple[TimePhrase, ...]:
    """The phrases of a match: with its opening, with the date behind a time of day, with the second end of a range."""
    row = found.rule.row
    reading = read_match(row, found.match, rules.meanings)
    core = Span(*found.match.span())
    end = core.end
    part = head.groupdict().get("part") if head else None
    if part:
        reading = replace(reading, part=rules.meanings.parts.get(part.lower()))
    if reading.kind in _CARRIES_CLOCK and (reading.clock or reading.value or reading.base == "told"):
        joint = _DAY_JOINT.match(text, end, block.end)
        day = _best(text, joint.end(), block, rules) if joint else None
        if day is not None and day.rule.row.kind in _TAKES_CLOCK:
            told = read_match(day.rule.row, day.match, rules.meanings)
            if told.day or told.weekday or told.kind in {"numeric", "day"}:
                clock = reading.clock or (reading.value if reading.kind == "clock" else None)
                reading = replace(told, clock=clock, part=told.part or reading.part, zone=reading.zone)
                end = day.match.end()
    spans = _split(found.match, Span(start, end), reading, rules)
    mod = row.mod or (opening.row.mod if opening else None)
    return tuple(TimePhrase(span=span, core=core, text=span.slice(text), rule=row.id, reading=said, mod=mod) for span, said in spans)


def _split(match: re.Match[str], span: Span, reading: Reading, rules: TimeRules) -> tuple[tuple[Span, Reading], ...]:
    """One expression, or the two ends of a range or list that share their month or year ("March 3-5": March 3, 5)."""
    groups = match.groupdict()
    for first, second in _ENDS:
        if reading.kind == "date" and groups.get(first) and groups.get(second):
            text = groups[second]
            tail = Span(match.start(second), span.end)
            if second == "day2":
                later = replace(reading, day=int(text.rstrip("stndrh")))
            elif second == "month2":
                later = replace(reading, month=rules.meanings.months[text.lower().rstrip(".")])
            elif second == "anyyear2":
                later = replace(reading, year=-int(text) if reading.before_christ else int(text))
            else:
                later = replace(reading, year=reading.end_year)
            return (Span(span.start, match.end(first)), reading), (tail, later)
    return ((span, reading),)
