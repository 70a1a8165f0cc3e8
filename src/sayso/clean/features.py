"""Numbers that tell story from page furniture: of a unit, of its neighbours, of its place on the page."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from sayso.clean.units import Unit
from sayso.tables.page_marks import PageMarks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type Matrix = NDArray[np.float32]

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?=\s|$)")
_CLOSES = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.|\w@\w|\.com\b")
_BULLET = re.compile(r"[*+o\-•–·»>|]\s|\d+[.)]\s")
_QUOTES = re.compile('["“”«»„]')
_COMMON_WORDS = (
    "the a an of to in and that for on with at by from as it is was were be been has have had he she they we you i not but "
    "or which who will would said his her their its this there more than when after about one all what so if out up can "
    "could also into over other new some der die das und ist den von mit zu im ein eine nicht auf dem des für sich auch als "
    "es de la le les et des en un une du que dans pour est el los las por con para una del se al no di che il per un della "
    "non con i и в на не что с по как это из но для к yang dan di ini itu dengan untuk dari dalam tidak o a os as um uma do "
    "da dos das em não com para por mais"
)
_COMMON = frozenset(_COMMON_WORDS.split())
PROSE_WORDS = 10
"""A unit of so many words that closes like a sentence is taken for prose where neighbours are looked at."""

_SHORT = 4
_NEAR = (1, 2, 3)
_WINDOWS = (3, 8, 20)


def unit_features(units: tuple[Unit, ...], marks: PageMarks) -> "Matrix":
    """One row a unit, the columns named by `feature_names`; the page is looked at as a whole, so a row also knows its neighbours."""
    import numpy as np

    repeats = Counter(unit.text for unit in units)
    own = np.array([_own(unit, repeats, marks) for unit in units], dtype=np.float32)
    return np.hstack([own, _page(own, units), _turns(own, marks), *_neighbours(own)])


def feature_names(marks: PageMarks) -> tuple[str, ...]:
    """The names of the columns of `unit_features`."""
    own = (*_OWN, *(f"mark_{name}" for name in marks.names))
    windows = tuple(
        f"{name}_{width}" for width in _WINDOWS for name in ("prose_before", "prose_after", "words_before", "words_after", "marks_near")
    )
    near = tuple(f"{name}_{sign}{step}" for step in _NEAR for sign in ("prev", "next") for name in (_OWN[index] for index in _SHARED))
    return (*own, *_PAGE, *windows, *near)


_OWN = (
    "words",
    "chars_per_word",
    "is_prose",
    "closes",
    "ends_colon",
    "starts_small",
    "starts_capital",
    "common_share",
    "capital_share",
    "upper_share",
    "digit_share",
    "commas",
    "quotes",
    "sentences",
    "dates",
    "links",
    "bullet",
    "repeats",
    "gap",
    "indent",
    "lines",
    "marks",
)
_SHARED = tuple(
    _OWN.index(name) for name in ("words", "is_prose", "closes", "common_share", "capital_share", "bullet", "gap", "marks", "dates")
)


def _own(unit: Unit, repeats: Counter[str], marks: PageMarks) -> list[float]:
    text = unit.text
    words = _WORD.findall(text)
    count = max(1, len(words))
    low = text.lower()
    found = marks.count(low)
    closes = bool(_CLOSES.search(text))
    is_prose = closes and len(words) >= PROSE_WORDS
    return [
        min(len(words), 120),
        min(len(text) / count, 15.0),
        is_prose,
        closes,
        text.endswith(":"),
        text[0].islower(),
        text[0].isupper(),
        sum(word in _COMMON for word in map(str.lower, words)) / count,
        sum(word[0].isupper() for word in words) / count,
        sum(len(word) > 1 and word.isupper() for word in words) / count,
        sum(word[0].isdigit() for word in words) / count,
        min(10, text.count(",")),
        min(8, len(_QUOTES.findall(text))),
        min(10, len(_SENTENCE_END.findall(text))),
        min(3, len(_DATE.findall(text))),
        min(3, len(_LINK.findall(text))),
        bool(_BULLET.match(text)),
        1 if is_prose else min(5, repeats[text]),
        min(4, unit.gap),
        min(60, unit.indent),
        min(12, unit.lines),
        min(3.0, sum(found) * 6 / (count + 5)),
        *(min(3.0, number) for number in found),
    ]


_PAGE = (
    "place",
    "from_start",
    "from_end",
    "prose_share_before",
    "to_prose_before",
    "to_prose_after",
    "in_best_run",
    "to_best_run",
    "best_run_words",
    "indent_of_prose",
    "prose_units",
    "gappiness",
    "words_of_page",
    "single_lines",
    "topic",
    "comments_begun",
    "related_begun",
    "legal_ahead",
    "since_byline",
)


def _page(own: "Matrix", units: tuple[Unit, ...]) -> "Matrix":
    """Where a unit stands among the page's prose."""
    import numpy as np

    count = len(units)
    place = np.arange(count)
    prose = own[:, _OWN.index("is_prose")]
    words = own[:, _OWN.index("words")]
    mass = prose * words
    total = max(1.0, float(mass.sum()))
    before = np.cumsum(mass) - mass
    start, end = _best_run(mass - 4.0 * (1 - prose) - 0.5 * words * (1 - prose))
    indents = Counter(unit.indent for unit, is_prose in zip(units, prose, strict=True) if is_prose)
    usual = min(indents, key=lambda indent: (-indents[indent], indent)) if indents else 0
    columns = [
        place / count,
        np.minimum(place, 200),
        np.minimum(count - 1 - place, 200),
        before / total,
        _distance(prose, backwards=False),
        _distance(prose, backwards=True),
        (place >= start) & (place < end),
        np.clip(np.where(place < start, start - place, np.where(place >= end, end - 1 - place, 0)), -60, 60),
        np.full(count, min(3000.0, float(mass[start:end].sum()))),
        np.clip(own[:, _OWN.index("indent")] - usual, -20, 20),
        np.full(count, min(200.0, float(prose.sum()))),
        np.full(count, float((own[:, _OWN.index("gap")] > 0).mean())),
        np.full(count, min(8000.0, float(words.sum()))),
        np.full(count, float((own[:, _OWN.index("lines")] == 1).mean())),
        _topic(units, range(start, end)),
    ]
    return np.column_stack(columns).astype(np.float32)


