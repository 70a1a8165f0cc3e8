"""The lines of a dump joined into units: a paragraph broken at a fixed width, or by a line for every link, is one unit again."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]{0,4}$")
_CONTINUES = re.compile(r"[a-zа-яß-ÿ,.;:)\]’”%]|'s\b|\?$|!$")
_OPEN_END = re.compile(
    r"(?:,|\(|\b(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|as|that|which|is|are|was|were|has|have|had|its|his|her|their))$"
)
_WIDEST_WRAP = 110
_PHRASE = 3  # blanks from which a line is a phrase: one that ends in "the" goes on
_LONG = 45  # characters from which a line may be running text
_FEWEST_OPEN = 3  # lines that stop in mid-sentence from which a text may be wrapped
_RAGGED = 0.6  # share of such lines in wrapped text
_SMALL = 0.4  # share of lines of wrapped text that open with a small letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One or more lines that belong together; ``gap`` counts the empty lines before it, ``indent`` the first line's blanks."""

    span: Span
    text: str
    indent: int
    gap: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    indent: int
    gap: int


def find_units(text: str) -> tuple[Unit, ...]:
    """The units of a dump in order, each span without the white space round it; linear in the length of the text."""
    lines = _lines(text)
    width = wrap_width(lines)
    return _grouped(lines, lambda first, last: _goes_on(lines, first, last, width))


def find_paragraphs(text: str) -> tuple[Unit, ...]:
    """The paragraphs of running text: its lines, joined where they are broken at a width or in the middle of a sentence."""
    lines = _lines(text)
    width = wrap_width(lines)
    is_ragged = _is_ragged(lines)

    def goes_on(_: int, last: int) -> bool:
        line, after = lines[last], lines[last + 1]
        return _is_wrapped(line, after, width) or _is_cut(line, after) or (is_ragged and _is_open(line) and not _is_apart(line, after))

    return _grouped(lines, goes_on)


def _grouped(lines: list[_Line], goes_on: Callable[[int, int], bool]) -> tuple[Unit, ...]:
    """The lines, joined where ``goes_on`` says so of the first and the last line of a unit."""
    units: list[Unit] = []
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and lines[last + 1].gap == 0 and goes_on(first, last):
            last += 1
        span = Span(lines[first].start, lines[last].end)
        words = lines[first].text if first == last else " ".join(line.text for line in lines[first : last + 1])
        units.append(Unit(span=span, text=words, indent=lines[first].indent, gap=lines[first].gap, lines=last - first + 1))
        first = last + 1
    return tuple(units)


def _is_wrapped(line: _Line, after: _Line, width: int) -> bool:
    """Whether ``line`` is full up to the column of wrapping and ``after`` its continuation, not an indented new paragraph."""
    if not width or len(line.text) < _LONG or _is_apart(line, after):
        return False
    room = width - len(line.text) - line.indent - 1
    return room < len(after.text.split(None, 1)[0])


def _is_apart(line: _Line, after: _Line) -> bool:
    """Whether ``after`` opens something new by its indent or its mark."""
    return after.indent > line.indent or _is_mark(after.text)


def _is_open(line: _Line) -> bool:
    """Whether a line is as long as one of running text, and stops in the middle of its sentence."""
    return _LONG <= len(line.text) <= _WIDEST_WRAP and not _ENDS.search(line.text)


def _is_ragged(lines: list[_Line]) -> bool:
    """Whether running text is broken at no fixed column, as a telex is: most lines with another right below stop in mid-sentence.

    Lists of headlines do so too, but open each line with a capital; where all is in capitals, nothing tells them apart.
    """
    followed = [(line, after) for line, after in pairwise(lines) if after.gap == 0]
    opened = [after for line, after in followed if _is_open(line)]
    if len(opened) < _FEWEST_OPEN or len(opened) < _RAGGED * len(followed):
        return False
    small = sum(after.text[0].islower() for after in opened)
    return small >= _SMALL * len(opened) or not any(character.islower() for after in opened for character in after.text)


def _is_cut(line: _Line, after: _Line) -> bool:
    """Whether a sentence goes on in the next line: no mark ends the first, and a small letter opens the second."""
    return len(line.text) >= _LONG and (line.text[-1].isalpha() or line.text[-1] == ",") and after.text[0].islower()


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if not words:
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        gap = max(0, text.count("\n", end, start) - 1) if lines else 0
        end = start + len(words)
        lines.append(_Line(start, end, words, indent, gap))
    return lines


def wrap_width(lines: list[_Line]) -> int:
    """The column at which running text is broken, or 0.

    In wrapped text nearly every line that has another right below it is full: the next word would not have fitted.
    """
    followed = [(line, after) for line, after in pairwise(lines) if after.gap == 0 and len(line.text) >= _LONG]
    if len(followed) < 3:
        return 0
    lengths = sorted(len(line.text) + line.indent for line, _ in followed)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if width > _WIDEST_WRAP:
        return 0
    full = sum(len(line.text) + line.indent + 1 + len(after.text.split(None, 1)[0]) > width for line, after in followed)
    return width if full >= 0.7 * len(followed) else 0


def _goes_on(lines: list[_Line], first: int, last: int, width: int) -> bool:
    """Whether the line after ``last`` goes on with the unit that began at ``first``: wrapped, or cut at a link."""
    line, after = lines[last], lines[last + 1]
    if _is_wrapped(line, after, width):
        return True
    if _is_mark(after.text) or after.indent != line.indent or _ENDS.search(line.text):
        return False
    if _OPEN_END.search(line.text) and line.text.count(" ") >= _PHRASE:
        return True
    is_long = line.end - lines[first].start >= _LONG
    if _CONTINUES.match(after.text) or _OPEN_END.search(line.text):
        return is_long or len(after.text) >= _LONG
    # a link inside a sentence: "... who told" / "Maravel Radio" / "that the bridge was closed."
    return (
        is_long
        and last + 2 < len(lines)
        and lines[last + 2].gap == 0
        and len(after.text) < _LONG
        and not _ENDS.search(after.text)
        and bool(_CONTINUES.match(lines[last + 2].text))
        and len(lines[last + 2].text) > 1
    )


def _is_mark(text: str) -> bool:
    return text[:2] in {"* ", "+ ", "o ", "- ", "• ", "— "} or text[0] in "©•|"
