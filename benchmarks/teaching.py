"""Loads the teaching sentences: plain text and marked spans out of the bracket format of teaching/README.md."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.model import EventType, Factuality, Span

FOLDER = Path(__file__).parent.parent / "teaching"
ROLES = frozenset({"actor", "target", "place", "time", "source", "cue"})
_MARK = re.compile(
    r"\{(?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?(?:=(?P<factuality>CT\+|PR\+|PS\+|CT-|PR-|PS-|Uu))?(?::(?P<event>\d))? "
    r"|\[(?P<role>[a-z]+)(?::(?P<of>\d))? |(?P<close>[\]}])",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtEvent:
    """One event of a sentence; spans are characters of `TaughtSentence.text`."""

    type: EventType
    mode: str | None
    factuality: Factuality
    trigger: Span
    actors: tuple[Span, ...]
    targets: tuple[Span, ...]
    place: Span | None
    time: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtSentence:
    """A sentence without its marks, what was marked, where it stands; ``is_held_back`` for a fifth of all."""

    text: str
    events: tuple[TaughtEvent, ...]
    source: Span | None
    cue: Span | None
    where: str

    @property
    def is_held_back(self) -> bool:
        """Whether the sentence is kept from every fit, decided by a hash of its words."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 5 == 0


def load_sentences(folder: Path = FOLDER) -> Iterator[TaughtSentence]:
    """Every sentence of the folder's ``*.txt``, files by name. Raises ValueError with file and line on a bad mark."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield parse_sentence(line.strip(), where=f"{path.name}:{number}")


def parse_sentence(marked: str, *, where: str = "") -> TaughtSentence:
    """One line of the bracket format. Raises ValueError where its marks do not make sense."""
    text, marks = _strip_marks(marked, where)
    triggers = [(match, span) for match, span in marks if match["type"]]
    for match, _ in marks:
        if match["role"] and match["role"] not in ROLES:
            raise ValueError(f"{where}: no role is called {match['role']!r}")
    numbers = [match["event"] or "1" for match, _ in triggers]
    if len(set(numbers)) != len(numbers):
        raise ValueError(f"{where}: two triggers carry the same number")
    for match, _ in marks:
        if match["role"] in {"actor", "target", "place", "time"} and (match["of"] or "1") not in numbers:
            raise ValueError(f"{where}: [{match['role']} ...] belongs to no event")
    events = tuple(_event(match, span, marks, where) for match, span in triggers)
    return TaughtSentence(text=text, events=events, source=_one(marks, "source"), cue=_one(marks, "cue"), where=where)


def _strip_marks(marked: str, where: str) -> tuple[str, list[tuple[re.Match[str], Span]]]:
    pieces: list[str] = []
    length = position = 0
    opened: list[tuple[re.Match[str], int]] = []
    marks: list[tuple[re.Match[str], Span]] = []
    for match in _MARK.finditer(marked):
        pieces.append(marked[position : match.start()])
        length += len(pieces[-1])
        position = match.end()
        if not match["close"]:
            opened.append((match, length))
            continue
        if not opened or (match["close"] == "}") != bool(opened[-1][0]["type"]):
            raise ValueError(f"{where}: {match['close']} closes nothing: {marked}")
        opening, start = opened.pop()
        if length == start:
            raise ValueError(f"{where}: an empty mark: {marked}")
        marks.append((opening, Span(start, length)))
    if opened:
        raise ValueError(f"{where}: {opened[-1][0][0]!r} is not closed: {marked}")
    text = "".join([*pieces, marked[position:]])
    if re.search(r"[\[\]{}]", text):
        raise ValueError(f"{where}: a bracket that is no mark: {text}")
    return text, marks


def _event(match: re.Match[str], trigger: Span, marks: list[tuple[re.Match[str], Span]], where: str) -> TaughtEvent:
    number = match["event"] or "1"
    own = [(m["role"], span) for m, span in marks if m["role"] and (m["of"] or "1") == number]
    if match["type"] not in set(EventType):
        raise ValueError(f"{where}: no type is called {match['type']!r}")
    return TaughtEvent(
        type=EventType(match["type"]),
        mode=match["mode"],
        factuality=Factuality(match["factuality"] or "CT+"),
        trigger=trigger,
        actors=tuple(sorted(span for role, span in own if role == "actor")),
        targets=tuple(sorted(span for role, span in own if role == "target")),
        place=next((span for role, span in own if role == "place"), None),
        time=next((span for role, span in own if role == "time"), None),
    )


def _one(marks: list[tuple[re.Match[str], Span]], role: str) -> Span | None:
    return next((span for match, span in marks if match["role"] == role), None)