def _topic(units: tuple[Unit, ...], run: range) -> list[float]:
    """The share of each unit's longer words that another unit of the best run has too: a story keeps to its words."""
    words = [{word for word in _WORD.findall(unit.text.lower()) if len(word) > _SHORT} for unit in units]
    counts = Counter(word for index in run for word in words[index])
    shares = []
    for index, found in enumerate(words):
        own = index in run
        shares.append(sum(counts[word] > own for word in found) / len(found) if found else 0.0)
    return shares


def _turns(own: "Matrix", marks: PageMarks) -> "Matrix":
    """How often short lines before a unit have turned the page to comments or other stories, and what stands after it."""
    import numpy as np

    short = own[:, _OWN.index("words")] <= 6
    column = {name: own[:, len(_OWN) + index] * short for index, name in enumerate(marks.names)}
    begun = [np.minimum(np.cumsum(column[name]) - column[name], 5) for name in ("comment", "related")]
    ahead = np.minimum(np.cumsum(column["legal"][::-1])[::-1], 5)
    byline = _distance(np.minimum(column["byline"], 1), backwards=False)
    return np.column_stack([*begun, ahead, byline]).astype(np.float32)


def _best_run(gain: "Matrix") -> tuple[int, int]:
    """The run of units whose gains sum highest (Kadane)."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, value in enumerate(gain.tolist()):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def _distance(prose: "Matrix", *, backwards: bool) -> "Matrix":
    """Units to the nearest prose unit before (or, ``backwards``, after) each unit, at most 40."""
    import numpy as np

    since = 40
    result = np.empty(len(prose), dtype=np.float32)
    order = range(len(prose) - 1, -1, -1) if backwards else range(len(prose))
    for index in order:
        result[index] = since
        since = 0 if prose[index] else min(40, since + 1)
    return result


def _neighbours(own: "Matrix") -> "list[Matrix]":
    """Sums over the units before and after, then the nearest neighbours' own numbers."""
    import numpy as np

    prose, words, marks = (own[:, _OWN.index(name)] for name in ("is_prose", "words", "marks"))
    columns = []
    for width in _WINDOWS:
        columns += [_window(prose * words, -width, 0), _window(prose * words, 1, width + 1)]
        columns += [_window(words, -width, 0), _window(words, 1, width + 1)]
        columns.append(_window(marks, -width, width + 1))
    blocks = [np.column_stack(columns).astype(np.float32)]
    shared = own[:, _SHARED]
    edge = np.full((max(_NEAR), shared.shape[1]), -1, dtype=np.float32)
    padded = np.vstack([edge, shared, edge])
    for step in _NEAR:
        for shift in (-step, step):
            begin = max(_NEAR) + shift
            blocks.append(padded[begin : begin + len(own)])
    return blocks


def _window(values: "Matrix", start: int, end: int) -> "Matrix":
    """For each unit the sum of ``values`` from ``start`` up to ``end``, counted from the unit itself."""
    import numpy as np

    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    place = np.arange(len(values))
    result: Matrix = (sums[np.clip(place + end, 0, len(values))] - sums[np.clip(place + start, 0, len(values))]).astype(np.float32)
    return result
